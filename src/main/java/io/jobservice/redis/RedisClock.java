package io.jobservice.redis;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Redis' time, kept on this node: its monotonic clock plus a measured offset. A node whose own
 * clock is set anew goes on as if nothing had happened. Safe to share.
 */
public final class RedisClock {

  private static final long NANOS_PER_MICRO = 1_000;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final LongSupplier nanoTime;
  private final AtomicLong offsetMicros = new AtomicLong();

  /**
   * A clock that has not been set yet.
   *
   * @param nanoTime the node's monotonic clock, in nanoseconds
   */
  public RedisClock(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The monotonic clock behind this one, in nanoseconds: for spans, never for instants. */
  public long monotonicNanos() {
    return nanoTime.getAsLong();
  }

  /** Redis' time, in microseconds since the epoch. */
  public long micros() {
    return nanoTime.getAsLong() / NANOS_PER_MICRO + offsetMicros.get();
  }

  /** Redis' time, in whole seconds since the epoch. */
  public long seconds() {
    return Math.floorDiv(micros(), MICROS_PER_SECOND);
  }

  /**
   * Sets the clock by an answer of Redis, taken to have been made half way between question and
   * answer.
   *
   * @param askedNanos the monotonic clock when Redis was asked
   * @param answeredNanos the monotonic clock when the answer came
   * @param redisMicros what Redis answered
   */
  void set(long askedNanos, long answeredNanos, long redisMicros) {
    long middle = askedNanos + (answeredNanos - askedNanos) / 2;
    offsetMicros.set(redisMicros - middle / NANOS_PER_MICRO);
  }
}
