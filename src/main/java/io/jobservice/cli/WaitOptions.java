package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.JobWait;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of commands that can wait for a job to end. */
final class WaitOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--wait", description = "Wait until the job has ended.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "With --wait: how long to wait, such as 90s, 10m or 1h30m. Default: no limit.")
  private Duration timeout;

  /** Whether to wait. */
  boolean wanted() {
    if (timeout != null && !wait) {
      throw new ParameterException(command.commandLine(), "--timeout needs --wait");
    }
    return wait;
  }

  /** Waits; see {@link JobWait#untilEnded}. */
  JsonNode untilEnded(String id, JobServiceClient client, Shell shell)
      throws ClientException, InterruptedException {
    return new JobWait(client, shell.ticker()).untilEnded(id, Optional.ofNullable(timeout));
  }
}
