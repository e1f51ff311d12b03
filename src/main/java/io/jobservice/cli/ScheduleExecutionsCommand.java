package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.CountedPage;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schedule executions}: what a periodic job has run and will run. */
@Command(
    name = "executions",
    description = "List the executions of a periodic job, the newest first.",
    footer = {
      "",
      "Those of the next four minutes wait already, and in any case the next one. MISSED is how many"
          + " missed instants an execution stands for. Each is a job with an id of its own, for"
          + " 'jobservice stats', 'log', 'wait', 'stop', 'cancel' and 'retry'.",
      "",
      "Examples:",
      "  jobservice schedule executions 5c1f6d6b --limit 100",
      "  jobservice schedule executions @last --live -o id"
    },
    mixinStandardHelpOptions = true)
final class ScheduleExecutionsCommand implements Callable<Integer> {

  private final Shell shell;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "ID",
      completionCandidates = LiveValues.Policies.class,
      description = "The id of a periodic job: whole, as a unique beginning, or @last.")
  String word;

  @Option(names = "--live", description = "Only those that have not ended.")
  boolean live;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "How many to list at most, 0 for all. Default: 25.")
  int limit = 25;

  @Mixin OutputOptions output;
  @Mixin ConsoleOptions speech;
  @Mixin DirectOptions connection;

  ScheduleExecutionsCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws ClientException, CommandFailure, IOException {
    if (limit < 0) {
      throw new ParameterException(
          spec.commandLine(), "--limit must be 0 for all, or more, not " + limit);
    }
    Json json = new Json();
    Console console = speech.console(shell);
    Listing listing = new Listing(console, output, Shape.EXECUTION, json);
    boolean more;
    try (JobServiceClient client = connection.connect(shell, json)) {
      more = printAll(new JobIds(shell, client).resolve(word), client, listing);
    }
    listing.end();
    if (more) {
      console.hint("Only the newest " + limit + " are shown; --limit 0 shows all.");
    } else if (listing.count() == 0) {
      console.hint(live ? "No execution waits or runs." : "There are no executions yet.");
    }
    return ExitCode.OK.code();
  }

  /** Returns whether there are more than the limit. */
  private boolean printAll(String id, JobServiceClient client, Listing listing)
      throws ClientException, IOException {
    int size = limit == 0 ? JobServiceClient.PAGE : Math.min(JobServiceClient.PAGE, limit);
    // One that is made meanwhile pushes others on to the next page.
    Set<String> before = Set.of();
    for (long number = 1; ; number++) {
      CountedPage page = client.executions(id, number, size, live);
      Set<String> ids = new HashSet<>();
      for (JsonNode execution : page.jobs()) {
        String own = JobIds.of(execution);
        ids.add(own);
        if (!before.contains(own)) {
          if (isFull(listing)) {
            return true;
          }
          listing.print(execution);
        }
      }
      shell.out().flush();
      if (number * size >= page.total() || isFull(listing)) {
        return number * size < page.total();
      }
      before = ids;
    }
  }

  private boolean isFull(Listing listing) {
    return limit > 0 && listing.count() >= limit;
  }
}
