package io.jobservice.cli;

import io.jobservice.client.ClientException;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code log}: the log of a job. */
@Command(
    name = "log",
    description = "Print the log of a job.",
    footer = {"", "Examples:", "  jobservice log @last", "  jobservice log 5c1f6d6b > job.log"},
    mixinStandardHelpOptions = true)
final class LogCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(
      paramLabel = "ID",
      completionCandidates = LiveValues.Ids.class,
      description =
          "The id of a job: whole, as a unique beginning, @last, or - for standard input.")
  String word;

  @Mixin ConsoleOptions speech;
  @Mixin ConnectionOptions connection;

  LogCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws ClientException, CommandFailure, IOException {
    Console console = speech.console(shell);
    try (JobServiceClient client = connection.connect(shell, new Json())) {
      String id = new JobIds(shell, client).resolve(JobIds.one(word, shell));
      if (client.log(id, 0, shell.out().bytes()) == 0) {
        console.hint("The job has logged nothing so far.");
      }
    }
    shell.out().flush();
    return ExitCode.OK.code();
  }
}
