package io.jobservice.runtime;

import io.jobservice.redis.RedisUnavailableException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A background loop: one thread that takes turns until it is told to quit. A turn that fails is
 * logged once for a row of failures, the next waits longer, up to a second, and the loop goes on.
 */
final class Loop {

  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
  private static final Duration FIRST_BACK_OFF = Duration.ofMillis(50);
  private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(1);

  private final String name;
  private final Turn turn;
  private final Duration pause;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition quitting = lock.newCondition();
  private volatile boolean quit;
  private int failures;

  /** What a loop does again and again. */
  interface Turn {
    void run() throws Exception;
  }

  /**
   * A loop that has not started.
   *
   * @param name of the thread and in the log
   * @param turn what it does
   * @param pause between two turns, zero for turns that wait by themselves
   */
  Loop(String name, Turn turn, Duration pause) {
    this.name = name;
    this.turn = turn;
    this.pause = pause;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Asks it to end after its turn. */
  void quit() {
    lock.lock();
    try {
      quit = true;
      quitting.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Asks it to end, and interrupts what its turn waits for. */
  void quitNow() {
    quit();
    thread.interrupt();
  }

  /** Waits for its end; says whether it came in time. */
  boolean join(Duration time) throws InterruptedException {
    thread.join(Math.max(1, time.toMillis()));
    return !thread.isAlive();
  }

  private void run() {
    while (!quit) {
      try {
        turn.run();
        if (failures > 0) {
          LOG.info("{}: works again", name);
          failures = 0;
        }
        sleep(pause);
      } catch (InterruptedException e) {
        // A quit interrupts; an interrupt without one is meant for nobody here.
        LOG.debug("{}: interrupted", name);
      } catch (Throwable e) {
        // Whatever a turn dies of, a node without this loop would be worse off.
        if (!quit) {
          report(e);
          backOff();
        }
      }
    }
  }

  private void report(Throwable failure) {
    if (failures++ > 0) {
      LOG.debug("{}: {}", name, failure.toString());
    } else if (failure instanceof RedisUnavailableException) {
      LOG.warn("{}: Redis does not answer, trying again: {}", name, failure.getMessage());
    } else {
      LOG.error("{}: a turn failed, trying again", name, failure);
    }
  }

  private void backOff() {
    long millis = FIRST_BACK_OFF.toMillis() << Math.min(failures - 1, 5);
    try {
      sleep(Duration.ofMillis(Math.min(millis, LONGEST_BACK_OFF.toMillis())));
    } catch (InterruptedException e) {
      // Told to quit: the loop looks at once.
    }
  }

  private void sleep(Duration time) throws InterruptedException {
    long left = time.toNanos();
    if (left <= 0) {
      return;
    }
    lock.lockInterruptibly();
    try {
      while (!quit && left > 0) {
        left = quitting.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
