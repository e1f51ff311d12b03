package io.jobservice.cli;

import io.jobservice.client.ClientException;
import io.jobservice.client.ClientException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Tells the service about many jobs, of which some are under way at once. When it cannot be
 * reached, or does not let us in, the rest is not tried: each would wait for its own time-out. For
 * one thread.
 */
final class Telling {

  private static final int JOBS_A_TASK = 50;

  private final Order order;
  private final Taker taker;
  private final Pipeline<List<String>, List<Outcome>> pipeline;
  private final AtomicReference<ClientException> end = new AtomicReference<>();

  Telling(Shell shell, Order order, Taker taker) {
    this.order = order;
    this.taker = taker;
    this.pipeline = new Pipeline<>(shell.helpers(), this::tell, (some, outcomes) -> take(outcomes));
  }

  /** What is done to each job; called by several threads at once. */
  interface Order {
    /** Does it to the job that a word stands for, and returns its id. */
    String give(String word) throws ClientException, CommandFailure;
  }

  /**
   * What came of one job.
   *
   * @param id the job, or the word that stood for it when it was not found
   * @param wrong what went wrong, if anything did
   */
  record Outcome(String id, Optional<Exception> wrong) {}

  /** Hears what came of the jobs, in their order, but for those that were not tried. */
  interface Taker {
    void take(Outcome outcome) throws IOException;
  }

  /**
   * Tells of all of them.
   *
   * @return why the rest was not tried, if it was not
   */
  Optional<ClientException> run(List<String> words) throws IOException, InterruptedException {
    for (int from = 0; from < words.size() && end.get() == null; from += JOBS_A_TASK) {
      pipeline.put(words.subList(from, Math.min(words.size(), from + JOBS_A_TASK)));
    }
    pipeline.finish();
    return Optional.ofNullable(end.get());
  }

  private List<Outcome> tell(List<String> words) {
    List<Outcome> outcomes = new ArrayList<>();
    for (String word : words) {
      if (end.get() != null) {
        break;
      }
      try {
        outcomes.add(new Outcome(order.give(word), Optional.empty()));
      } catch (ClientException e) {
        if (e.kind() == Kind.UNAVAILABLE || e.kind() == Kind.NOT_ALLOWED) {
          end.compareAndSet(null, e);
        } else {
          outcomes.add(new Outcome(word, Optional.of(e)));
        }
      } catch (CommandFailure e) {
        outcomes.add(new Outcome(word, Optional.of(e)));
      }
    }
    return outcomes;
  }

  private void take(List<Outcome> outcomes) throws IOException {
    for (Outcome outcome : outcomes) {
      taker.take(outcome);
    }
  }
}
