package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.HttpJobServiceClient;
import io.jobservice.client.Json;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code hook test}: a sample event for a receiver. */
@Command(
    name = "test",
    description = "Have the service send a sample event to a receiver, and say what came of it.",
    footer = {
      "",
      "The node that is asked sends it once, signed and under the same rules as real events, so that"
          + " addresses and certificates are tried as that node sees them. The exit code is 0 when"
          + " the receiver took it, and 1 when not.",
      "",
      "Examples:",
      "  jobservice hook test https://receiver.example/hooks",
      "  jobservice hook test http://127.0.0.1:9000/ --url http://node-2:8080"
    },
    mixinStandardHelpOptions = true)
final class HookTestCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(paramLabel = "URL", description = "The http or https address of the receiver.")
  String receiver;

  @Mixin ConsoleOptions speech;
  @Mixin ConnectionOptions connection;

  HookTestCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws ClientException, CommandFailure, IOException {
    try (HttpJobServiceClient client = connection.connectToApi(shell, new Json())) {
      JsonNode trial = client.testHook(receiver);
      String time = trial.path("duration_ms").asLong() + " ms";
      String status = trial.path("status").asText();
      if (!trial.path("delivered").asBoolean()) {
        throw new CommandFailure(
            ExitCode.ERROR,
            "not delivered"
                + (status.isEmpty() ? " after " : ": " + status + " in ")
                + time
                + ": "
                + trial.path("error").asText("for no reason that was told"),
            null);
      }
      speech.console(shell).out().line("delivered: " + status + " in " + time);
      shell.out().flush();
    }
    return ExitCode.OK.code();
  }
}
