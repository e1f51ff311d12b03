package io.jobservice.runtime;

import io.jobservice.redis.RedisUnavailableException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A background loop: one thread that takes turns until it is told to quit. A turn that fails is
 * logged once for a row of failures, the next waits longer, up to half a second, and the loop goes
 * on.
 */
final class Loop {

  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
  private static final Duration FIRST_BACK_OFF = Duration.ofMillis(50);
  private static final Duration LONGEST_BACK_OFF = Duration.ofMillis(500);

  private final String name;
  private final Turn turn;
  private final Duration pause;
  private final RedisHealth health;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition quitting = lock.newCondition();
  private volatile boolean quit;
  private int failures;
  private boolean said;

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
   * @param health told when Redis does not answer
   */
  Loop(String name, Turn turn, Duration pause, RedisHealth health) {
    this(name, turn, pause, health, Thread.currentThread().getThreadGroup());
  }

  private Loop(String name, Turn turn, Duration pause, RedisHealth health, ThreadGroup group) {
    this.name = name;
    this.turn = turn;
    this.pause = pause;
    this.health = health;
    this.thread = new Thread(group, this::run, name);
    thread.setDaemon(true);
  }

  /** One whose thread can be told from others together with those that its turns make. */
  static Loop inOwnGroup(String name, Turn turn, RedisHealth health) {
    return new Loop(name, turn, Duration.ZERO, health, new ThreadGroup(name));
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
        if (said) {
          LOG.info("{}: works again", name);
        }
        said = false;
        failures = 0;
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
    failures++;
    if (failure instanceof RedisUnavailableException away) {
      health.away(away);
      LOG.debug("{}: {}", name, failure.toString());
    } else if (failures == 1) {
      said = true;
      LOG.error("{}: a turn failed, trying again", name, failure);
    } else {
      LOG.debug("{}: {}", name, failure.toString());
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
