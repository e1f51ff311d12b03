package io.jobservice.model;

/** A log is there, but cannot be read before somebody sets something right. */
public final class UnreadableLogException extends ServiceException {

  private static final long serialVersionUID = 1L;

  /**
   * An error for whoever asked.
   *
   * @param message why, and what to do
   */
  public UnreadableLogException(String message) {
    super(ErrorCode.LOG, message, null);
  }
}
