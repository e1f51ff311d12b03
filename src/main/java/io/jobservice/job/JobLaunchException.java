package io.jobservice.job;

/**
 * Thrown when a sub-job cannot be launched. Nothing has been launched then, unless Redis went away
 * meanwhile: the same launch again finds what has been.
 */
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
