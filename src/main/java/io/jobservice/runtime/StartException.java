package io.jobservice.runtime;

/** The service cannot start; the message says why and what to do. */
public final class StartException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean unavailable;
  private final boolean misconfigured;

  StartException(String message, boolean unavailable, Throwable cause) {
    this(message, unavailable, false, cause);
  }

  private StartException(
      String message, boolean unavailable, boolean misconfigured, Throwable cause) {
    super(message, cause);
    this.unavailable = unavailable;
    this.misconfigured = misconfigured;
  }

  /** The configuration asks for what cannot be had. */
  static StartException misconfigured(String message, Throwable cause) {
    return new StartException(message, false, true, cause);
  }

  /** Whether the configuration is to be changed. */
  boolean isMisconfigured() {
    return misconfigured;
  }

  /** Whether Redis is what is missing. */
  boolean isUnavailable() {
    return unavailable;
  }
}
