package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code queue list}: the queues of all job types. */
@Command(
    name = "list",
    description = "List the queues of all job types, also of those that nobody runs any more.",
    footer = {
      "",
      "DEPTH is how many jobs wait, OLDEST since when the next one does, RUNNING how many run, LIMIT"
          + " how many may, RATE/S how many attempts ended a second over the last minute.",
      "",
      "Examples:",
      "  jobservice queue list",
      "  jobservice queue list --fields name,depth -q"
    },
    mixinStandardHelpOptions = true)
final class QueueListCommand implements Callable<Integer> {

  private final Shell shell;

  @Mixin OutputOptions output;
  @Mixin ConsoleOptions speech;
  @Mixin DirectOptions connection;

  QueueListCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws ClientException, IOException {
    Json json = new Json();
    Console console = speech.console(shell);
    Listing listing = new Listing(console, output, Shape.QUEUE, json);
    try (JobServiceClient client = connection.connect(shell, json)) {
      for (JsonNode queue : client.queues()) {
        listing.print(queue);
      }
    }
    listing.end();
    return ExitCode.OK.code();
  }
}
