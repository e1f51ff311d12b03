package io.jobservice.worker;

import io.jobservice.job.OpCommand;
import io.jobservice.redis.PoolStore;
import io.jobservice.redis.PoolStore.Beat;
import io.jobservice.redis.PoolStore.Told;
import io.jobservice.redis.PoolStore.TypeRules;
import io.jobservice.redis.QueueStore;
import io.jobservice.redis.RedisClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heartbeat of a pool. Each beat writes all of it, and brings back what the running jobs have
 * been told, in case the message was lost. Used by one thread; the time of the last beat may be
 * read by any.
 */
final class Heart {

  static final Duration PERIOD = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(Heart.class);

  private final PoolStore pools;
  private final QueueStore queues;
  private final RedisClock clock;
  private final String pool;
  private final Map<String, TypeRules> types;
  private final RunningJobs running;
  private final IntSupplier replacedWorkers;
  private final Map<String, String> constant;
  private long beats;
  private boolean lost;
  private volatile boolean beaten;
  private volatile long lastBeatNanos;
  private volatile String state = "running";

  Heart(
      PoolStore pools,
      QueueStore queues,
      RedisClock clock,
      PoolIdentity identity,
      Map<String, TypeRules> types,
      RunningJobs running,
      IntSupplier replacedWorkers) {
    this.pools = pools;
    this.queues = queues;
    this.clock = clock;
    this.pool = identity.pool();
    this.types = types;
    this.running = running;
    this.replacedWorkers = replacedWorkers;
    this.constant = identity.heartbeat(clock.seconds(), types.keySet(), (int) PERIOD.toSeconds());
  }

  void join() {
    pools.join(pool, fields(), types);
    noteBeat();
  }

  void turn() {
    lost = false;
    if (!beat()) {
      join();
      if (lost) {
        restore();
      }
      // What it still runs is told by the stats whether it is still its own.
      beat();
    }
  }

  /** A Redis that lost data may have lost what runs here as well. */
  private void restore() {
    for (RunContext context : running.all()) {
      if (queues.restore(context.fenced())) {
        LOG.warn("job {}: Redis has lost it; put back, since it runs here", context.jobId());
      }
    }
  }

  /** Whether Redis knows the pool. */
  private boolean beat() {
    // Drift of the monotonic clock, and a Redis whose time was set anew, end here.
    pools.measureClock();
    List<RunContext> held = List.copyOf(running.all());
    Beat beat = pools.beat(pool, fields(), held.stream().map(RunContext::jobId).toList());
    if (beat instanceof Beat.Alive alive) {
      noteBeat();
      held.forEach(context -> tell(context, alive.told().get(context.jobId())));
      return true;
    }
    if (beat instanceof Beat.Reaped) {
      LOG.warn("pool {} was taken for dead; what it ran runs elsewhere, and it joins again", pool);
    } else {
      LOG.warn("Redis does not know pool {}; it joins again", pool);
      lost = true;
    }
    return false;
  }

  void leave() {
    if (!pools.leave(pool, types.keySet())) {
      LOG.warn("pool {} leaves something in progress; another node will put it back", pool);
    }
  }

  void draining() {
    state = "draining";
  }

  /** Whether the last beat is younger than a time. */
  boolean hasBeatenWithin(Duration time) {
    return beaten && clock.monotonicNanos() - lastBeatNanos < time.toNanos();
  }

  private void noteBeat() {
    lastBeatNanos = clock.monotonicNanos();
    beaten = true;
  }

  private static void tell(RunContext context, Told told) {
    boolean recorded = !told.status().isEmpty();
    boolean ours =
        told.pool().equals(context.fenced().pool())
            && told.attempt().equals(Long.toString(context.attempt()));
    if (told.status().equals("Stopped") || (recorded && !ours)) {
      context.tell(OpCommand.STOP);
    } else if (told.opCommand().equals("cancel")) {
      context.tell(OpCommand.CANCEL);
    }
  }

  private Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>(constant);
    fields.put("heartbeat_at", Long.toString(clock.seconds()));
    fields.put("beats", Long.toString(beats++));
    fields.put("state", state);
    fields.put("replaced_workers", Integer.toString(replacedWorkers.getAsInt()));
    return fields;
  }
}
