package io.jobservice.job;

/** Thrown by a job that ends because it was told to stop. */
public class JobStoppedException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Says that the job was stopped. */
  public JobStoppedException() {
    super("the job was stopped");
  }

  /**
   * Says more than that the job was stopped.
   *
   * @param message what was going on
   */
  public JobStoppedException(String message) {
    super(message);
  }
}
