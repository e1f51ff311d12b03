package io.jobservice.redis;

/** Redis did not answer, or answered that it cannot work now. What was asked may have been done. */
public final class RedisUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RedisUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
