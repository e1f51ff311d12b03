package io.jobservice.cli;

import io.jobservice.client.ClientException;
import io.jobservice.client.Submission;
import io.jobservice.model.Misfire;
import io.jobservice.model.Overlap;
import io.jobservice.model.PolicyChange;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say when a periodic job is due, and what it does where that is difficult. */
final class CronOptions {

  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  @Option(
      names = "--cron",
      paramLabel = "LINE",
      description = {
        "Run the job whenever this cron line says so. It has six fields, the seconds first, as in"
            + " '0 30 2 * * MON', or is @daily or the like, or '@every 90m'; in UTC, unless"
            + " CRON_TZ=Area/City comes first. See 'jobservice schedule explain'."
      })
  String line;

  @Option(
      names = "--misfire",
      paramLabel = "HOW",
      converter = MisfireConverter.class,
      completionCandidates = MisfireConverter.Words.class,
      description = {
        "What to do about instants that passed while no node was alive: fire_once, one run for all of"
            + " them; skip; or fire_all, a run for each of the newest 100. Default: fire_once."
      })
  Misfire misfire;

  @Option(
      names = "--overlap",
      paramLabel = "HOW",
      converter = OverlapConverter.class,
      completionCandidates = OverlapConverter.Words.class,
      description = {
        "What to do when it is due while an earlier run goes on: allow both, or forbid the later one,"
            + " which is stopped before it runs. Default: allow."
      })
  Overlap overlap;

  /** What makes a submission periodic, if it is. */
  Optional<Submission.Periodic> periodic() {
    if (line == null && (misfire != null || overlap != null)) {
      throw new ParameterException(
          command.commandLine(), (misfire != null ? "--misfire" : "--overlap") + " needs --cron");
    }
    return line == null
        ? Optional.empty()
        : Optional.of(
            new Submission.Periodic(
                line, Optional.ofNullable(misfire), Optional.ofNullable(overlap)));
  }

  /** Whether something was refused because of the line. */
  boolean isRefused(ClientException e) {
    return line != null
        && e.kind() == ClientException.Kind.BAD_REQUEST
        && e.getMessage().contains("'cron_spec'");
  }

  /** The same with a hint how to try lines. */
  ClientException explained(ClientException e, Console console) {
    String tried = line.isBlank() ? "0 30 2 * * MON" : line;
    return console.showsHints()
        ? new ClientException(
            e.kind(),
            e.getMessage(),
            "Try: jobservice schedule explain" + ConnectionOptions.repeated(" ", tried),
            e)
        : e;
  }

  /** What changes; something does. */
  PolicyChange change() {
    if (line == null && misfire == null && overlap == null) {
      throw new ParameterException(
          command.commandLine(), "nothing is to change: give --cron, --misfire or --overlap");
    }
    return new PolicyChange(
        Optional.ofNullable(line), Optional.ofNullable(misfire), Optional.ofNullable(overlap));
  }
}
