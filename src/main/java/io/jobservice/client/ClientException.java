package io.jobservice.client;

import java.util.Objects;
import java.util.Optional;

/** What a client could not do, in words meant for the person at the shell. */
public final class ClientException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What sort of failure it is; callers branch on this, never on the words. */
  public enum Kind {
    /** The service found the request wrong. */
    BAD_REQUEST,
    /** There is no such job. */
    NOT_FOUND,
    /** The secret is missing or wrong. */
    NOT_ALLOWED,
    /** The request contradicts the state of things. */
    CONFLICT,
    /** The service, or its Redis, cannot be reached now. */
    UNAVAILABLE,
    /** As much waits as the service lets; it takes more later. */
    BUSY,
    /** What was waited for did not come in time. */
    TIMED_OUT,
    /** No server could be found, or the file that names it is wrong. */
    CONFIGURATION,
    /** Anything else that the other side answered. */
    FAILED
  }

  private final Kind kind;
  private final String advice;

  /**
   * A failure without advice.
   *
   * @param kind its sort
   * @param message what happened, without a final full stop
   */
  public ClientException(Kind kind, String message) {
    this(kind, message, null, null);
  }

  /**
   * A failure.
   *
   * @param kind its sort
   * @param message what happened, without a final full stop
   * @param advice a sentence about what to do next, or null
   * @param cause what led to it, or null
   */
  public ClientException(Kind kind, String message, String advice, Throwable cause) {
    super(message, cause);
    this.kind = Objects.requireNonNull(kind);
    this.advice = advice;
  }

  /** The sort of failure. */
  public Kind kind() {
    return kind;
  }

  /** What to do next, if there is something to say. */
  public Optional<String> advice() {
    return Optional.ofNullable(advice);
  }
}
