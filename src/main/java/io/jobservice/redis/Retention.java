package io.jobservice.redis;

import java.time.Duration;

/**
 * How long the record of a job is kept after its end, in whole seconds.
 *
 * @param success after Success
 * @param stopped after Stopped
 * @param error after Error and Cancelled
 */
public record Retention(Duration success, Duration stopped, Duration error) {

  /** What the layout prescribes: a day, a day, a week. */
  public static Retention standard() {
    return new Retention(Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(7));
  }
}
