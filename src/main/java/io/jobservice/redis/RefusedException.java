package io.jobservice.redis;

/** Redis refused a step and will again: a key holds something of another type, for instance. */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
