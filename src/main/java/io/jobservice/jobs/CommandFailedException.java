package io.jobservice.jobs;

/** Thrown when a program could not be started, or has failed. It has no stack worth a look. */
final class CommandFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  CommandFailedException(String message) {
    super(message, null, false, false);
  }

  /** The message alone: the error of the job begins with it, and the class says nothing there. */
  @Override
  @SuppressWarnings("OverrideThrowableToString")
  public String toString() {
    return getMessage();
  }
}
