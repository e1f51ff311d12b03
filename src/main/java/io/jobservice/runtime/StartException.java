package io.jobservice.runtime;

/** The service cannot start; the message says why and what to do. */
public final class StartException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean unavailable;

  StartException(String message, boolean unavailable, Throwable cause) {
    super(message, cause);
    this.unavailable = unavailable;
  }

  /** Whether Redis is what is missing. */
  boolean isUnavailable() {
    return unavailable;
  }
}
