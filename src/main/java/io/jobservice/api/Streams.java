package io.jobservice.api;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/**
 * Answers that may take long, on threads of their own and no more than so many at once, so that
 * their readers never keep others from being answered. Safe to share.
 */
final class Streams implements AutoCloseable {

  private final Executor executor;
  private final int most;
  private final Semaphore free;
  private final ThreadWatch watch;
  private final Set<ThreadWatch.Turn> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Streams(Executor executor, int most, ThreadWatch watch) {
    this.executor = executor;
    this.most = most;
    this.free = new Semaphore(most);
    this.watch = watch;
  }

  /** How many may run at once. */
  int most() {
    return most;
  }

  /** Runs a task soon; says whether there was room for it. */
  boolean tryRun(Runnable task) {
    if (closed || !free.tryAcquire()) {
      return false;
    }
    boolean taken = false;
    try {
      executor.execute(() -> run(task));
      taken = true;
    } catch (RejectedExecutionException e) {
      // It is being shut down.
    } finally {
      // There may be no thread for it either.
      if (!taken) {
        free.release();
      }
    }
    return taken;
  }

  private void run(Runnable task) {
    try {
      watch.stream(
          self -> {
            running.add(self);
            try {
              if (closed) {
                self.cutOff();
              }
              task.run();
            } finally {
              running.remove(self);
            }
          });
    } finally {
      free.release();
    }
  }

  /** Breaks all off, and takes no more. */
  @Override
  public void close() {
    closed = true;
    running.forEach(ThreadWatch.Turn::cutOff);
  }
}
