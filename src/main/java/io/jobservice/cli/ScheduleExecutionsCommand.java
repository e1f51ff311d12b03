package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.CountedPage;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import io.jobservice.model.JobStatus;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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
    description = "List the executions of a periodic job: the next one, and those so far.",
    footer = {
      "",
      "Those that have come due are listed, the newest first, and before them the next one that is to"
          + " come. MISSED is how many missed instants an execution stands for; REASON is why it was"
          + " stopped, or its error. Each is a job with an id of its own, for 'jobservice stats',"
          + " 'log', 'wait', 'stop', 'cancel' and 'retry'.",
      "",
      "Examples:",
      "  jobservice schedule executions 5c1f6d6b --limit 100",
      "  jobservice schedule executions 5c1f6d6b --status error",
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

  @Option(
      names = "--upcoming",
      description = "List all that are yet to come too, and not the next one only.")
  boolean upcoming;

  @Option(names = "--live", description = "Only those that have not ended.")
  boolean live;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      split = ",",
      converter = StatusConverter.class,
      completionCandidates = StatusConverter.Words.class,
      description = {
        "Only those in one of these states, in any case, separated by commas, also of those that are"
            + " yet to come: ${COMPLETION-CANDIDATES}."
      })
  List<JobStatus> statuses = List.of();

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = {
        "How many to list at most, 0 for all; the next one does not count. Default: 25."
      })
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
      String id = new JobIds(shell, client).resolve(word);
      JsonNode policy = PolicyRecord.read(id, "schedule executions", client, connection);
      PolicyTime time = PolicyTime.of(policy.path("job"), shell.ticker().clock().get().instant());
      more = printAll(id, time, client, listing);
    }
    listing.end();
    if (more) {
      console.hint("Only the newest " + limit + " are shown; --limit 0 shows all.");
    } else if (listing.count() == 0) {
      console.hint(nothing());
    }
    return ExitCode.OK.code();
  }

  private String nothing() {
    if (!statuses.isEmpty()) {
      return "No execution is in such a state.";
    }
    return live ? "No execution waits or runs." : "There are no executions yet.";
  }

  /**
   * Prints them, newest first; of those that are yet to come the soonest alone, unless they are
   * asked for. Returns whether there are more than the limit.
   */
  private boolean printAll(String id, PolicyTime time, JobServiceClient client, Listing listing)
      throws ClientException, IOException {
    boolean all = upcoming || !statuses.isEmpty();
    int printed = 0;
    Optional<JsonNode> next = Optional.empty();
    // One that is made meanwhile pushes others on to the next page.
    Set<String> before = Set.of();
    for (long number = 1; ; number++) {
      CountedPage page = client.executions(id, number, JobServiceClient.PAGE, live);
      Set<String> ids = new HashSet<>();
      for (JsonNode execution : page.jobs()) {
        ids.add(JobIds.of(execution));
        JsonNode job = execution.path("job");
        if (before.contains(JobIds.of(execution)) || !fits(job)) {
          continue;
        }
        if (!all && !time.hasCome(job)) {
          next = time.isWaiting(job) ? Optional.of(execution) : next;
          continue;
        }
        printAny(next, listing);
        next = Optional.empty();
        if (limit > 0 && printed == limit) {
          return true;
        }
        listing.print(execution);
        printed++;
      }
      if (number * JobServiceClient.PAGE >= page.total()) {
        printAny(next, listing);
        shell.out().flush();
        return false;
      }
      shell.out().flush();
      before = ids;
    }
  }

  private boolean fits(JsonNode job) {
    return statuses.isEmpty()
        || statuses.stream().anyMatch(status -> status.text().equals(job.path("status").asText()));
  }

  private static void printAny(Optional<JsonNode> execution, Listing listing) throws IOException {
    if (execution.isPresent()) {
      listing.print(execution.get());
    }
  }
}
