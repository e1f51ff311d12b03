package io.jobservice.model;

/** What was asked makes no sense. */
public final class BadRequestException extends ServiceException {

  private static final long serialVersionUID = 1L;

  /**
   * An error for whoever asked.
   *
   * @param message what was wrong and what to do
   */
  public BadRequestException(String message) {
    super(ErrorCode.BAD_REQUEST, message, null);
  }

  /**
   * An error under a more special code.
   *
   * @param code the code
   * @param message what was wrong and what to do
   */
  public BadRequestException(ErrorCode code, String message) {
    super(code, message, null);
  }
}
