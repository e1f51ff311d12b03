package io.jobservice.client;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** The time that something may take, which begins when this is made. */
final class Deadline {

  /** What is asked when the time is over is given this long. */
  private static final Duration LAST_ANSWER = Duration.ofSeconds(1);

  private final Ticker ticker;
  private final Optional<Duration> limit;
  private final long begin;

  /** A limit, or empty for none. */
  Deadline(Ticker ticker, Optional<Duration> limit) {
    this.ticker = Objects.requireNonNull(ticker);
    this.limit = Objects.requireNonNull(limit);
    this.begin = ticker.nanos().getAsLong();
  }

  /** How much is left, negative when it is over; empty when there is no limit. */
  Optional<Duration> left() {
    return limit.map(time -> time.minusNanos(ticker.nanos().getAsLong() - begin));
  }

  /** Whether nothing is left. */
  boolean isOver() {
    return left().map(left -> left.isZero() || left.isNegative()).orElse(false);
  }

  /** The usual time, or what is left of the limit if that is less; never negative. */
  Duration least(Duration usual) {
    Duration least = left().map(left -> JobWait.least(left, usual)).orElse(usual);
    return least.isNegative() ? Duration.ZERO : least;
  }

  /** How long to wait for an answer: in whole milliseconds, no less than the time. */
  Duration patience(Duration usual) {
    return isOver() ? LAST_ANSWER : least(usual).plusMillis(1);
  }
}
