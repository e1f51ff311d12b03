package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.ClientException.Kind;
import io.jobservice.client.FollowListener;
import io.jobservice.client.JobFollow;
import io.jobservice.client.JobOutcome;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.JobWait;
import io.jobservice.client.LogWish;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Waiting for jobs at a terminal: Ctrl-C leaves the wait, not the job, and says how to come back.
 * For one thread.
 */
final class Waiting {

  private final Shell shell;
  private final Console console;
  private final JobServiceClient client;
  private final ConnectionOptions connection;
  private final Optional<Duration> timeout;
  private final long begin;
  private final Set<String> told = new HashSet<>();

  /**
   * A wait that begins now.
   *
   * @param timeout how long all that is waited for may take together
   */
  Waiting(
      Shell shell,
      Console console,
      JobServiceClient client,
      ConnectionOptions connection,
      Optional<Duration> timeout) {
    this.shell = shell;
    this.console = console;
    this.client = client;
    this.connection = connection;
    this.timeout = timeout;
    this.begin = shell.ticker().nanos().getAsLong();
  }

  private interface Step {
    JsonNode run() throws ClientException, IOException, InterruptedException;
  }

  /** Waits; see {@link JobWait#untilEnded}. */
  JsonNode untilEnded(String id) throws ClientException, IOException, InterruptedException {
    return detachable(
        id,
        "wait" + connection.repeated() + " " + id,
        () ->
            new JobWait(client, shell.ticker(), shell.helpers(), this::heard)
                .untilEnded(id, left()));
  }

  /**
   * Waits, and shows meanwhile what the job logs and where it is; see {@link JobFollow}. A log that
   * cannot be reached, or not to its end, is told, and is no reason not to wait.
   */
  JsonNode follow(String id) throws ClientException, IOException, InterruptedException {
    return detachable(
        id,
        "wait --follow" + connection.repeated() + " " + id,
        () -> {
          try {
            return followed(id, LogWish.WHOLE, new FollowedJob(console, this::heard));
          } catch (ClientException e) {
            if (e.kind() != Kind.NOT_FOUND && e.kind() != Kind.FAILED) {
              throw e;
            }
            client.job(id, JobServiceClient.PATIENCE);
            console.note("Its log cannot be read: " + e.getMessage());
            return new JobWait(client, shell.ticker(), shell.helpers(), this::heard)
                .untilEnded(id, left());
          }
        });
  }

  /** Shows what the job logs until it has ended. */
  JsonNode followLog(String id, LogWish wish, LogPrinter printer)
      throws ClientException, IOException, InterruptedException {
    return detachable(
        id,
        "log -f" + connection.repeated() + " " + id,
        () -> followed(id, wish, new FollowedLog(console, printer, connection)));
  }

  private JsonNode followed(String id, LogWish wish, FollowListener listener)
      throws ClientException, IOException, InterruptedException {
    return new JobFollow(client, shell.ticker(), shell.helpers(), listener)
        .untilEnded(id, wish, left());
  }

  /** Who waits for a periodic job may have meant the end of one of its executions. */
  private void heard(JsonNode job) {
    String id = job.path("id").asText();
    if (PolicyRecord.is(job) && JobOutcome.of(job).isEmpty() && told.add(id)) {
      console.note(PolicyRecord.waiting(id, connection));
    }
  }

  private Optional<Duration> left() {
    return timeout.map(time -> time.minusNanos(shell.ticker().nanos().getAsLong() - begin));
  }

  private JsonNode detachable(String id, String resume, Step step)
      throws ClientException, IOException, InterruptedException {
    Thread waiting = Thread.currentThread();
    Runnable leave =
        () -> {
          console.err().println("Detached; the job goes on. Come back with: jobservice " + resume);
          waiting.interrupt();
        };
    Interrupts.Watch watch = shell.interrupts().onFirst(leave);
    try {
      return step.run();
    } catch (ClientException e) {
      throw e.kind() == Kind.TIMED_OUT
          ? new ClientException(
              e.kind(),
              e.getMessage(),
              "It goes on without you. Wait for it again with: jobservice "
                  + resume
                  + "\nSee why it has not ended with: jobservice why"
                  + connection.repeated()
                  + " "
                  + id,
              e)
          : e;
    } finally {
      watch.end();
    }
  }
}
