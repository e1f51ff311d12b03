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

/** {@code admin workers}: what each worker does. */
@Command(
    name = "workers",
    description = "List the workers of living pools, and what they run.",
    footer = {
      "",
      "Examples:",
      "  jobservice admin workers --busy",
      "  jobservice admin workers --busy --fields job_id,started_at"
    },
    mixinStandardHelpOptions = true)
final class WorkersCommand implements Callable<Integer> {

  private final Shell shell;

  @Option(names = "--busy", description = "Only workers that run a job.")
  boolean busy;

  @Mixin OutputOptions output;
  @Mixin ConsoleOptions speech;
  @Mixin DirectOptions connection;

  WorkersCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws ClientException, IOException {
    Json json = new Json();
    Console console = speech.console(shell);
    Listing listing = new Listing(console, output, Shape.WORKER, json);
    try (JobServiceClient client = connection.connect(shell, json)) {
      for (JsonNode worker : client.workers()) {
        if (!busy || worker.has("job_id")) {
          listing.print(worker);
        }
      }
    }
    listing.end();
    return ExitCode.OK.code();
  }
}
