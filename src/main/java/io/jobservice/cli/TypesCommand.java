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

/** {@code admin types}: the job types that can be submitted. */
@Command(
    name = "types",
    description = "List the job types that living worker pools run.",
    footer = {
      "",
      "POOLS is how many pools register the type, LIMIT how many of its jobs may run at once.",
      "",
      "Examples:",
      "  jobservice admin types",
      "  jobservice admin types --all -o id"
    },
    mixinStandardHelpOptions = true)
final class TypesCommand implements Callable<Integer> {

  private final Shell shell;

  @Option(names = "--all", description = "Also the types that no living pool registers.")
  boolean all;

  @Mixin OutputOptions output;
  @Mixin ConsoleOptions speech;
  @Mixin DirectOptions connection;

  TypesCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws ClientException, IOException {
    Json json = new Json();
    Console console = speech.console(shell);
    Listing listing = new Listing(console, output, Shape.TYPE, json);
    try (JobServiceClient client = connection.connect(shell, json)) {
      for (JsonNode queue : client.queues()) {
        if (all || queue.path("pools").asLong() > 0) {
          listing.print(queue);
        }
      }
    }
    listing.end();
    if (listing.count() == 0) {
      console.hint("No worker pool is alive. Start one with: jobservice serve");
    }
    return ExitCode.OK.code();
  }
}
