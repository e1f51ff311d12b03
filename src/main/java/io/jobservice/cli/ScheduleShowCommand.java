package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.CountedPage;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code schedule show}: all that there is to say about one periodic job. */
@Command(
    name = "show",
    description = "Show a periodic job: what its line means, its next runs, and the last ones.",
    footer = {
      "",
      "With -o json or --fields it is the answer of the API, as of 'jobservice stats ID'.",
      "",
      "Examples:",
      "  jobservice schedule show @last",
      "  jobservice schedule show 5c1f6d6b --fields cron_spec,next_runs -o json"
    },
    mixinStandardHelpOptions = true)
final class ScheduleShowCommand implements Callable<Integer> {

  private static final int SHOWN = 5;

  /** More executions than these do not wait. */
  private static final int MOST_PAGES = 4;

  private final Shell shell;

  @Parameters(
      paramLabel = "ID",
      completionCandidates = LiveValues.Policies.class,
      description = "The id of a periodic job: whole, as a unique beginning, or @last.")
  String word;

  @Mixin OutputOptions output;
  @Mixin ConsoleOptions speech;
  @Mixin DirectOptions connection;

  ScheduleShowCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws ClientException, CommandFailure, IOException {
    Json json = new Json();
    Console console = speech.console(shell);
    PolicyDetails details = new PolicyDetails(console, output, json);
    try (JobServiceClient client = connection.connect(shell, json)) {
      String id = new JobIds(shell, client).resolve(word);
      JsonNode answer = PolicyRecord.read(id, "schedule show", client, connection);
      if (details.isWhole()) {
        PolicyTime time = PolicyTime.of(answer.path("job"), shell.ticker().clock().get().instant());
        details.print(answer, lastExecutions(id, time, client));
        shell.out().flush();
        new NextRuns(answer).warn(console);
      } else {
        new Details(console, output, json).print(answer, Format.TABLE);
      }
    }
    shell.out().flush();
    return ExitCode.OK.code();
  }

  /** The newest executions that have come due, the newest first. */
  private static List<JsonNode> lastExecutions(String id, PolicyTime time, JobServiceClient client)
      throws ClientException {
    List<JsonNode> last = new ArrayList<>();
    for (int number = 1; number <= MOST_PAGES; number++) {
      CountedPage page = client.executions(id, number, JobServiceClient.PAGE, false);
      for (JsonNode execution : page.jobs()) {
        if (time.hasCome(execution.path("job")) && last.size() < SHOWN) {
          last.add(execution);
        }
      }
      if (last.size() == SHOWN || (long) number * JobServiceClient.PAGE >= page.total()) {
        break;
      }
    }
    return last;
  }
}
