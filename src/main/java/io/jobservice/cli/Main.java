package io.jobservice.cli;

/** The entry point of the program. */
public final class Main {

  private Main() {}

  /**
   * Runs the command line.
   *
   * @param args its words
   */
  public static void main(String[] args) {}
}
