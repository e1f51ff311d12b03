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
@Command(name = "log", description = "Print the log of a job.", mixinStandardHelpOptions = true)
final class LogCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(
      paramLabel = "ID",
      completionCandidates = LiveValues.Ids.class,
      description = "The id of the job.")
  private String id;

  @Mixin private ConnectionOptions connection;

  LogCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws ClientException, IOException {
    try (JobServiceClient client = connection.connect(shell, new Json())) {
      client.log(id, 0, shell.out().bytes());
    }
    return ExitCode.OK.code();
  }
}
