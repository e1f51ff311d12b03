package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.HookListPage;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import io.jobservice.model.HookQuery;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hook list}: the events of status hooks that were not delivered. */
@Command(
    name = "list",
    description = "List the events of status hooks that wait for delivery, or were given up.",
    footer = {
      "",
      "The id of an event is that of its job, a dash, and the number of the event. EVENT is the"
          + " status that it tells of, with the text of a check-in; TRIES is how often it was tried in"
          + " vain, and ERROR why the last time. One without NEXT-TRY waits for an earlier one of its"
          + " job. Those that wait are listed job by job, the longest waiting first; those that were"
          + " given up, the newest first.",
      "",
      "Examples:",
      "  jobservice hook list",
      "  jobservice hook list --job 5c1f6d6b --fields id,last_error",
      "  jobservice hook list --dead --limit 0 -o id | jobservice hook redeliver -"
    },
    mixinStandardHelpOptions = true)
final class HookListCommand implements Callable<Integer> {

  private final Shell shell;

  @Spec CommandSpec spec;

  @Option(
      names = "--job",
      paramLabel = "ID",
      completionCandidates = LiveValues.Ids.class,
      description = "Only those of this job: its id, whole, as a unique beginning, or @last.")
  String job;

  @Option(names = "--dead", description = "Those that were given up, in place of those that wait.")
  boolean dead;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "How many to list at most, 0 for all. Default: 25.")
  int limit = 25;

  @Mixin OutputOptions output;
  @Mixin ConsoleOptions speech;
  @Mixin DirectOptions connection;

  HookListCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws ClientException, CommandFailure, IOException {
    if (limit < 0) {
      throw new ParameterException(
          spec.commandLine(), "--limit must be 0 for all, or more, not " + limit);
    }
    if (job != null && job.isBlank()) {
      throw new ParameterException(spec.commandLine(), "--job has an empty id");
    }
    Json json = new Json();
    Console console = speech.console(shell);
    Shape shape = dead ? HookShapes.dead() : HookShapes.waiting();
    Listing listing = new Listing(console, output, shape, json);
    boolean more;
    try (JobServiceClient client = connection.connect(shell, json)) {
      Optional<String> id =
          job == null ? Optional.empty() : Optional.of(new JobIds(shell, client).resolve(job));
      more = printAll(new HookQuery(dead, id, pageSize(0), HookQuery.START), client, listing);
    }
    listing.end();
    if (more) {
      console.hint("Only the first " + limit + " are shown; --limit 0 shows all.");
    } else if (listing.count() == 0) {
      console.hint(nothing());
    }
    return ExitCode.OK.code();
  }

  private String nothing() {
    String whose = job == null ? "" : " of this job";
    return dead
        ? "No event" + whose + " was given up."
        : "No event" + whose + " waits. Those that were given up are listed with --dead.";
  }

  /** Returns whether there are more than the limit. */
  private boolean printAll(HookQuery first, JobServiceClient client, Listing listing)
      throws ClientException, IOException {
    HookQuery query = first;
    while (true) {
      HookListPage page = client.hooks(query);
      for (JsonNode event : page.events()) {
        if (isFull(listing)) {
          return true;
        }
        listing.print(event);
      }
      shell.out().flush();
      boolean last = page.next().equals(HookQuery.START);
      if (last || isFull(listing)) {
        return !last;
      }
      query = query.from(page.next(), pageSize(listing.count()));
    }
  }

  private boolean isFull(Listing listing) {
    return limit > 0 && listing.count() >= limit;
  }

  /** One more than is wanted tells whether there are more. */
  private int pageSize(long printed) {
    return limit == 0
        ? JobServiceClient.PAGE
        : (int) Math.min(JobServiceClient.PAGE, limit - printed + 1);
  }
}
