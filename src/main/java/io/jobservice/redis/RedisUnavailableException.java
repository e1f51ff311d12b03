package io.jobservice.redis;

/** Redis did not answer, or answered that it cannot work now. What was asked may have been done. */
public final class RedisUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String what;

  RedisUnavailableException(String message, Throwable cause) {
    super(message, cause);
    this.what = "Redis does not answer";
  }

  RedisUnavailableException(String server, PassingState state, String error, Throwable cause) {
    super(server + ": " + state.words(error), cause);
    this.what = state.isOfWritesOnly() ? "Redis refuses to write" : "Redis refuses to work";
  }

  /** The whole of it for whoever asked: whether Redis is silent or refuses, which one, and why. */
  public String told() {
    return what + ": " + getMessage();
  }
}
