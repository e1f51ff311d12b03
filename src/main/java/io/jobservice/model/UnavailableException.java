package io.jobservice.model;

/** Redis, or a part of the service, is away for now; the same request may work later. */
public final class UnavailableException extends ServiceException {

  private static final long serialVersionUID = 1L;

  /**
   * An error for whoever asked.
   *
   * @param message what was wrong and what to do
   */
  public UnavailableException(String message) {
    super(ErrorCode.UNAVAILABLE, message, null);
  }

  /**
   * An error with what led to it.
   *
   * @param message what is away
   * @param cause the failure
   */
  public UnavailableException(String message, Throwable cause) {
    super(ErrorCode.UNAVAILABLE, message, cause);
  }
}
