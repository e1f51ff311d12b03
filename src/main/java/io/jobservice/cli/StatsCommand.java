package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stats}: the state of one job, or of the whole service. */
@Command(
    name = "stats",
    description = "Show the state of a job, or without an id that of the whole service.",
    footer = {
      "",
      "Of the service it shows the numbers of workers and jobs, the worker pools, and the queues in"
          + " which something goes on: how many jobs wait, since when the oldest does, how many run,"
          + " and how many attempts ended a second over the last minute; and the events of status hooks"
          + " that wait for delivery or were given up, if there are any.",
      "",
      "On a terminal times are local, and in tables how long ago; elsewhere, and with --utc, they"
          + " are UTC.",
      "",
      "Examples:",
      "  jobservice stats",
      "  jobservice stats --watch",
      "  jobservice stats @last --fields status,check_in",
      "  jobservice stats 5c1f6d6b --exit-status -q"
    },
    mixinStandardHelpOptions = true)
final class StatsCommand implements Callable<Integer> {

  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

  private final Shell shell;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      completionCandidates = LiveValues.Ids.class,
      description =
          "The id of a job: whole, as a unique beginning, @last, or - for standard input.")
  String word;

  @Option(
      names = "--exit-status",
      description = {
        "Let the exit code say how the job is: 0 success, 5 failed, 6 stopped or cancelled, 8 not"
            + " ended. With -q, nothing else does."
      })
  boolean exitStatus;

  @Option(
      names = {"-w", "--watch"},
      description = {
        "Show the service again and again until q or Ctrl-C; off a terminal one after the other."
      })
  boolean watch;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "With --watch: how often, such as 500ms or 5s. Default: 2s.")
  Duration interval;

  @Mixin OutputOptions output;
  @Mixin ConsoleOptions speech;
  @Mixin DirectOptions connection;

  StatsCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws ClientException, CommandFailure, IOException, InterruptedException {
    check();
    Json json = new Json();
    Console console = speech.console(shell);
    try (JobServiceClient client = connection.connect(shell, json)) {
      if (word != null) {
        return one(client, console, json);
      }
      SummaryPrinter summary = new SummaryPrinter(client, output, json);
      if (watch) {
        Duration pause = interval == null ? Duration.ofSeconds(2) : interval;
        return new Watch(shell, console, summary, speech, pause).run();
      }
      JsonNode state = summary.read(JobServiceClient.PATIENCE);
      summary.print(state, console);
      summary.advise(state, console);
      shell.out().flush();
    }
    return ExitCode.OK.code();
  }

  private void check() {
    if (word == null && exitStatus) {
      throw wrong("--exit-status needs an id");
    }
    if (word != null && watch) {
      throw wrong("--watch is for the whole service; follow a job with: jobservice wait --follow");
    }
    if (interval != null && !watch) {
      throw wrong("--interval needs --watch");
    }
    if (interval != null && interval.compareTo(SHORTEST_INTERVAL) < 0) {
      throw wrong("--interval must be 100ms or longer");
    }
    if (word == null && output.hasFields()) {
      throw wrong("--fields needs an id");
    }
  }

  private int one(JobServiceClient client, Console console, Json json)
      throws ClientException, CommandFailure, IOException {
    Details details = new Details(console, output, json);
    JobIds ids = new JobIds(shell, client);
    String id = ids.resolve(JobIds.one(word, shell));
    JsonNode answer = client.job(id, JobServiceClient.PATIENCE);
    if (!exitStatus || !console.isQuiet()) {
      details.print(answer, Format.TABLE);
      shell.out().flush();
    }
    return (exitStatus ? Verdict.stateOf(answer.path("job")) : ExitCode.OK).code();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
