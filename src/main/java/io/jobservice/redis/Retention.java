package io.jobservice.redis;

import java.time.Duration;

/**
 * How long the record of a job is kept after its end, in whole seconds; of the executions of a
 * periodic job also how many.
 *
 * @param success after Success
 * @param stopped after Stopped
 * @param error after Error and Cancelled
 * @param executions how many ended executions of a policy are kept at most, 1 or more
 */
public record Retention(Duration success, Duration stopped, Duration error, int executions) {

  private static final int EXECUTIONS = 100;

  /**
   * What the layout prescribes: a day, a day, a week; and as many executions as an answer lists.
   */
  public static Retention standard() {
    return new Retention(Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(7), EXECUTIONS);
  }
}
