package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.JobListPage;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import io.jobservice.model.JobQuery;
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
      "Times are local on a terminal, and UTC elsewhere; those given without a zone are always"
          + " local.",
      "",
      "Examples:",
      "  jobservice list --status running,pending",
      "  jobservice list --name DEMO --since 2h --limit 100",
      "  jobservice list --status cancelled --limit 0 -o id | xargs -r jobservice retry"
    },
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

  private final Shell shell;

  @Spec private CommandSpec spec;

  @Mixin private FilterOptions filter;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many jobs to list at most, 0 for all. Default: 25.")
  private int limit = 25;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      converter = Format.Converter.class,
      description = "What to print: ${COMPLETION-CANDIDATES}. Default: text.")
  private Format format = Format.TEXT;

  @Mixin private DirectOptions connection;

  ListCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws ClientException, IOException {
    if (limit < 0) {
      throw new ParameterException(
          spec.commandLine(), "--limit must be 0 for all, or more, not " + limit);
    }
    JobQuery query = filter.query(shell, pageSize(0));
    Json json = new Json();
    JobListPrinter printer = new JobListPrinter(shell, json, format);
    boolean more;
    try (JobServiceClient client = connection.connect(shell, json)) {
      more = printAll(query, client, printer);
    }
    printer.end();
    if (more) {
      shell.suggest("Only the newest " + limit + " are shown; --limit 0 shows all.");
    } else if (printer.count() == 0) {
      shell.suggest(
          filter.any()
              ? "No job fits. Leave out options to see others."
              : "There are no jobs. Submit one with: jobservice submit NAME");
    }
    return ExitCode.OK.code();
  }

  /** Returns whether there are, or may be, more jobs than the limit. */
  private boolean printAll(JobQuery first, JobServiceClient client, JobListPrinter printer)
      throws ClientException, IOException {
    JobQuery query = first;
    while (true) {
      JobListPage page = client.jobs(query);
      for (JsonNode job : page.jobs()) {
        if (isFull(printer)) {
          return true;
        }
        printer.print(job);
      }
      shell.out().flush();
      if (page.next() == 0 || isFull(printer)) {
        return page.next() != 0;
      }
      query = query.from(page.next(), pageSize(printer.count()));
    }
  }

  private boolean isFull(JobListPrinter printer) {
    return limit > 0 && printer.count() >= limit;
  }

  /** One more than is wanted tells whether there are more. */
  private int pageSize(long printed) {
    return limit == 0
        ? JobServiceClient.PAGE
        : (int) Math.min(JobServiceClient.PAGE, limit - printed + 1);
  }
}
