package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.JobFollow;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.JobWait;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

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
  }

  private interface Step {
    JsonNode run() throws ClientException, IOException, InterruptedException;
  }

  /** Waits; see {@link JobWait#untilEnded}. */
  JsonNode untilEnded(String id) throws ClientException, IOException, InterruptedException {
    return detachable(
        "wait" + connection.repeated() + " " + id,
        () -> new JobWait(client, shell.ticker()).untilEnded(id, timeout));
  }

  /** Waits, and shows meanwhile what the job logs and where it is; see {@link JobFollow}. */
  JsonNode follow(String id) throws ClientException, IOException, InterruptedException {
    JobFollow follow =
        new JobFollow(client, shell.ticker(), console.out().bytes(), event -> console.note(event));
    return detachable(
        "wait --follow" + connection.repeated() + " " + id, () -> follow.untilEnded(id, timeout));
  }

  private JsonNode detachable(String resume, Step step)
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
    } finally {
      watch.end();
    }
  }
}
