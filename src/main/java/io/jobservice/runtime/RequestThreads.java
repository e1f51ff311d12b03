package io.jobservice.runtime;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * The threads of requests. Only some run at once, and what is beyond them queues in order: a thread
 * that is done takes the next task without being woken for it, which makes up most of what a
 * request costs when each has a thread of its own. Those that merely wait for their clients do not
 * count: {@link #keep} makes others in their place, up to a number. Safe to share.
 */
final class RequestThreads implements Executor {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final int atOnce;
  private final int most;
  private final ThreadPoolExecutor pool;
  private final AtomicInteger alive = new AtomicInteger();
  private final AtomicInteger busy = new AtomicInteger();

  /** Who is to be woken when tasks are kept waiting. */
  private volatile Thread keeper;

  /**
   * A pool without threads so far.
   *
   * @param atOnce how many may run, 1 or more
   * @param most how many there may be with those that wait for their clients
   * @param longestIdle how long one is kept that has nothing to do
   * @param factory makes threads
   */
  RequestThreads(int atOnce, int most, Duration longestIdle, Function<Runnable, Thread> factory) {
    this.atOnce = atOnce;
    this.most = most;
    this.pool = new Pool(atOnce, longestIdle, body -> factory.apply(() -> live(body)));
    pool.allowCoreThreadTimeOut(true);
  }

  private void live(Runnable body) {
    alive.incrementAndGet();
    try {
      body.run();
    } finally {
      alive.decrementAndGet();
    }
  }

  /** Knows how many of its threads have something to do. */
  private final class Pool extends ThreadPoolExecutor {

    Pool(int size, Duration longestIdle, ThreadFactory factory) {
      super(
          size,
          size,
          longestIdle.toNanos(),
          TimeUnit.NANOSECONDS,
          new LinkedBlockingQueue<>(),
          factory);
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
      busy.incrementAndGet();
      wakeKeeper();
    }

    @Override
    protected void afterExecute(Runnable task, Throwable failure) {
      busy.decrementAndGet();
    }
  }

  /**
   * Runs a task soon.
   *
   * @throws RejectedExecutionException after {@link #shutdownNow}
   */
  @Override
  public void execute(Runnable task) {
    try {
      pool.execute(task);
    } catch (OutOfMemoryError e) {
      // A system that has no thread left to give has no more than there are, if there is one.
      if (alive.get() == 0) {
        throw e;
      }
      pool.getQueue().add(task);
    }
    wakeKeeper();
  }

  private void wakeKeeper() {
    Thread thread = keeper;
    if (thread != null && isBehind()) {
      keeper = null;
      LockSupport.unpark(thread);
    }
  }

  /** Whether tasks are kept waiting by others that last. */
  private boolean isBehind() {
    return !pool.getQueue().isEmpty() && busy.get() >= alive.get();
  }

  /** Whether tasks are kept waiting and there can be no more threads. */
  boolean isExhausted() {
    int size = pool.getCorePoolSize();
    return isBehind() && (size == most || alive.get() < size);
  }

  /**
   * Waits until tasks are kept waiting for some milliseconds, or a second; then sees to it that
   * there are as many threads as there should be. For one thread, again and again.
   *
   * @param waiting counts the threads that wait for their clients
   * @throws InterruptedException if the thread is interrupted
   */
  void keep(IntSupplier waiting) throws InterruptedException {
    keeper = Thread.currentThread();
    if (!isBehind()) {
      LockSupport.parkNanos(this, REST_NANOS);
    }
    keeper = null;
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (isBehind()) {
      TimeUnit.NANOSECONDS.sleep(PAUSE_NANOS);
    }
    resize(Math.min(most, atOnce + waiting.getAsInt()));
  }

  private void resize(int wanted) {
    int size = pool.getCorePoolSize();
    if (wanted > size) {
      pool.setMaximumPoolSize(wanted);
      try {
        pool.setCorePoolSize(wanted);
      } catch (OutOfMemoryError e) {
        // As above: the tasks stay queued.
      }
    } else if (wanted < size && !isBehind()) {
      pool.setCorePoolSize(wanted);
      pool.setMaximumPoolSize(wanted);
    }
  }

  /** How many threads there are. */
  int size() {
    return alive.get();
  }

  /** Takes no more tasks, forgets those that wait, and interrupts the others. */
  void shutdownNow() {
    pool.shutdownNow();
  }
}
