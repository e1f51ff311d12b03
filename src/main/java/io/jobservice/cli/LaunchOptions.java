package io.jobservice.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Submission;
import io.jobservice.model.TypePolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how and when a job is to run, and who hears of it. */
final class LaunchOptions {

  /** How a refusal of the URL begins: the service knows a field, and no option. */
  private static final String HOOK_FIELD = "'status_hook' ";

  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  @Option(
      names = "--delay",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Run the job after this time, such as 90s, 2h or 7d, in whole seconds.")
  Duration delay;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = {
        "Run the job at this time: a date, or a date and time such as 2026-12-01T09:00, local unless"
            + " it ends with a zone. Excludes --delay."
      })
  String at;

  @Option(
      names = "--unique",
      description = "Refuse the job while one of the same name and parameters is under way.")
  boolean unique;

  @Option(
      names = "--hook",
      paramLabel = "URL",
      description = "Where the service is to report each change of the job's status.")
  String hook;

  @Option(
      names = "--max-fails",
      paramLabel = "N",
      description = "How often the job may fail, 1 to 10000. Default: what its type says.")
  Integer maxFails;

  @Option(
      names = "--after",
      paramLabel = "ID",
      split = ",",
      completionCandidates = LiveValues.Ids.class,
      description = {
        "Run the job when these jobs have ended: whole ids, unique beginnings, @last, or - for"
            + " one a line on standard input. May come several times."
      })
  List<String> after = List.of();

  @Option(
      names = "--after-status",
      paramLabel = "HOW",
      completionCandidates = AfterStatuses.class,
      description = {
        "How they must have ended: success, or any. Default: success; when one fails, the job is"
            + " stopped."
      })
  String afterStatus;

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description = {
        "A word of your choice: the same submission with the same key, within 24 hours, is the"
            + " same job.",
        "It has 1 to 255 printable characters; with -f, 200, and each line counts as one of its own."
      })
  String idempotencyKey;

  /** The submission of a job of this type with these parameters. */
  Submission submission(
      String name,
      Optional<ObjectNode> parameters,
      Optional<Submission.Periodic> periodic,
      Shell shell) {
    check(255, periodic.isPresent());
    return new Submission(
        name,
        parameters,
        delay == null ? OptionalLong.empty() : OptionalLong.of(seconds(delay)),
        runAt(shell),
        unique,
        Optional.ofNullable(hook),
        maxFails == null ? OptionalInt.empty() : OptionalInt.of(maxFails),
        Optional.ofNullable(idempotencyKey),
        List.of(),
        Optional.ofNullable(afterStatus),
        periodic);
  }

  /** The ids of the jobs to wait for, each once. */
  List<String> after(Shell shell, JobServiceClient client) throws ClientException, CommandFailure {
    Set<String> ids = new LinkedHashSet<>();
    JobIds words = new JobIds(shell, client);
    for (String word : after.isEmpty() ? after : JobIds.some(after, shell)) {
      ids.add(words.resolve(word.strip()));
    }
    return List.copyOf(ids);
  }

  /** What each of many jobs gets unless its own line says otherwise. */
  Submission ofMany(Optional<Submission.Periodic> periodic, Shell shell) {
    check(200, periodic.isPresent());
    return submission("", Optional.empty(), periodic, shell);
  }

  private void check(int longestKey, boolean periodic) {
    if (maxFails != null && (maxFails < 1 || maxFails > TypePolicy.MOST_FAILS)) {
      throw wrong("--max-fails must be 1 to " + TypePolicy.MOST_FAILS + ", not " + maxFails);
    }
    if (idempotencyKey != null && !idempotencyKey.matches("[ -~]{1," + longestKey + "}")) {
      throw wrong("--idempotency-key must have 1 to " + longestKey + " printable ASCII characters");
    }
    if (afterStatus != null && after.isEmpty()) {
      throw wrong("--after-status needs --after");
    }
    if (afterStatus != null && !afterStatus.equals("success") && !afterStatus.equals("any")) {
      throw wrong("--after-status must be success or any, not '" + afterStatus + "'");
    }
    if (after.stream().anyMatch(String::isBlank)) {
      throw wrong("--after has an empty id");
    }
    if (hook != null && hook.isBlank()) {
      throw wrong("--hook is empty: give the URL of a receiver, or leave the option out");
    }
    if (at != null && delay != null) {
      throw wrong("--at excludes --delay");
    }
    if (periodic && (at != null || delay != null || !after.isEmpty())) {
      throw wrong(
          "--cron excludes " + (at != null ? "--at" : delay != null ? "--delay" : "--after"));
    }
  }

  /** A refusal that names the option, where it names the field that the option fills. */
  ClientException named(ClientException refusal) {
    String message = refusal.getMessage();
    return hook != null && message.startsWith(HOOK_FIELD)
        ? new ClientException(
            refusal.kind(),
            "--hook " + message.substring(HOOK_FIELD.length()),
            refusal.advice().orElse(null),
            refusal)
        : refusal;
  }

  private OptionalLong runAt(Shell shell) {
    if (at == null) {
      return OptionalLong.empty();
    }
    Clock clock = shell.ticker().clock().get();
    Instant time =
        new TimeText(clock)
            .moment(at)
            .orElseThrow(
                () ->
                    wrong(
                        "--at must be a time such as 2026-12-01 or 2026-12-01T09:00, not '"
                            + at
                            + "'"));
    if (!time.isAfter(clock.instant())) {
      throw wrong("--at " + at + " is in the past");
    }
    return OptionalLong.of(time.getEpochSecond());
  }

  /** Never too early: rounded up, and no delay at all is the shortest one. */
  private static long seconds(Duration delay) {
    return Math.max(1, delay.plusNanos(999_999_999).toSeconds());
  }

  /** How the jobs that are waited for may end. */
  static final class AfterStatuses implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("success", "any").iterator();
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
