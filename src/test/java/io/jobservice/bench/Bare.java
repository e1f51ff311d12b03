package io.jobservice.bench;

/** The least that a JVM can be started for. */
final class Bare {

  private Bare() {}

  /** Prints a line. */
  public static void main(String[] args) {
    System.out.println("bare");
  }
}
