package io.jobservice.core;

import io.jobservice.model.JobStats;
import io.jobservice.model.PoolHeartbeat;
import io.jobservice.model.ShellLine;
import io.jobservice.redis.JobFacts.Seen;
import java.util.List;
import java.util.Optional;

/**
 * A job with its surroundings at the moment at which is asked why it is in its state.
 *
 * @param id the job
 * @param type its type, empty when nothing tells it
 * @param seen what there is of it
 * @param pools all pools, the silent ones too
 * @param now Redis' time, in epoch seconds
 */
record Scene(String id, String type, Seen seen, List<PoolHeartbeat> pools, long now) {

  Scene {
    pools = List.copyOf(pools);
  }

  JobStats job() {
    return seen.stats();
  }

  List<PoolHeartbeat> living() {
    return pools.stream().filter(pool -> pool.isHealthy(now)).toList();
  }

  /** The living pools that register the type. */
  List<PoolHeartbeat> registering() {
    return living().stream().filter(pool -> pool.jobNames().contains(type)).toList();
  }

  /** Those of them that take jobs. */
  List<PoolHeartbeat> taking() {
    return registering().stream().filter(pool -> !pool.text("state").equals("draining")).toList();
  }

  Optional<PoolHeartbeat> pool(String pool) {
    return pools.stream().filter(one -> one.id().equals(pool)).findFirst();
  }

  /** Whether a node of ours is alive, which moves what is due, and takes dead pools for dead. */
  boolean isLookedAfter() {
    return living().stream().anyMatch(PoolHeartbeat::isOurs);
  }

  /** Whether a node of ours is alive that is not this one. */
  boolean isLookedAfterBeside(PoolHeartbeat silent) {
    return living().stream().anyMatch(pool -> pool.isOurs() && !pool.id().equals(silent.id()));
  }

  /** A command about the job for when somebody moves it, else the one that starts a node. */
  Optional<String> orServe(boolean isMoved, String words) {
    return isMoved
        ? ShellLine.of(words).word(id).text()
        : Optional.of("jobservice serve -c config.yml");
  }

  /** How long ago a second was, as words. */
  String since(long second) {
    return Span.of(now - second);
  }

  /** How long it is until a second, as words. */
  String until(long second) {
    return Span.of(second - now);
  }
}
