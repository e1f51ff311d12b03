package io.jobservice.joblog;

import java.time.Duration;

/**
 * How often something has failed in a row, and when to try again: after 200 ms, then twice as long
 * each time, up to 5 s.
 *
 * @param failures how often
 * @param since when it failed first, by the monotonic clock
 * @param retryAt when to try again
 */
record BackOff(int failures, long since, long retryAt) {

  private static final long FIRST_NANOS = Duration.ofMillis(200).toNanos();
  private static final long LONGEST_NANOS = Duration.ofSeconds(5).toNanos();

  static BackOff none() {
    return new BackOff(0, 0, 0);
  }

  BackOff next(long now) {
    long wait = Math.min(LONGEST_NANOS, FIRST_NANOS << Math.min(failures, 10));
    return new BackOff(failures + 1, failures == 0 ? now : since, now + wait);
  }

  boolean isOver(long now) {
    return failures == 0 || now - retryAt >= 0;
  }

  Duration lasting(long now) {
    return Duration.ofNanos(now - since);
  }
}
