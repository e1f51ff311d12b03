package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stats}: the state of a job, or of the worker pools. */
@Command(
    name = "stats",
    description = "Show the state of a job, or without an id that of the worker pools.",
    footer = {"", "Times are local on a terminal, and UTC elsewhere."},
    mixinStandardHelpOptions = true)
final class StatsCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      completionCandidates = LiveValues.Ids.class,
      description = "The id of a job.")
  private String id;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      converter = Format.Converter.class,
      description = "What to print: ${COMPLETION-CANDIDATES}. Default: text.")
  private Format format = Format.TEXT;

  @Mixin private DirectOptions connection;

  StatsCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws ClientException, IOException {
    Json json = new Json();
    try (JobServiceClient client = connection.connect(shell, json)) {
      if (id == null) {
        printPools(client.pools(), json);
      } else {
        JsonNode answer = client.job(id, JobServiceClient.PATIENCE);
        new JobPrinter(shell, json).print(answer, format);
      }
    }
    return ExitCode.OK.code();
  }

  private void printPools(JsonNode answer, Json json) throws IOException {
    if (format == Format.JSON) {
      shell.out().line(json.write(answer));
      return;
    }
    // Older services wrap the list in an object.
    JsonNode pools = answer.isObject() ? answer.path("worker_pools") : answer;
    if (format == Format.ID) {
      for (JsonNode pool : pools) {
        shell.out().line(Printable.line(pool.path("worker_pool_id").asText()));
      }
      return;
    }
    Times times = Times.of(shell);
    TextTable table = new TextTable("POOL", "STATUS", "WORKERS", "STARTED", "HEARTBEAT", "JOBS");
    for (JsonNode pool : pools) {
      table.row(
          pool.path("worker_pool_id").asText("-"),
          pool.path("status").asText("-"),
          pool.path("concurrency").asText("-"),
          times.shown(pool.path("started_at")),
          times.shown(pool.path("heartbeat_at")),
          jobNames(pool.path("job_names")));
    }
    table.print(shell.out());
    if (pools.isEmpty()) {
      shell.suggest("No worker pool is alive. Start one with: jobservice serve");
    }
  }

  private static String jobNames(JsonNode names) {
    StringBuilder joined = new StringBuilder();
    for (JsonNode name : names) {
      joined.append(joined.isEmpty() ? "" : ",").append(name.asText());
    }
    return joined.isEmpty() ? "-" : joined.toString();
  }
}
