package io.jobservice.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Very many threads for tasks that mostly wait. The one that became idle last takes the next task;
 * only when none is idle another is made, up to a number, beyond which tasks queue in order.
 * Threads that have been idle for a while end. Safe to share.
 *
 * <p>The platform's own pools make a thread for each task before they use an idle one, or queue
 * before they make another, or let idle threads take turns, so that none of them ever ends.
 */
final class RequestThreads implements Executor {

  private final int most;
  private final long idleNanos;
  private final Function<Runnable, Thread> factory;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Worker> idle = new ArrayDeque<>();
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final Set<Thread> threads = new HashSet<>();
  private volatile boolean shut;

  /**
   * A pool without threads so far.
   *
   * @param most how many there may be, 1 or more
   * @param longestIdle how long one is kept that has nothing to do
   * @param factory makes threads, which are started here
   */
  RequestThreads(int most, Duration longestIdle, Function<Runnable, Thread> factory) {
    this.most = most;
    this.idleNanos = longestIdle.toNanos();
    this.factory = factory;
  }

  /**
   * Runs a task soon.
   *
   * @throws RejectedExecutionException after {@link #shutdownNow}
   */
  @Override
  public void execute(Runnable task) {
    lock.lock();
    try {
      if (shut) {
        throw new RejectedExecutionException("the pool is shut down");
      }
      if (!idle.isEmpty()) {
        idle.pop().take(task);
      } else if (threads.size() < most) {
        start(task);
      } else {
        waiting.add(task);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * A system that has no thread left to give has no more than there are, as long as there is one.
   */
  private void start(Runnable task) {
    Thread thread = factory.apply(new Worker(task));
    threads.add(thread);
    boolean started = false;
    try {
      thread.start();
      started = true;
    } catch (OutOfMemoryError e) {
      if (threads.size() == 1) {
        throw e;
      }
      waiting.add(task);
    } finally {
      if (!started) {
        threads.remove(thread);
      }
    }
  }

  /** How many threads there are. */
  int size() {
    lock.lock();
    try {
      return threads.size();
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more tasks, forgets those that wait, and interrupts the others. */
  void shutdownNow() {
    lock.lock();
    try {
      shut = true;
      waiting.clear();
      threads.forEach(Thread::interrupt);
    } finally {
      lock.unlock();
    }
  }

  /** What one thread does. */
  private final class Worker implements Runnable {

    private volatile Runnable task;
    private Thread thread;

    Worker(Runnable first) {
      this.task = first;
    }

    /** Under the lock. */
    void take(Runnable next) {
      task = next;
      LockSupport.unpark(thread);
    }

    @Override
    public void run() {
      try {
        while (task != null) {
          Runnable now = task;
          task = null;
          now.run();
          next();
        }
      } finally {
        leave();
      }
    }

    private void next() {
      lock.lock();
      try {
        task = waiting.poll();
        if (task != null || shut) {
          return;
        }
        thread = Thread.currentThread();
        idle.push(this);
      } finally {
        lock.unlock();
      }
      rest();
    }

    /** Without the lock, which whoever gives a task would have to hand over as well. */
    private void rest() {
      long end = System.nanoTime() + idleNanos;
      for (long left = idleNanos;
          task == null && left > 0 && !shut;
          left = end - System.nanoTime()) {
        LockSupport.parkNanos(this, left);
        // One that is set would keep it from resting.
        Thread.interrupted();
      }
      if (task == null) {
        lock.lock();
        try {
          // It may have been given one meanwhile; after this it is not.
          idle.remove(this);
        } finally {
          lock.unlock();
        }
      }
    }

    private void leave() {
      lock.lock();
      try {
        threads.remove(Thread.currentThread());
        // The place of one that a task has killed is not to be missed by those that wait.
        if (!shut && !waiting.isEmpty() && threads.size() < most) {
          start(waiting.remove());
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
