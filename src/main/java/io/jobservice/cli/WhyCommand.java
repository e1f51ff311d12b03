package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code why}: why a job is in its state. */
@Command(
    name = "why",
    description = "Say why a job is in its state, and what would move it.",
    footer = {
      "",
      "It prints the status of the job with a sentence for each cause that holds, the one that"
          + " matters most first, and below each the command that helps. With -o json there are the"
          + " stable word of each cause and the facts by which it was found, times as epoch seconds.",
      "",
      "What it says comes from Redis alone, and nothing is changed there.",
      "",
      "Examples:",
      "  jobservice why @last",
      "  jobservice why 5c1f6d6b --direct",
      "  jobservice why 5c1f6d6b --fields cause"
    },
    mixinStandardHelpOptions = true)
final class WhyCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(
      paramLabel = "ID",
      completionCandidates = LiveValues.Ids.class,
      description =
          "The id of a job: whole, as a unique beginning, @last, or - for standard input.")
  String word;

  @Mixin OutputOptions output;
  @Mixin ConsoleOptions speech;
  @Mixin DirectOptions connection;

  WhyCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws ClientException, CommandFailure, IOException {
    Json json = new Json();
    Console console = speech.console(shell);
    Details details = new Details(console, output, Shape.WHY, json);
    try (JobServiceClient client = connection.connect(shell, json)) {
      String id = new JobIds(shell, client).resolve(JobIds.one(word, shell));
      JsonNode answer = client.why(id);
      if (output.format(Format.TABLE) == Format.TABLE && !output.hasFields()) {
        new Causes(console, connection).print(answer);
      } else {
        details.print(answer, Format.TABLE);
      }
      shell.out().flush();
    }
    return ExitCode.OK.code();
  }
}
