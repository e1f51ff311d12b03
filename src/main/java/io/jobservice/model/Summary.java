package io.jobservice.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The state of a whole namespace, read in several steps within a moment.
 *
 * @param pools all pools
 * @param busy how many jobs each pool runs, by its id; a pool that runs none may be missing
 * @param queues all queues
 * @param waiting the jobs that wait elsewhere than on queues
 * @param hooks the events of status hooks
 * @param server what Redis says of itself
 * @param time Redis' time, in epoch seconds
 */
public record Summary(
    List<PoolHeartbeat> pools,
    Map<String, Long> busy,
    List<QueueState> queues,
    Waiting waiting,
    Hooks hooks,
    ServerState server,
    long time) {

  /** Copies lists and map. */
  public Summary {
    pools = List.copyOf(pools);
    busy = Map.copyOf(busy);
    queues = List.copyOf(queues);
    Objects.requireNonNull(waiting);
    Objects.requireNonNull(hooks);
    Objects.requireNonNull(server);
  }

  /**
   * How many jobs are where no worker takes them from.
   *
   * @param scheduled jobs that wait for their time
   * @param awaiting jobs that wait for others
   * @param retry failed jobs that are tried again
   * @param dead jobs that were given up or cancelled, and records that are no job
   */
  public record Waiting(long scheduled, long awaiting, long retry, long dead) {}

  /**
   * How many events of status hooks there are.
   *
   * @param pending events that wait for their delivery, or are being delivered
   * @param dead events that were given up, and are still kept
   */
  public record Hooks(long pending, long dead) {}

  /** How many workers the living pools have. */
  public long workers() {
    return pools.stream()
        .filter(pool -> pool.isHealthy(time))
        .mapToLong(pool -> pool.number("concurrency"))
        .sum();
  }

  /** How many jobs the living pools run. */
  public long running() {
    return pools.stream().filter(pool -> pool.isHealthy(time)).mapToLong(this::busy).sum();
  }

  /**
   * How many jobs a pool runs.
   *
   * @param pool one of the pools
   */
  public long busy(PoolHeartbeat pool) {
    return busy.getOrDefault(pool.id(), 0L);
  }
}
