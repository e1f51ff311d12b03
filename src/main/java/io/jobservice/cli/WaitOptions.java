package io.jobservice.cli;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of commands that can wait for a job to end. */
final class WaitOptions {

  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  @Option(names = "--wait", description = "Wait until the job has ended.")
  boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long to wait at most, such as 90s, 10m or 1h30m. Default: no limit.")
  Duration timeout;

  /**
   * Whether to wait.
   *
   * @param otherwise whether another option says so
   */
  boolean wanted(boolean otherwise) {
    if (timeout != null && !wait && !otherwise) {
      throw new ParameterException(command.commandLine(), "--timeout needs --wait");
    }
    return wait || otherwise;
  }

  /** How long to wait at most. */
  Optional<Duration> timeout() {
    return Optional.ofNullable(timeout);
  }
}
