package io.jobservice.worker;

import io.jobservice.model.RanOn;
import io.jobservice.redis.Attempt;
import io.jobservice.redis.QueueStore;
import io.jobservice.redis.QueueStore.Fetch;
import io.jobservice.redis.QueueStore.Fetched;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches for all idle workers in one call, and waits to be woken when there is nothing to do.
 *
 * <p>A fetch whose reply was lost may have taken jobs. So this thread, and no other, compares the
 * in-progress lists with what the pool holds, after a failed fetch and at every beat, and starts
 * what it did not know. What it holds is noted before the lists are read: an attempt that ends
 * meanwhile is not taken for an unknown one.
 */
final class Dispatcher {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final QueueStore queues;
  private final String pool;
  private final String host;
  private final String place;
  private final Set<String> types;
  private final RandomGenerator random;
  private final LongSupplier nanoTime;
  private final RunningJobs running;
  private final Consumer<Attempt> start;
  private final Semaphore idle;
  private volatile boolean reconcileDue;
  private boolean looked;
  private long lastLookNanos;

  Dispatcher(
      QueueStore queues,
      PoolIdentity identity,
      Set<String> types,
      RandomGenerator random,
      LongSupplier nanoTime,
      RunningJobs running,
      Consumer<Attempt> start) {
    this.queues = queues;
    this.pool = identity.pool();
    this.host = identity.host();
    this.place = RanOn.place(identity.logStores(), identity.node());
    this.types = Set.copyOf(types);
    this.random = random;
    this.nanoTime = nanoTime;
    this.running = running;
    this.start = start;
    this.idle = new Semaphore(identity.workers().size());
  }

  /** A worker has become idle. */
  void release() {
    idle.release();
  }

  /** Asks for a comparison of the in-progress lists with what is held. */
  void reconcileSoon() {
    reconcileDue = true;
  }

  /** Fetches once, and waits for a wake-up if that brought less than there are idle workers. */
  void turn() throws InterruptedException {
    if (reconcileDue) {
      reconcile();
    }
    if (types.isEmpty()) {
      TimeUnit.NANOSECONDS.sleep(LONGEST_WAIT.toNanos());
      return;
    }
    if (!idle.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
      return;
    }
    Fetched fetched = fetch(1 + idle.drainPermits());
    if (fetched.exhausted()) {
      queues.awaitWork(pool, wait(fetched));
    }
  }

  private static Duration wait(Fetched fetched) {
    return fetched.permitIn().filter(time -> time.compareTo(LONGEST_WAIT) < 0).orElse(LONGEST_WAIT);
  }

  private Fetched fetch(int slots) {
    int used = 0;
    try {
      Fetched fetched =
          queues.fetch(new Fetch(pool, host, place, random.nextInt(), slots, isLookDue()));
      for (Attempt attempt : fetched.attempts()) {
        used++;
        start.accept(attempt);
      }
      return fetched;
    } catch (RuntimeException e) {
      reconcileDue = true;
      throw e;
    } finally {
      idle.release(slots - used);
    }
  }

  private boolean isLookDue() {
    long now = nanoTime.getAsLong();
    if (looked && now - lastLookNanos < LONGEST_WAIT.toNanos()) {
      return false;
    }
    looked = true;
    lastLookNanos = now;
    return true;
  }

  private void reconcile() {
    Set<RunningJobs.Key> held = running.keys();
    List<Attempt> inProgress = queues.inProgress(pool, types);
    reconcileDue = false;
    for (Attempt attempt : inProgress) {
      if (!held.contains(RunningJobs.Key.of(attempt)) && idle.tryAcquire()) {
        LOG.info("job {}: fetched by a call whose reply was lost; taken up", attempt.id());
        start.accept(attempt);
      }
    }
  }
}
