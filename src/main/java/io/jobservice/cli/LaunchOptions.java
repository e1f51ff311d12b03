package io.jobservice.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.client.Submission;
import io.jobservice.model.TypePolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how and when a job is to run, and who hears of it. */
final class LaunchOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--delay",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Run the job after this time, such as 90s, 2h or 7d, in whole seconds.")
  private Duration delay;

  @Option(
      names = "--unique",
      description = "Refuse the job while one of the same name and parameters is under way.")
  private boolean unique;

  @Option(
      names = "--hook",
      paramLabel = "URL",
      description = "Where the service is to report each change of the job's status.")
  private String hook;

  @Option(
      names = "--max-fails",
      paramLabel = "N",
      description = "How often the job may fail, 1 to 10000. Default: what its type says.")
  private Integer maxFails;

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description = {
        "A word of your choice: the same submission with the same key, within 24 hours, is the"
            + " same job.",
        "It has 1 to 255 printable characters."
      })
  private String idempotencyKey;

  /** The submission of a job of this type with these parameters. */
  Submission submission(String name, Optional<ObjectNode> parameters) {
    if (maxFails != null && (maxFails < 1 || maxFails > TypePolicy.MOST_FAILS)) {
      throw wrong("--max-fails must be 1 to " + TypePolicy.MOST_FAILS + ", not " + maxFails);
    }
    if (idempotencyKey != null && !idempotencyKey.matches("[ -~]{1,255}")) {
      throw wrong("--idempotency-key must have 1 to 255 printable ASCII characters");
    }
    return new Submission(
        name,
        parameters,
        delay == null ? OptionalLong.empty() : OptionalLong.of(seconds(delay)),
        OptionalLong.empty(),
        unique,
        Optional.ofNullable(hook),
        maxFails == null ? OptionalInt.empty() : OptionalInt.of(maxFails),
        Optional.ofNullable(idempotencyKey));
  }

  /** Never too early: rounded up, and no delay at all is the shortest one. */
  private static long seconds(Duration delay) {
    return Math.max(1, delay.plusNanos(999_999_999).toSeconds());
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
