package io.jobservice.job;

/** Thrown by a job that ends because it was told to cancel. */
public class JobCancelledException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Says that the job was cancelled. */
  public JobCancelledException() {
    super("the job was cancelled");
  }

  /**
   * Says more than that the job was cancelled.
   *
   * @param message what was going on
   */
  public JobCancelledException(String message) {
    super(message);
  }
}
