package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.JobServiceClient;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code queue purge}: throws away what waits. */
@Command(
    name = "purge",
    description = "Stop all jobs that wait in queues, for good.",
    footer = {
      "",
      "Jobs that run, wait for their time or for another attempt are left alone. You are asked"
          + " before; where nobody can be asked, --yes must say so.",
      "",
      "Examples:",
      "  jobservice queue purge DEMO",
      "  jobservice queue purge DEMO --yes"
    },
    mixinStandardHelpOptions = true)
final class QueuePurgeCommand extends QueueAction {

  private static final int JOBS_A_CALL = 10_000;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  boolean yes;

  @Option(
      names = "--dry-run",
      description = "Say how many jobs would be stopped, and do nothing to them.")
  boolean dryRun;

  QueuePurgeCommand(Shell shell) {
    super(shell);
  }

  @Override
  void act(String type, JobServiceClient client, Shell shell, Console console)
      throws ClientException, CommandFailure, IOException {
    long depth = client.queue(type).path("depth").asLong();
    if (dryRun) {
      console.note("%s: %,d would be stopped.".formatted(type, depth));
      return;
    }
    if (depth > 0 && !yes) {
      new Question(shell, console)
          .ask(
              "stop %,d %s in the queue %s".formatted(depth, depth == 1 ? "job" : "jobs", type),
              "stopped");
    }
    long stopped = 0;
    Progress progress = new Progress(shell, console, depth, "stopped");
    while (stopped < depth) {
      JsonNode piece = client.purge(type, (int) Math.min(JOBS_A_CALL, depth - stopped));
      long purged = piece.path("purged").asLong();
      stopped += purged;
      progress.step(purged);
      if (purged == 0 || piece.path("left").asLong() == 0) {
        break;
      }
    }
    progress.clear();
    console.note("%s: %,d stopped.".formatted(type, stopped));
  }
}
