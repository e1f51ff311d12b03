package io.jobservice.api;

import io.jobservice.model.UnavailableException;
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
   */
  Place enter(long bodyLength) throws UnavailableException {
    if (bodyLength < LARGE) {
      acquire(all);
      return all::release;
    }
    acquire(large);
    try {
      acquire(all);
    } catch (UnavailableException e) {
      large.release();
      throw e;
    }
    return () -> {
      all.release();
      large.release();
    };
  }

  private static void acquire(Semaphore places) throws UnavailableException {
    try {
      if (places.tryAcquire() || places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new UnavailableException("the service has more to do than it can; try again later");
  }
}
