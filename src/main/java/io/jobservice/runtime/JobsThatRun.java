package io.jobservice.runtime;

import io.jobservice.redis.RedisUnavailableException;
import io.jobservice.redis.RunningStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Tells which of some jobs run, here or on another node. Safe to share. */
final class JobsThatRun implements UnaryOperator<Set<String>> {

  private final Predicate<String> here;
  private final RunningStatus anywhere;

  /**
   * Asks this node first.
   *
   * @param here whether this node runs a job
   * @param anywhere what Redis says
   */
  JobsThatRun(Predicate<String> here, RunningStatus anywhere) {
    this.here = here;
    this.anywhere = anywhere;
  }

  /** Throws {@link UncheckedIOException} when Redis does not answer. */
  @Override
  public Set<String> apply(Set<String> ids) {
    Set<String> others = new HashSet<>(ids);
    others.removeIf(here);
    Set<String> running = new HashSet<>(ids);
    running.removeAll(others);
    try {
      running.addAll(anywhere.of(others));
    } catch (RedisUnavailableException e) {
      throw new UncheckedIOException(new IOException("Redis does not answer", e));
    }
    return running;
  }
}
