package io.jobservice.worker;

import io.jobservice.redis.PoolStore;
import io.jobservice.redis.PoolStore.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Shows what each worker runs, at most once a second: only what has changed is written, so that
 * jobs shorter than that cost nothing. Workers may set their place from any thread; one thread
 * shows.
 */
final class WorkerBoard {

  static final Duration PERIOD = Duration.ofSeconds(1);

  private final PoolStore pools;
  private final String pool;
  private final List<String> workers;
  private final AtomicReferenceArray<RunContext> runs;
  private final Observation[] shown;

  WorkerBoard(PoolStore pools, PoolIdentity identity) {
    this.pools = pools;
    this.pool = identity.pool();
    this.workers = identity.workers();
    this.runs = new AtomicReferenceArray<>(workers.size());
    this.shown = new Observation[workers.size()];
  }

  void set(int worker, RunContext context) {
    runs.set(worker, context);
  }

  /** Empties a place, unless it has been given to another run. */
  void clear(int worker, RunContext context) {
    runs.compareAndSet(worker, context, null);
  }

  /** Which worker runs this, or -1. */
  int workerOf(RunContext context) {
    for (int i = 0; i < runs.length(); i++) {
      if (runs.get(i) == context) {
        return i;
      }
    }
    return -1;
  }

  void turn() {
    show(false);
  }

  /** Shows that nothing runs here any more. */
  void clear() {
    show(true);
  }

  private void show(boolean empty) {
    Observation[] next = new Observation[shown.length];
    List<String> idle = new ArrayList<>();
    List<Observation> busy = new ArrayList<>();
    for (int i = 0; i < next.length; i++) {
      RunContext context = empty ? null : runs.get(i);
      next[i] = context == null ? null : observation(workers.get(i), context);
      if (!Objects.equals(next[i], shown[i])) {
        if (next[i] == null) {
          idle.add(workers.get(i));
        } else {
          busy.add(next[i]);
        }
      }
    }
    if (!idle.isEmpty() || !busy.isEmpty()) {
      pools.observe(pool, idle, busy);
      System.arraycopy(next, 0, shown, 0, next.length);
    }
  }

  private static Observation observation(String worker, RunContext context) {
    RunContext.CheckIn last = context.lastCheckIn();
    return new Observation(
        worker, context.fenced(), context.startedAt(), last.message(), last.at());
  }
}
