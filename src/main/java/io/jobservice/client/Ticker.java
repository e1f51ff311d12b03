package io.jobservice.client;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The passing of time, given from outside so that tests need not wait.
 *
 * @param clock the time of day where the caller lives; asked for only when needed, because finding
 *     out the zone costs time at every start
 * @param nanos a clock that never goes back, in nanoseconds from any origin
 * @param sleeper how to let time pass
 */
public record Ticker(Supplier<Clock> clock, LongSupplier nanos, Sleeper sleeper) {

  /** Refuses nulls. */
  public Ticker {
    Objects.requireNonNull(clock);
    Objects.requireNonNull(nanos);
    Objects.requireNonNull(sleeper);
  }

  /** Lets time pass. */
  @FunctionalInterface
  public interface Sleeper {

    /**
     * Returns when the time is over.
     *
     * @param time how long, zero or more
     * @throws InterruptedException if the thread is told to give up
     */
    void sleep(Duration time) throws InterruptedException;
  }
}
