package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wait}: until jobs have ended. */
@Command(
    name = "wait",
    description = "Wait until jobs have ended, and print their results.",
    footer = {
      "",
      "Without -o only results are printed: a text as it is, all else as JSON.",
      "",
      "The exit code says how the job ended: 0 success, 5 failed, 6 stopped or cancelled, 124 not"
          + " ended in time. Of several jobs it is that of the first that did not succeed, and each"
          + " result is one line of JSON, after the id and a space.",
      "",
      "Ctrl-C leaves the wait; the job goes on.",
      "",
      "Examples:",
      "  jobservice wait @last --timeout 10m",
      "  jobservice submit -f jobs.jsonl -o id | jobservice wait -"
    },
    mixinStandardHelpOptions = true)
final class WaitCommand implements Callable<Integer> {

  private final Shell shell;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "ID",
      arity = "1..*",
      completionCandidates = LiveValues.Ids.class,
      description = {
        "The ids of the jobs: whole, as a unique beginning, @last, or - for one a line on standard"
            + " input."
      })
  List<String> words;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long to wait for all of them, such as 90s or 1h30m. Default: no limit.")
  Duration timeout;

  @Option(names = "--follow", description = "Print the log of the job as it grows. For one job.")
  boolean follow;

  @Mixin OutputOptions output;
  @Mixin ConsoleOptions speech;
  @Mixin DirectOptions connection;

  WaitCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws ClientException, CommandFailure, IOException, InterruptedException {
    List<String> ids = JobIds.some(words, shell);
    if (follow && ids.size() != 1) {
      throw new ParameterException(spec.commandLine(), "--follow is for one job");
    }
    Console console = speech.console(shell);
    Json json = new Json();
    Details details = new Details(console, output, json);
    Problems problems = new Problems(shell, console, spec);
    try (JobServiceClient client = connection.connect(shell, json)) {
      Waiting waiting =
          new Waiting(shell, console, client, connection, Optional.ofNullable(timeout));
      for (String word : ids) {
        try {
          String id = new JobIds(shell, client).resolve(word);
          JsonNode answer = follow ? waiting.follow(id) : waiting.untilEnded(id);
          print(id, answer, details, new Results(shell.out(), json), ids.size() == 1);
          Verdict.of(id, answer.path("job"), connection);
        } catch (ClientException | CommandFailure e) {
          problems.report(e);
        }
        shell.out().flush();
      }
    }
    return problems.code();
  }

  private void print(String id, JsonNode answer, Details details, Results results, boolean alone)
      throws IOException {
    if (output.hasFormat()) {
      details.print(answer, Format.TABLE);
    } else if (alone) {
      results.print(answer.path("job"));
    } else {
      results.printOf(id, answer.path("job"));
    }
  }
}
