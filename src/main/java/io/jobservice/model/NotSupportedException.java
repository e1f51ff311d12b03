package io.jobservice.model;

/** What was asked cannot be done where the job is. */
public final class NotSupportedException extends ServiceException {

  private static final long serialVersionUID = 1L;

  /**
   * An error for whoever asked.
   *
   * @param message why, and what to do instead
   */
  public NotSupportedException(String message) {
    super(ErrorCode.UNKNOWN_ACTION, message, null);
  }
}
