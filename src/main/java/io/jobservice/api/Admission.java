package io.jobservice.api;

import io.jobservice.model.UnavailableException;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Who may work: only so many requests ask Redis at once, and of those with a large body only a few,
 * so that they leave room for the others. Nobody waits for a client meanwhile. Safe to share.
 */
final class Admission {

  private static final int AT_ONCE = 32;
  private static final int LARGE_AT_ONCE = 4;
  private static final int LARGE = 1 << 20;
  private static final long PATIENCE_SECONDS = 20;

  private final Semaphore all = new Semaphore(AT_ONCE);
  private final Semaphore large = new Semaphore(LARGE_AT_ONCE);
  private final ThreadWatch watch;

  /**
   * Admits requests.
   *
   * @param watch is told of threads that wait among those with large bodies
   */
  Admission(ThreadWatch watch) {
    this.watch = watch;
  }

  /** A place among those who work. */
  interface Place {
    /** Gives it up. */
    void leave();
  }

  /**
   * Waits for a place.
   *
   * @param bodyLength how many bytes the request brought
   * @throws UnavailableException if there was none in time
   * @throws IOException if the client was cut off
   */
  Place enter(long bodyLength) throws UnavailableException, IOException {
    if (bodyLength < LARGE) {
      admit(all);
      return all::release;
    }
    if (watch.await(ThreadWatch.Wait.OTHERS, () -> acquire(large) ? 1 : 0) == 0) {
      throw full();
    }
    try {
      admit(all);
    } catch (UnavailableException e) {
      large.release();
      throw e;
    }
    return () -> {
      all.release();
      large.release();
    };
  }

  private static void admit(Semaphore places) throws UnavailableException {
    if (!acquire(places)) {
      throw full();
    }
  }

  private static boolean acquire(Semaphore places) {
    try {
      return places.tryAcquire() || places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static UnavailableException full() {
    return new UnavailableException("the service has more to do than it can; try again later");
  }
}
