package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.JobWait;
import io.jobservice.job.InvalidParametersException;
import io.jobservice.job.JobParameters;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

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

  /** Durations as job parameters have them. */
  static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      try {
        Optional<Duration> parsed =
            JobParameters.of(Map.of("timeout", value)).getDuration("timeout");
        return parsed.orElseThrow();
      } catch (InvalidParametersException e) {
        throw new TypeConversionException(
            "'" + value + "' is not a duration such as 90s, 10m or 1h30m");
      }
    }
  }
}
