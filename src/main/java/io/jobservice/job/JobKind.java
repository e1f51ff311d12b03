package io.jobservice.job;

/** How a job comes to run. */
public enum JobKind {
  /** As soon as a worker is free. */
  GENERIC("Generic"),
  /** Once, at a given time. */
  SCHEDULED("Scheduled"),
  /** Again and again, by a cron line. */
  PERIODIC("Periodic");

  private final String text;

  JobKind(String text) {
    this.text = text;
  }

  /** The word in requests, answers and stored records. */
  public String text() {
    return text;
  }
}
