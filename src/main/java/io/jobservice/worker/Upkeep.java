package io.jobservice.worker;

import io.jobservice.redis.RedisClock;
import io.jobservice.redis.RefusedException;
import io.jobservice.redis.UpkeepStore;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every node does for the whole namespace: moving what is due at each whole second of Redis'
 * clock, and, every ten seconds, repairing counters, bringing back what nodes of the other kind
 * gave up, renewing live jobs, a piece at a time, and looking after those that wait for others.
 * Each method is used by one thread.
 */
final class Upkeep {

  static final Duration PERIOD = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final int REPAIRS_A_TURN = 20;

  /** How long live jobs are left alone after all were seen, for each second that this took. */
  private static final int REST_A_SECOND = 30;

  private static final Duration LONGEST_REST = Duration.ofHours(3);
  private static final long MICROS_PER_SECOND = 1_000_000;

  /** A little after the second has begun, so that Redis does not round the other way. */
  private static final long MARGIN_MICROS = 2_000;

  private final UpkeepStore store;
  private final RedisClock clock;
  private final List<String> types;
  private int nextRepair;
  private String cursor = "0";
  private long begunNanos;
  private long restUntilNanos;
  private String watched = "0";
  private volatile Runnable missed = () -> {};

  Upkeep(UpkeepStore store, RedisClock clock, Set<String> types) {
    this.store = store;
    this.clock = clock;
    this.types = List.copyOf(types);
  }

  /** Says what to do when executions of policies were missed. */
  void onMissed(Runnable action) {
    missed = action;
  }

  void dueTurn() throws InterruptedException {
    if (store.moveDue()) {
      missed.run();
    }
    store.tellOfEnds();
    long intoSecond = Math.floorMod(clock.micros(), MICROS_PER_SECOND);
    TimeUnit.MICROSECONDS.sleep(MICROS_PER_SECOND - intoSecond + MARGIN_MICROS);
  }

  void turn() {
    dueForRepair().forEach(this::repair);
    int revived = store.revive(types);
    if (revived > 0) {
      LOG.info("{} jobs that another node did not know are back on their queues", revived);
    }
    refreshSome();
    watched = store.watchWaiting(watched);
  }

  /**
   * Goes through the live jobs, the first time at once, since entries are lost while no node is
   * alive; later so rarely that a great many that wait for days cost little, yet several times a
   * day.
   */
  private void refreshSome() {
    long now = clock.monotonicNanos();
    if (cursor.equals("0")) {
      if (now - restUntilNanos < 0) {
        return;
      }
      begunNanos = now;
    }
    cursor = store.refresh(cursor);
    if (cursor.equals("0")) {
      long rest = Math.min(LONGEST_REST.toNanos(), (now - begunNanos) * REST_A_SECOND);
      restUntilNanos = now + rest;
    }
  }

  /** Types with running jobs by their counter, and some of the others in turn. */
  private Set<String> dueForRepair() {
    Set<String> due = new LinkedHashSet<>(store.running(types));
    for (int i = 0; i < Math.min(REPAIRS_A_TURN, types.size()); i++) {
      due.add(types.get(nextRepair));
      nextRepair = (nextRepair + 1) % types.size();
    }
    return due;
  }

  private void repair(String type) {
    try {
      long off = store.repairCounters(type);
      if (off != 0) {
        LOG.warn("type {}: the number of running jobs was off by {}, and is repaired", type, off);
      }
    } catch (RefusedException e) {
      LOG.error("type {}: its counters cannot be repaired: {}", type, e.getMessage());
    }
  }
}
