package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.job.JobKind;
import io.jobservice.model.JobName;
import io.jobservice.model.JobQuery;
import io.jobservice.model.JobStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which jobs are meant, where they are not named by their ids. */
final class FilterOptions {

  private static final long LAST_SECOND = 9_000_000_000L;

  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      split = ",",
      converter = StatusConverter.class,
      completionCandidates = StatusConverter.Words.class,
      description = {
        "Only jobs in one of these states, in any case, separated by commas:"
            + " ${COMPLETION-CANDIDATES}."
      })
  List<JobStatus> statuses = List.of();

  @Option(
      names = "--name",
      paramLabel = "TYPE",
      split = ",",
      completionCandidates = LiveValues.Types.class,
      description = "Only jobs of one of these types, separated by commas.")
  List<String> names = List.of();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      split = ",",
      converter = KindConverter.class,
      completionCandidates = KindConverter.Words.class,
      description = {
        "Only jobs of one of these kinds, in any case, separated by commas: ${COMPLETION-CANDIDATES}."
      })
  List<JobKind> kinds = List.of();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = {
        "Only jobs submitted at this time or later: how long ago, such as 2h or 7d; a date; or a"
            + " date and time such as 2026-11-22T09:00, local unless it ends with a zone."
      })
  String since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Only jobs submitted before this time.")
  String until;

  @Option(
      names = "--error",
      paramLabel = "TEXT",
      description = "Only jobs whose last error contains this text, in any case.")
  String error;

  /** Whether any is given. */
  boolean any() {
    return !statuses.isEmpty()
        || !names.isEmpty()
        || !kinds.isEmpty()
        || since != null
        || until != null
        || error != null;
  }

  /** Whether the service finds all that fits by itself. */
  boolean isLeftToTheService() {
    return error == null;
  }

  /**
   * Whether a job of the service's answer, {@code {"job":{..}}}, fits what the service cannot tell.
   */
  boolean fits(JsonNode item) {
    return error == null
        || item.path("job")
            .path("last_error")
            .asText("")
            .toLowerCase(Locale.ROOT)
            .contains(error.toLowerCase(Locale.ROOT));
  }

  /**
   * The states that are asked for, of those that make sense; all of these when none is asked for.
   */
  Set<JobStatus> among(Set<JobStatus> sensible) {
    return statuses.isEmpty()
        ? sensible
        : statuses.stream().filter(sensible::contains).collect(Collectors.toUnmodifiableSet());
  }

  /** What they ask for, from the newest job on. */
  JobQuery query(Shell shell, int pageSize) {
    return query(shell, Set.copyOf(statuses), pageSize);
  }

  /** The same with these states. */
  JobQuery query(Shell shell, Set<JobStatus> wanted, int pageSize) {
    for (String name : names) {
      if (!JobName.isValid(name)) {
        throw wrong("--name must be job types, separated by commas; '" + name + "' is none");
      }
    }
    OptionalLong from = second("--since", since, shell);
    OptionalLong to = second("--until", until, shell);
    if (from.isPresent() && to.isPresent() && from.getAsLong() > to.getAsLong()) {
      throw wrong("--since " + since + " is later than --until " + until);
    }
    return new JobQuery(wanted, Set.copyOf(names), Set.copyOf(kinds), from, to, pageSize, 0);
  }

  /**
   * A time within a second counts as its beginning; what no job can have, as the nearest second.
   */
  private OptionalLong second(String option, String text, Shell shell) {
    if (text == null) {
      return OptionalLong.empty();
    }
    Optional<Instant> time = new TimeText(shell.ticker().clock().get()).parse(text);
    if (time.isEmpty()) {
      throw wrong(
          option
              + " must be how long ago, such as 2h or 7d, or a time such as 2026-11-22 or"
              + " 2026-11-22T09:00, not '"
              + text
              + "'");
    }
    long second = time.get().getEpochSecond();
    return OptionalLong.of(Math.max(0, Math.min(second, LAST_SECOND)));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
