package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.JobListPage;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import io.jobservice.model.JobQuery;
import io.jobservice.model.JobStatus;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code list}: the newest jobs, or those that fit. */
@Command(
    name = "list",
    description = "List jobs, the newest first.",
    footer = {
      "",
      "On a terminal a table shows how long ago; elsewhere, and with --utc, times are UTC. Times that"
          + " are given without a zone are always local.",
      "",
      "Examples:",
      "  jobservice list --status running,pending",
      "  jobservice list --name DEMO --since 2h --limit 100",
      "  jobservice list --status error --error timeout --fields id,name,last_error",
      "  jobservice list --status cancelled --limit 0 -o id | jobservice retry -"
    },
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

  private final Shell shell;

  @Spec CommandSpec spec;

  @Mixin FilterOptions filter;

  @Option(
      names = "--upcoming",
      description = {
        "List executions of periodic jobs too that are yet to come. --status scheduled lists them in"
            + " any case."
      })
  boolean upcoming;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many jobs to list at most, 0 for all. Default: 25.")
  int limit = 25;

  @Mixin OutputOptions output;
  @Mixin ConsoleOptions speech;
  @Mixin DirectOptions connection;

  ListCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws ClientException, IOException {
    if (limit < 0) {
      throw new ParameterException(
          spec.commandLine(), "--limit must be 0 for all, or more, not " + limit);
    }
    Console console = speech.console(shell);
    JobQuery asked = filter.query(shell, pageSize(0));
    boolean all = upcoming || asked.statuses().contains(JobStatus.SCHEDULED);
    JobQuery query = all ? asked : asked.withoutUpcoming();
    Json json = new Json();
    Listing listing = new Listing(console, output, Shape.JOB, json);
    boolean more;
    try (JobServiceClient client = connection.connect(shell, json)) {
      more = printAll(query, client, listing);
    }
    listing.end();
    if (more) {
      console.hint("Only the newest " + limit + " are shown; --limit 0 shows all.");
    } else if (listing.count() == 0) {
      console.hint(
          filter.any()
              ? "No job fits. Leave out options to see others."
              : "There are no jobs. Submit one with: jobservice submit NAME");
    }
    return ExitCode.OK.code();
  }

  /** Returns whether there are, or may be, more jobs than the limit. */
  private boolean printAll(JobQuery first, JobServiceClient client, Listing listing)
      throws ClientException, IOException {
    JobQuery query = first;
    while (true) {
      JobListPage page = client.jobs(query);
      for (JsonNode job : page.jobs()) {
        if (!filter.fits(job)) {
          continue;
        }
        if (isFull(listing)) {
          return true;
        }
        listing.print(job);
      }
      shell.out().flush();
      if (page.next() == 0 || isFull(listing)) {
        return page.next() != 0;
      }
      query = query.from(page.next(), pageSize(listing.count()));
    }
  }

  private boolean isFull(Listing listing) {
    return limit > 0 && listing.count() >= limit;
  }

  /** One more than is wanted tells whether there are more. */
  private int pageSize(long printed) {
    return limit == 0 || !filter.isLeftToTheService()
        ? JobServiceClient.PAGE
        : (int) Math.min(JobServiceClient.PAGE, limit - printed + 1);
  }
}
