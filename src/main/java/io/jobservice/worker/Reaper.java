package io.jobservice.worker;

import io.jobservice.model.PoolHeartbeat;
import io.jobservice.redis.PoolStore;
import io.jobservice.redis.PoolStore.Reaped;
import io.jobservice.redis.RedisClock;
import io.jobservice.redis.RefusedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds dead pools and puts back what they had in progress.
 *
 * <p>A pool is dead when its beat has not changed for a while on this node's monotonic clock, while
 * this node itself was beating; times of two machines are never compared, and a Redis that was away
 * starts the wait anew. A pool on this host whose process is gone is dead at once. Several reapers
 * may be at it: each step is a script that checks again. Used by one thread.
 */
final class Reaper {

  static final Duration PERIOD = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);
  private static final Duration SILENCE = Duration.ofSeconds(6);
  private static final Duration SILENCE_OF_OTHER_KIND = Duration.ofSeconds(12);

  /** Between two looks passes about a second, and some more when Redis is slow. */
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final PoolStore pools;
  private final RedisClock clock;
  private final String own;
  private final BooleanSupplier beating;
  private final Predicate<PoolHeartbeat> processIsGone;
  private final Map<String, Seen> seen = new HashMap<>();

  private long lookedNanos;

  /** A beat, and since when it has not changed. */
  private record Seen(String beat, long sinceNanos) {}

  Reaper(
      PoolStore pools,
      RedisClock clock,
      String own,
      BooleanSupplier beating,
      Predicate<PoolHeartbeat> processIsGone) {
    this.pools = pools;
    this.clock = clock;
    this.own = own;
    this.beating = beating;
    this.processIsGone = processIsGone;
    this.lookedNanos = clock.monotonicNanos();
  }

  void turn() {
    if (!beating.getAsBoolean() || hasJumped()) {
      seen.clear();
      return;
    }
    List<PoolHeartbeat> all;
    try {
      all = pools.list();
    } catch (RuntimeException e) {
      seen.clear();
      throw e;
    }
    Set<String> present = new HashSet<>();
    for (PoolHeartbeat pool : all) {
      if (!pool.id().equals(own)) {
        present.add(pool.id());
        look(pool);
      }
    }
    seen.keySet().retainAll(present);
  }

  /**
   * After a halt of this node, or a jump of its clock, it cannot say for how long a pool is silent.
   */
  private boolean hasJumped() {
    long before = lookedNanos;
    lookedNanos = clock.monotonicNanos();
    long since = lookedNanos - before;
    return since < 0 || since > LONGEST_PAUSE.toNanos();
  }

  /** What is wrong with one pool keeps nobody from seeing to the others. */
  private void look(PoolHeartbeat pool) {
    try {
      if (processIsGone.test(pool)) {
        reap(pool, "its process is gone");
      } else if (isSilent(pool)) {
        reap(pool, "it has not beaten for " + silence(pool).toSeconds() + " s");
      }
    } catch (RefusedException e) {
      LOG.error("pool {} cannot be reaped: {}", pool.id(), e.getMessage());
    }
  }

  private boolean isSilent(PoolHeartbeat pool) {
    long now = clock.monotonicNanos();
    Seen before = seen.get(pool.id());
    if (before == null || !before.beat.equals(pool.beat())) {
      seen.put(pool.id(), new Seen(pool.beat(), now));
      return false;
    }
    return now - before.sinceNanos >= silence(pool).toNanos();
  }

  private static Duration silence(PoolHeartbeat pool) {
    return pool.isOurs() ? SILENCE : SILENCE_OF_OTHER_KIND;
  }

  private void reap(PoolHeartbeat pool, String reason) {
    if (pools.reap(pool) == Reaped.DONE) {
      LOG.warn(
          "pool {} is dead: {}; what it had in progress is back on its queues", pool.id(), reason);
    }
    seen.remove(pool.id());
  }
}
