package io.jobservice.job;

/** How the jobs that another one waits for must have ended. */
public enum AfterStatus {
  /** Each with success; when one fails for good, who waits for it is stopped. */
  SUCCESS("success"),
  /** In any way. */
  ANY("any");

  private final String text;

  AfterStatus(String text) {
    this.text = text;
  }

  /** The word in requests and stored records. */
  public String text() {
    return text;
  }
}
