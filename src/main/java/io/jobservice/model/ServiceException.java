package io.jobservice.model;

import java.util.Objects;

/**
 * A request that the service refuses or cannot carry out. The message says what was wrong and what
 * to do, in words meant for whoever asked.
 */
public abstract sealed class ServiceException extends Exception
    permits BadRequestException,
        ConflictException,
        NotFoundException,
        NotSupportedException,
        TooManyException,
        UnavailableException,
        UnreadableLogException,
        UnknownJobException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /**
   * An error with a stable code.
   *
   * @param code what the wire calls it
   * @param message the detail
   * @param cause what led to it, or null
   */
  protected ServiceException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = Objects.requireNonNull(code);
  }

  /** The stable code of this error. */
  public ErrorCode code() {
    return code;
  }
}
