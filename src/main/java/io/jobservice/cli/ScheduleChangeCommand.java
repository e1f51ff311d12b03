package io.jobservice.cli;

import io.jobservice.client.ClientException;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import io.jobservice.model.PolicyChange;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code schedule change}: another cron line, or other options, for a periodic job. */
@Command(
    name = "change",
    description = "Change when a periodic job is due, or what it does where that is difficult.",
    footer = {
      "",
      "The executions that wait are replaced by those of the new line; what runs goes on. What is not"
          + " named stays as it is. To change the parameters, submit another job and stop this one.",
      "",
      "Examples:",
      "  jobservice schedule change 5c1f6d6b --cron '0 0 3 * * *'",
      "  jobservice schedule change @last --overlap forbid --misfire skip"
    },
    mixinStandardHelpOptions = true)
final class ScheduleChangeCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(
      paramLabel = "ID",
      completionCandidates = LiveValues.Policies.class,
      description = "The id of a periodic job: whole, as a unique beginning, or @last.")
  String word;

  @Mixin CronOptions cron;
  @Mixin ConsoleOptions speech;
  @Mixin DirectOptions connection;

  ScheduleChangeCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws ClientException, CommandFailure {
    PolicyChange change = cron.change();
    Console console = speech.console(shell);
    try (JobServiceClient client = connection.connect(shell, new Json())) {
      String id = new JobIds(shell, client).resolve(word);
      reschedule(id, change, client, console);
      if (!console.isQuiet()) {
        new NextRuns(client.job(id, JobServiceClient.PATIENCE)).hint(console);
      }
    }
    return ExitCode.OK.code();
  }

  private void reschedule(String id, PolicyChange change, JobServiceClient client, Console console)
      throws ClientException {
    try {
      client.reschedule(id, change);
    } catch (ClientException e) {
      throw cron.isRefused(e) ? cron.explained(e, console) : e;
    }
  }
}
