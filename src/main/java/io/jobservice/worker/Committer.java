package io.jobservice.worker;

import io.jobservice.redis.Outcome;
import io.jobservice.redis.QueueStore;
import io.jobservice.redis.QueueStore.Ended;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the outcomes of all workers, those at hand in one round trip (group commit). When Redis is
 * away they wait here, and are written when it is back; no outcome is ever dropped. The queue stays
 * short: while ends cannot be written, no jobs can be fetched either.
 */
final class Committer {

  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
  private static final int LARGEST_BATCH = 256;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final QueueStore queues;
  private final Predicate<String> limited;
  private final Consumer<Outcome> written;
  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

  /** What has been taken from the queue and is not yet written; touched by one thread only. */
  private final List<Outcome> batch = new ArrayList<>();

  Committer(QueueStore queues, Predicate<String> limited, Consumer<Outcome> written) {
    this.queues = queues;
    this.limited = limited;
    this.written = written;
  }

  void submit(Outcome outcome) {
    outcomes.add(outcome);
  }

  /** Writes what is at hand, or waits for something for a while. */
  void turn() throws InterruptedException {
    if (batch.isEmpty()) {
      Outcome first = outcomes.poll(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
      if (first == null) {
        return;
      }
      batch.add(first);
      outcomes.drainTo(batch, LARGEST_BATCH - 1);
    }
    List<Ended> answers = queues.end(batch, limited);
    for (int i = 0; i < answers.size(); i++) {
      report(batch.get(i), answers.get(i));
      written.accept(batch.get(i));
    }
    batch.clear();
  }

  private static void report(Outcome outcome, Ended answer) {
    String id = outcome.attempt().id();
    switch (answer) {
      case ENDED -> LOG.debug("job {}: {}", id, outcome.end());
      case DONE -> LOG.debug("job {}: its end had been written already", id);
      case FENCED ->
          LOG.warn(
              "job {}: attempt {} had lost the job; its outcome {} is not written",
              id,
              outcome.attempt().number(),
              outcome.end());
      case GONE -> LOG.warn("job {}: its record was deleted while it ran", id);
      case REFUSED -> LOG.error("job {}: Redis refuses its outcome {}", id, outcome.end());
    }
  }
}
