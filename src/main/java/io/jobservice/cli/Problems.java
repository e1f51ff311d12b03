package io.jobservice.cli;

import picocli.CommandLine.Model.CommandSpec;

/** What went wrong with some of many things: all is told, and the first decides the exit code. */
final class Problems {

  /** After so many, more are only counted. */
  private static final int MOST_TOLD = 20;

  private final Failures failures;
  private final Console console;
  private final boolean verbose;
  private int code;
  private long count;

  Problems(Shell shell, Console console, CommandSpec spec) {
    this.failures = new Failures(shell.err(), console);
    this.console = console;
    this.verbose = CommonOptions.verbose(spec.commandLine().getParseResult());
  }

  /** Tells of one more. */
  void report(Exception e) {
    int own = count < MOST_TOLD ? failures.report(e, verbose) : failures.code(e).code();
    if (count == MOST_TOLD) {
      console.err().println("jobservice: further errors are counted only");
    }
    count++;
    code = code == 0 ? own : code;
  }

  /** How many there were. */
  long count() {
    return count;
  }

  /** The exit code of the first, 0 when there was none. */
  int code() {
    return code;
  }
}
