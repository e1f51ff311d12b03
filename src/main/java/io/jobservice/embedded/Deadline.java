package io.jobservice.embedded;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The end of a bounded wait, on the monotonic clock of the JDK's timer. */
final class Deadline {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

  private final CompletableFuture<Boolean> passed;

  private Deadline(Duration after) {
    this.passed =
        new CompletableFuture<Boolean>()
            .completeOnTimeout(true, after.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** A deadline that passes after some time. */
  static Deadline in(Duration after) {
    return new Deadline(after);
  }

  /** Whether it has passed. */
  boolean passed() {
    return passed.isDone();
  }

  /** Waits a moment, a few milliseconds, before a caller looks again. */
  void pause() {
    LockSupport.parkNanos(PAUSE_NANOS);
  }

  /** Waits until something holds; false when the deadline passed first. */
  boolean await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (passed()) {
        return false;
      }
      pause();
    }
    return true;
  }
}
