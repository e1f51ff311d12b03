package io.jobservice.cli;

/** The exit codes of every command, with what they mean; man pages list them all. */
enum ExitCode {
  OK(0, "The command did what it was asked."),
  ERROR(
      1,
      "The service refused the request, a receiver did not take a sample event, or something"
          + " unexpected happened."),
  USAGE(2, "The command line is wrong."),
  NOT_FOUND(3, "There is no such job, queue or event, or its log is out of reach."),
  NOT_ALLOWED(4, "The secret is missing or wrong."),
  JOB_FAILED(5, "The job that was waited for failed."),
  JOB_STOPPED(6, "The job that was waited for was stopped or cancelled."),
  CONFLICT(7, "The request contradicts the state of the job, or a unique job like it exists."),
  PENDING(8, "The job has not ended yet."),
  UNAVAILABLE(69, "The service or its Redis cannot be reached, or as many jobs wait as may."),
  CONFIGURATION(78, "The configuration is wrong, or no server is known."),
  TIMED_OUT(124, "The time given with --timeout is over."),
  INTERRUPTED(130, "Interrupted, for example by Ctrl-C.");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  int code() {
    return code;
  }

  String meaning() {
    return meaning;
  }
}
