package io.jobservice.embedded;

/**
 * The node's own Redis server could not be found, started or taken over. The message says why, and
 * what to do.
 */
public final class EmbeddedRedisException extends Exception {

  private static final long serialVersionUID = 1L;

  EmbeddedRedisException(String message) {
    super(message);
  }

  EmbeddedRedisException(String message, Throwable cause) {
    super(message, cause);
  }
}
