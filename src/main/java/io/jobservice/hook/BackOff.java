package io.jobservice.hook;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long an event waits that could not be delivered: 2 s, then twice as long each time up to 5
 * min, less or more by a fifth, so that what failed together is not tried together again. Never
 * less than 2 s or more than 5 min. Safe to share if its randomness is.
 */
final class BackOff {

  static final Duration SHORTEST = Duration.ofSeconds(2);
  static final Duration LONGEST = Duration.ofMinutes(5);

  /** Further doublings are beyond the longest. */
  private static final int MOST_DOUBLINGS = 16;

  private static final double LEAST_PART = 0.8;
  private static final double RANDOM_PART = 0.4;

  private final RandomGenerator random;

  BackOff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The time until the next try.
   *
   * @param failures how often it was tried in vain, 1 or more
   */
  Duration after(int failures) {
    long doubled = SHORTEST.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
    double part = LEAST_PART + RANDOM_PART * random.nextDouble();
    long millis = Math.round(Math.min(doubled, LONGEST.toMillis()) * part);
    return Duration.ofMillis(Math.max(SHORTEST.toMillis(), Math.min(millis, LONGEST.toMillis())));
  }
}
