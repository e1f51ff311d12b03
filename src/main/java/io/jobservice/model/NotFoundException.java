package io.jobservice.model;

/** There is no such job, or no such queue. */
public final class NotFoundException extends ServiceException {

  private static final long serialVersionUID = 1L;

  /**
   * An error for whoever asked.
   *
   * @param message what was wrong and what to do
   */
  public NotFoundException(String message) {
    super(ErrorCode.NOT_FOUND, message, null);
  }
}
