package io.jobservice.model;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the configuration says of a job type. It comes before what the class of the type says; what
 * is empty is left to the class.
 *
 * @param maxFails how often a job may fail before it is given up, 1 to 10000
 * @param backoff how long a failed job waits
 * @param maxConcurrency how many jobs may run at once over all nodes, 0 to 100000; 0 is no limit
 * @param priority the weight of the type against others when a worker is free, 1 to 10000
 * @param timeout how long a run may take, more than zero, up to 30 days
 * @param rateLimit how many jobs may start within a period, over all nodes
 * @param maxPending how many jobs may wait on the queue, 1 to {@link PendingLimits#MOST}
 */
public record TypePolicy(
    OptionalInt maxFails,
    Optional<Backoff> backoff,
    OptionalInt maxConcurrency,
    OptionalInt priority,
    Optional<Duration> timeout,
    Optional<RateLimit> rateLimit,
    OptionalInt maxPending) {

  /** The most failures that can be asked for. */
  public static final int MOST_FAILS = 10_000;

  /** The highest limit of concurrency. */
  public static final int MOST_CONCURRENCY = 100_000;

  /** The highest priority. */
  public static final int MOST_PRIORITY = 10_000;

  /** The longest timeout. */
  public static final Duration LONGEST_TIMEOUT = Duration.ofDays(30);

  private static final TypePolicy NONE =
      new TypePolicy(
          OptionalInt.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty());

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is left
   */
  public TypePolicy {
    check("maxFails", maxFails, 1, MOST_FAILS);
    Objects.requireNonNull(backoff);
    check("maxConcurrency", maxConcurrency, 0, MOST_CONCURRENCY);
    check("priority", priority, 1, MOST_PRIORITY);
    if (timeout.isPresent()
        && (timeout.get().compareTo(Duration.ZERO) <= 0
            || timeout.get().compareTo(LONGEST_TIMEOUT) > 0)) {
      throw new IllegalArgumentException("timeout is above 0, up to 30 days, not " + timeout.get());
    }
    Objects.requireNonNull(rateLimit);
    check("maxPending", maxPending, 1, PendingLimits.MOST);
  }

  private static void check(String name, OptionalInt value, int least, int most) {
    if (value.isPresent() && (value.getAsInt() < least || value.getAsInt() > most)) {
      throw new IllegalArgumentException(
          name + " is " + least + " to " + most + ", not " + value.getAsInt());
    }
  }

  /** A policy that leaves everything to the class. */
  public static TypePolicy none() {
    return NONE;
  }
}
