package io.jobservice.api;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Answers that may take long, on threads of their own and no more than so many at once, so that
 * their readers never keep others from being answered. Safe to share.
 *
 * <p>A thread that writes to a reader who takes nothing waits without end, and nobody else can
 * close its exchange meanwhile; an interrupt closes the channel under it.
 */
final class Streams implements AutoCloseable {

  private static final long LONGEST_WRITE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Executor executor;
  private final int most;
  private final Semaphore free;
  private final LongSupplier nanoTime;
  private final Set<Running> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Streams(Executor executor, int most, LongSupplier nanoTime) {
    this.executor = executor;
    this.most = most;
    this.free = new Semaphore(most);
    this.nanoTime = nanoTime;
  }

  /** One that runs: its thread, and since when it waits for its reader, 0 while it does not. */
  final class Running {

    private final Thread thread = Thread.currentThread();
    private volatile long writesSince;

    /** A write begins. */
    void begin() {
      long now = nanoTime.getAsLong();
      writesSince = now == 0 ? 1 : now;
    }

    /** The write is over. */
    void end() {
      writesSince = 0;
    }
  }

  /** What is done on a thread of its own. */
  interface Task {
    void run(Running self);
  }

  /** How many may run at once. */
  int most() {
    return most;
  }

  /** Runs a task soon; says whether there was room for it. */
  boolean tryRun(Task task) {
    if (closed || !free.tryAcquire()) {
      return false;
    }
    try {
      executor.execute(() -> run(task));
      return true;
    } catch (RejectedExecutionException e) {
      free.release();
      return false;
    }
  }

  private void run(Task task) {
    Running self = new Running();
    running.add(self);
    try {
      if (closed) {
        self.thread.interrupt();
      }
      task.run(self);
    } finally {
      running.remove(self);
      // An interrupt that came too late must not meet the next one.
      Thread.interrupted();
      free.release();
    }
  }

  /** Ends those whose readers have taken nothing for a minute. */
  void watch() {
    long now = nanoTime.getAsLong();
    for (Running one : running) {
      long since = one.writesSince;
      if (since != 0 && now - since > LONGEST_WRITE_NANOS) {
        one.thread.interrupt();
      }
    }
  }

  /** Breaks all off, and takes no more. */
  @Override
  public void close() {
    closed = true;
    running.forEach(one -> one.thread.interrupt());
  }
}
