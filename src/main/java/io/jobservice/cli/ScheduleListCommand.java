package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.CountedPage;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code schedule list}: the periodic jobs that are in force. */
@Command(
    name = "list",
    description = "List the periodic jobs that are in force, the newest first.",
    footer = {
      "",
      "MISFIRE and OVERLAP are shown where they are not what is usual, fire_once and allow. Those that"
          + " have ended are in 'jobservice list', as long as their records are kept.",
      "",
      "Examples:",
      "  jobservice schedule list",
      "  jobservice schedule list --fields id,name,parameters,next_runs -o jsonl",
      "  jobservice schedule list -o id | jobservice schedule pause -"
    },
    mixinStandardHelpOptions = true)
final class ScheduleListCommand implements Callable<Integer> {

  private final Shell shell;

  @Spec CommandSpec spec;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "How many to list at most, 0 for all. Default: 0.")
  int limit;

  @Mixin OutputOptions output;
  @Mixin ConsoleOptions speech;
  @Mixin DirectOptions connection;

  ScheduleListCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws ClientException, IOException {
    if (limit < 0) {
      throw new ParameterException(
          spec.commandLine(), "--limit must be 0 for all, or more, not " + limit);
    }
    Json json = new Json();
    Console console = speech.console(shell);
    Listing listing = new Listing(console, output, Shape.POLICY, json);
    long total;
    try (JobServiceClient client = connection.connect(shell, json)) {
      total = printAll(client, listing);
    }
    listing.end();
    if (isFull(listing) && total > limit) {
      console.hint("Only the newest " + limit + " of " + Numbers.count(total) + " are shown.");
    } else if (listing.count() == 0) {
      console.hint(
          "There are no periodic jobs. Submit one with: jobservice submit NAME --cron LINE");
    }
    return ExitCode.OK.code();
  }

  /** Returns how many there are in all. */
  private long printAll(JobServiceClient client, Listing listing)
      throws ClientException, IOException {
    CountedPage page = client.policies(0, JobServiceClient.PAGE);
    while (true) {
      for (JsonNode policy : page.jobs()) {
        if (!isFull(listing)) {
          listing.print(policy);
        }
      }
      shell.out().flush();
      if (page.next() == 0 || isFull(listing)) {
        return page.total();
      }
      page = client.policies(page.next(), JobServiceClient.PAGE);
    }
  }

  private boolean isFull(Listing listing) {
    return limit > 0 && listing.count() >= limit;
  }
}
