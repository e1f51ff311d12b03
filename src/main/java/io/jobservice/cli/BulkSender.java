package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.ClientException.Kind;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Refusal;
import io.jobservice.client.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sends lists of jobs, and sends again what the service could not answer for, if that does no harm,
 * and what it took too much for, which never does. Safe to share.
 */
final class BulkSender {

  private static final int TRIES = 60;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Ticker ticker;
  private final JobServiceClient client;
  private final boolean dryRun;
  private final boolean repeatable;

  /**
   * A sender.
   *
   * @param dryRun whether jobs are only checked
   * @param repeatable whether a job may be sent again when its answer was lost
   */
  BulkSender(Ticker ticker, JobServiceClient client, boolean dryRun, boolean repeatable) {
    this.ticker = ticker;
    this.client = client;
    this.dryRun = dryRun;
    this.repeatable = repeatable;
  }

  /** What came of a list: an answer for each of its jobs, or a failure. */
  record Reply(List<JsonNode> answers, ClientException failure) {}

  /**
   * Sends jobs. When Redis goes away in the middle of a list, the service answers for the jobs
   * before, and has 503 for each of the others, of which it may have taken some.
   */
  Reply send(List<ObjectNode> jobs) throws InterruptedException {
    List<JsonNode> answers = new ArrayList<>();
    List<Integer> open = IntStream.range(0, jobs.size()).boxed().toList();
    // Without end as long as some come through: queues that are full empty at their pace.
    for (int tries = 1; !open.isEmpty(); tries++) {
      int before = open.size();
      try {
        List<JsonNode> some = ask(open.stream().map(jobs::get).toList());
        if (answers.isEmpty()) {
          answers.addAll(some);
        } else {
          for (int i = 0; i < some.size(); i++) {
            answers.set(open.get(i), some.get(i));
          }
        }
        if (open.stream().anyMatch(at -> isLost(answers.get(at))) && !repeatable) {
          break;
        }
        open = open.stream().filter(at -> isToBeSentAgain(answers.get(at))).toList();
        tries = open.size() < before ? 1 : tries;
        if (tries == TRIES) {
          break;
        }
      } catch (ClientException e) {
        if (!(repeatable || dryRun) || e.kind() != Kind.UNAVAILABLE || tries == TRIES) {
          if (answers.isEmpty()) {
            return new Reply(answers, e);
          }
          break;
        }
      }
      if (!open.isEmpty()) {
        ticker.sleeper().sleep(PAUSE);
      }
    }
    open.stream()
        .filter(at -> isLost(answers.get(at)))
        .forEach(at -> answers.set(at, LineError.doubtful(answers.get(at))));
    return new Reply(answers, null);
  }

  private boolean isToBeSentAgain(JsonNode answer) {
    JsonNode error = answer.path("error");
    boolean busy = !dryRun && error.isObject() && Refusal.kind(error) == Kind.BUSY;
    return busy || isLost(answer);
  }

  private List<JsonNode> ask(List<ObjectNode> jobs) throws ClientException {
    return dryRun ? client.checkAll(jobs) : client.submitAll(jobs);
  }

  /** Whether nobody knows what became of a job; what is only checked becomes nothing. */
  boolean isLost(JsonNode answer) {
    JsonNode error = answer.path("error");
    return !dryRun && error.isObject() && Refusal.kind(error) == Kind.UNAVAILABLE;
  }
}
