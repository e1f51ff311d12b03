package io.jobservice.model;

/** What was asked contradicts the state of things. */
public final class ConflictException extends ServiceException {

  private static final long serialVersionUID = 1L;

  /**
   * An error for whoever asked.
   *
   * @param message what was wrong and what to do
   */
  public ConflictException(String message) {
    super(ErrorCode.CONFLICT, message, null);
  }
}
