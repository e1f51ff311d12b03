package io.jobservice.model;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A job type and its queue, at one moment.
 *
 * @param name the type
 * @param depth how many jobs wait for a worker
 * @param oldestAt when the job that is taken next was put on the queue, in epoch seconds; empty
 *     when none waits, or what waits is no job
 * @param running how many of its jobs run, as the counter of the layout has it
 * @param limit how many may run at once, 0 for no limit
 * @param paused whether none of its jobs is started
 * @param rate how many attempts ended a second, over a minute, to two decimals
 * @param pools how many living pools register the type
 * @param rateLimit how many of its jobs may be started in a time, as the configuration writes it
 * @param maxPending how many jobs may wait here before who asks refuses further ones
 */
public record QueueState(
    String name,
    long depth,
    OptionalLong oldestAt,
    long running,
    long limit,
    boolean paused,
    double rate,
    int pools,
    Optional<String> rateLimit,
    OptionalInt maxPending) {

  /** Checks that nothing is null. */
  public QueueState {
    Objects.requireNonNull(name);
    Objects.requireNonNull(oldestAt);
    Objects.requireNonNull(rateLimit);
    Objects.requireNonNull(maxPending);
  }

  /** A queue without limits but that of its running jobs. */
  public QueueState(
      String name,
      long depth,
      OptionalLong oldestAt,
      long running,
      long limit,
      boolean paused,
      double rate,
      int pools) {
    this(
        name,
        depth,
        oldestAt,
        running,
        limit,
        paused,
        rate,
        pools,
        Optional.empty(),
        OptionalInt.empty());
  }

  /**
   * The same queue with further limits.
   *
   * @param starts how many of its jobs may be started in a time
   * @param waiting how many may wait here
   */
  public QueueState withLimits(Optional<String> starts, OptionalInt waiting) {
    return new QueueState(
        name, depth, oldestAt, running, limit, paused, rate, pools, starts, waiting);
  }
}
