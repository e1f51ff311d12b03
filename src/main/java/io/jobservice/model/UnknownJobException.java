package io.jobservice.model;

/** No living node registers a job of the name that was asked for. */
public final class UnknownJobException extends ServiceException {

  private static final long serialVersionUID = 1L;

  /**
   * Refuses the name.
   *
   * @param name the name that nobody registers
   */
  public UnknownJobException(String name) {
    super(ErrorCode.BAD_REQUEST, "job with name '" + name + "' is unknown", null);
  }
}
