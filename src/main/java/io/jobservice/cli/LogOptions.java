package io.jobservice.cli;

import io.jobservice.client.LogWish;
import io.jobservice.model.DurationText;
import io.jobservice.model.LogLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what of a log is wanted. */
final class LogOptions {

  private static final int MOST_LINES = 1_000_000;
  private static final Pattern EPOCH = Pattern.compile("[0-9]{10,12}");
  private static final Pattern ATTEMPTS =
      Pattern.compile("(?:last|([1-9][0-9]{0,8})(?:-([1-9][0-9]{0,8})?)?)");

  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  @Option(
      names = "--tail",
      paramLabel = "N",
      description = "Only the last N lines, 0 to 1000000; with -f, of what is there already.")
  Integer tail;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = {
        "Only entries of this time or later: how long ago, such as 10m or 2h; a date; or a date and"
            + " time such as 2026-11-22T09:00, local unless it ends with a zone."
      })
  String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Only entries before this time.")
  String until;

  @Option(
      names = "--attempt",
      paramLabel = "N|N-M|last",
      description = "Only these attempts of the job, counted from 1; 2- is all from the second on.")
  String attempt;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      converter = LevelConverter.class,
      completionCandidates = LevelConverter.Words.class,
      description = "Only entries of this level or a graver one: ${COMPLETION-CANDIDATES}.")
  LogLevel level;

  @Option(
      names = "--grep",
      paramLabel = "REGEX",
      description = {
        "Only entries of which a line contains this regular expression of Java; (?i) at its"
            + " beginning is for any case."
      })
  String grep;

  /** What is left to the service. */
  LogWish wish(Shell shell, LogChoice.Rules rules) {
    if (tail != null && (tail < 0 || tail > MOST_LINES)) {
      throw wrong("--tail must be 0 to " + MOST_LINES + ", not " + tail);
    }
    return new LogWish(
        rules.chooseAll() ? Optional.ofNullable(tail).map(String::valueOf) : Optional.empty(),
        Optional.ofNullable(since).map(text -> since(text, shell)),
        Optional.ofNullable(attempt).map(this::checked));
  }

  /** What is chosen here. */
  LogChoice.Rules rules(Shell shell) {
    return new LogChoice.Rules(
        Optional.ofNullable(level),
        Optional.ofNullable(until).map(text -> until(text, shell)),
        Optional.ofNullable(grep).map(this::pattern));
  }

  /** How many of the chosen lines to print, where the service cannot know. */
  OptionalInt tail(LogChoice.Rules rules) {
    return tail == null || rules.chooseAll() ? OptionalInt.empty() : OptionalInt.of(tail);
  }

  /** The attempt with which what is wanted begins, if that is known. */
  OptionalLong firstAttempt() {
    if (attempt != null && attempt.matches("[0-9]+(-[0-9]*)?")) {
      return OptionalLong.of(Long.parseLong(attempt.replaceFirst("-.*", "")));
    }
    return attempt == null && tail == null && since == null
        ? OptionalLong.of(1)
        : OptionalLong.empty();
  }

  /** How long ago is for the service to reckon: it knows the time of the nodes. */
  private String since(String text, Shell shell) {
    Optional<Duration> ago = DurationText.parse(text);
    return ago.isPresent()
        ? DurationText.format(ago.get())
        : moment("--since", text, shell).toString();
  }

  private Instant until(String text, Shell shell) {
    Optional<Duration> ago = DurationText.parse(text);
    return ago.isPresent()
        ? shell.ticker().clock().get().instant().minus(ago.get())
        : moment("--until", text, shell);
  }

  private Instant moment(String option, String text, Shell shell) {
    Optional<Instant> time =
        EPOCH.matcher(text).matches()
            ? Optional.of(Instant.ofEpochSecond(Long.parseLong(text)))
            : new TimeText(shell.ticker().clock().get()).moment(text);
    return time.orElseThrow(
        () ->
            wrong(
                option
                    + " must be how long ago, such as 10m or 2h, a time such as 2026-11-22 or"
                    + " 2026-11-22T09:00, or epoch seconds, not '"
                    + text
                    + "'"));
  }

  private String checked(String text) {
    Matcher parts = ATTEMPTS.matcher(text);
    boolean fits =
        parts.matches()
            && (parts.group(2) == null
                || Long.parseLong(parts.group(1)) <= Long.parseLong(parts.group(2)));
    if (!fits) {
      throw wrong(
          "--attempt must be a number from 1 on, two such as 2-4, 2- for all from there on, or last, not '"
              + text
              + "'");
    }
    return text;
  }

  private Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      String where = e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 1);
      throw wrong("--grep: '" + text + "' is no regular expression: " + e.getDescription() + where);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
