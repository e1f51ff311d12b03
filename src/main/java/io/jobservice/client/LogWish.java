package io.jobservice.client;

import java.util.Objects;
import java.util.Optional;

/**
 * What of a log is wanted, as the API has it. Whether it makes sense is for the service to tell.
 *
 * @param tail how many lines at its end
 * @param since from when on: an RFC 3339 time, epoch seconds, or how long ago, such as {@code 10m}
 * @param attempt of which attempts: {@code 2}, {@code 2-4} or {@code last}
 */
public record LogWish(Optional<String> tail, Optional<String> since, Optional<String> attempt) {

  /** All of it. */
  public static final LogWish WHOLE =
      new LogWish(Optional.empty(), Optional.empty(), Optional.empty());

  /** Refuses nulls. */
  public LogWish {
    Objects.requireNonNull(tail);
    Objects.requireNonNull(since);
    Objects.requireNonNull(attempt);
  }

  /** Whether all of the log is wanted. */
  public boolean isWhole() {
    return tail.isEmpty() && since.isEmpty() && attempt.isEmpty();
  }

  /** What is left to wish for behind a line that has come already. */
  LogWish goingOn() {
    return new LogWish(Optional.empty(), Optional.empty(), attempt);
  }
}
