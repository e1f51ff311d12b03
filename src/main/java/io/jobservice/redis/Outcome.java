package io.jobservice.redis;

import java.util.Objects;

/**
 * How an attempt ended.
 *
 * @param attempt which one
 * @param end the way it ended
 * @param error what it died of, empty unless it failed
 */
public record Outcome(Attempt attempt, End end, String error) {

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
  }
}
