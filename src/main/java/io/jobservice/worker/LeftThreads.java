package io.jobservice.worker;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices threads that jobs leave behind, and says so once for each type. It looks ten times a
 * second at most, at the thread group of a worker whose job has just ended; so a thread may be
 * missed for a while, and is then put down to the next job of that worker. Safe to share.
 */
final class LeftThreads {

  private static final Logger LOG = LoggerFactory.getLogger(LeftThreads.class);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration TO_END = Duration.ofSeconds(5);

  private final LongSupplier nanoTime;
  private final AtomicLong nextLook;
  private final Set<String> said = ConcurrentHashMap.newKeySet();
  private final Map<Thread, Left> seen = Collections.synchronizedMap(new WeakHashMap<>());

  private record Left(String type, long since) {}

  LeftThreads(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.nextLook = new AtomicLong(nanoTime.getAsLong());
  }

  /** To be called by a worker whose job of this type has just ended. */
  void look(String type) {
    long now = nanoTime.getAsLong();
    long next = nextLook.get();
    if (now - next < 0 || !nextLook.compareAndSet(next, now + PAUSE.toNanos())) {
      return;
    }
    Thread worker = Thread.currentThread();
    int count = worker.getThreadGroup().activeCount();
    if (count > 1) {
      Thread[] threads = new Thread[count];
      int found = worker.getThreadGroup().enumerate(threads);
      for (int i = 0; i < found; i++) {
        if (threads[i] != worker) {
          seen.putIfAbsent(threads[i], new Left(type, now));
        }
      }
    }
  }

  /** Says which have not ended some seconds after their job. To be called now and then. */
  void turn() {
    long now = nanoTime.getAsLong();
    synchronized (seen) {
      seen.forEach(
          (thread, left) -> {
            if (now - left.since() >= TO_END.toNanos()
                && thread.isAlive()
                && said.add(left.type())) {
              LOG.warn(
                  "jobs of type {} leave threads behind, such as '{}'; a job should end what it"
                      + " began (this is said once)",
                  left.type(),
                  thread.getName());
            }
          });
    }
  }
}
