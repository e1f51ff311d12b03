package io.jobservice.job;

/** Thrown when a sub-job cannot be launched; nothing has been launched then. */
public class JobLaunchException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * Says why.
   *
   * @param message what was wrong with the request, and what is expected
   */
  public JobLaunchException(String message) {
    super(message);
  }

  /**
   * Says why.
   *
   * @param message what was wrong with the request, and what is expected
   * @param cause what went wrong
   */
  public JobLaunchException(String message, Throwable cause) {
    super(message, cause);
  }
}
