package io.jobservice.job;

/** Thrown when a job cannot work with the parameters it is given. */
public class InvalidParametersException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * Refuses the parameters.
   *
   * @param message which parameter is wrong, why, and what is expected
   */
  public InvalidParametersException(String message) {
    super(message);
  }

  /**
   * Refuses the parameters because of another failure.
   *
   * @param message which parameter is wrong, why, and what is expected
   * @param cause what went wrong
   */
  public InvalidParametersException(String message, Throwable cause) {
    super(message, cause);
  }
}
