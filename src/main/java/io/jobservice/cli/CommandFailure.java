package io.jobservice.cli;

import java.util.Optional;

/** A command that ends with another exit code than 0 for a reason of its own. */
final class CommandFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;
  private final String advice;

  CommandFailure(ExitCode exitCode, String message, String advice) {
    super(message);
    this.exitCode = exitCode;
    this.advice = advice;
  }

  ExitCode exitCode() {
    return exitCode;
  }

  Optional<String> advice() {
    return Optional.ofNullable(advice);
  }
}
