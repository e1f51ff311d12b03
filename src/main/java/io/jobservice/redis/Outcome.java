package io.jobservice.redis;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How an attempt ended.
 *
 * @param attempt which one
 * @param end the way it ended
 * @param error what it died of, empty unless it failed
 * @param retryDelay after how many seconds a failed job is tried again, empty when it is given up
 * @param result what the job gave back, as JSON; kept for a success only
 */
public record Outcome(
    Attempt attempt, End end, String error, OptionalLong retryDelay, Optional<String> result) {

  /** The ways in which an attempt ends. */
  public enum End {
    /** It did its work. */
    SUCCESS("Success"),
    /** It failed. */
    ERROR("Error"),
    /** It was told to stop, and did. */
    STOPPED("Stopped"),
    /** It was told to cancel, and did. */
    CANCELLED("Cancelled"),
    /** It did not end: its node gives it back to its queue. */
    RETURNED("Return");

    private final String text;

    End(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /** Checks that nothing is null. */
  public Outcome {
    Objects.requireNonNull(attempt);
    Objects.requireNonNull(end);
    Objects.requireNonNull(error);
    Objects.requireNonNull(retryDelay);
    Objects.requireNonNull(result);
  }

  /**
   * An end that says all.
   *
   * @param attempt which one
   * @param end the way it ended
   */
  public static Outcome of(Attempt attempt, End end) {
    return new Outcome(attempt, end, "", OptionalLong.empty(), Optional.empty());
  }

  /**
   * A success.
   *
   * @param attempt which one
   * @param result what the job gave back
   */
  public static Outcome success(Attempt attempt, Optional<String> result) {
    return new Outcome(attempt, End.SUCCESS, "", OptionalLong.empty(), result);
  }

  /**
   * A failure.
   *
   * @param attempt which one
   * @param error what it died of
   * @param retryDelay after how many seconds it is tried again, empty when it is given up
   */
  public static Outcome failure(Attempt attempt, String error, OptionalLong retryDelay) {
    return new Outcome(attempt, End.ERROR, error, retryDelay, Optional.empty());
  }
}
