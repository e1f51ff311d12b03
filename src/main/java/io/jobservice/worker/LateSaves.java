package io.jobservice.worker;

import io.jobservice.redis.Outcome;
import io.jobservice.redis.QueueStore;
import io.jobservice.redis.RedisClock;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once more after attempts that began without stats: the API of the other kind queues a job
 * first and saves its stats then, over whatever the job has become. Outcomes may be noted by any
 * thread; one thread looks.
 */
final class LateSaves {

  private static final Logger LOG = LoggerFactory.getLogger(LateSaves.class);
  private static final Duration DELAY = Duration.ofSeconds(10);

  private final QueueStore queues;
  private final RedisClock clock;
  private final Queue<Noted> noted = new ConcurrentLinkedQueue<>();

  /** An outcome, and when it was written. */
  private record Noted(Outcome outcome, long atNanos) {}

  LateSaves(QueueStore queues, RedisClock clock) {
    this.queues = queues;
    this.clock = clock;
  }

  void note(Outcome outcome) {
    if (!outcome.attempt().terms().recorded() && outcome.end() != Outcome.End.RETURNED) {
      noted.add(new Noted(outcome, clock.monotonicNanos()));
    }
  }

  void turn() {
    Noted oldest = noted.peek();
    while (oldest != null && clock.monotonicNanos() - oldest.atNanos >= DELAY.toNanos()) {
      if (queues.confirm(oldest.outcome)) {
        LOG.info("job {}: a late save had hidden its end", oldest.outcome.attempt().id());
      }
      noted.remove();
      oldest = noted.peek();
    }
  }
}
