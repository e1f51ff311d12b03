package io.jobservice.model;

import java.time.Duration;
import java.util.Objects;

/** As much waits already as the service is to take; the same request may work later. */
public final class TooManyException extends ServiceException {

  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  /**
   * An error for whoever asked.
   *
   * @param message what there is too much of
   * @param retryAfter after what time it is worth another try, one second or more
   */
  public TooManyException(String message, Duration retryAfter) {
    super(ErrorCode.TOO_MANY, message, null);
    this.retryAfter = Objects.requireNonNull(retryAfter);
  }

  /** After what time it is worth another try. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
