package io.jobservice.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.client.Json;
import io.jobservice.cron.CronLine;
import io.jobservice.cron.InvalidCronException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schedule explain}: what a cron line means, without asking a service. */
@Command(
    name = "explain",
    description = "Say in words what a cron line means, and when it is due next.",
    footer = {
      "",
      "No service is asked. A line has six fields: second, minute, hour, day of month, month, day of"
          + " week; or it is @yearly, @monthly, @weekly, @daily, @hourly, or '@every 90m', which"
          + " counts from the submission, here from now. It is in UTC, unless CRON_TZ=Area/City"
          + " comes first.",
      "",
      "Examples:",
      "  jobservice schedule explain '0 30 2 * * MON-FRI'",
      "  jobservice schedule explain 'CRON_TZ=Europe/Berlin 0 30 2 * * *' -n 10",
      "  jobservice schedule explain '@every 90m' -o json"
    },
    mixinStandardHelpOptions = true)
final class ScheduleExplainCommand implements Callable<Integer> {

  private static final int MOST = 1000;

  private final Shell shell;

  @Spec CommandSpec spec;

  @Parameters(paramLabel = "LINE", description = "The cron line, in quotes.")
  String text;

  @Option(
      names = {"-n", "--next"},
      paramLabel = "N",
      description = "How many instants to show, 0 to 1000. Default: 5.")
  int next = 5;

  @Mixin OutputOptions output;
  @Mixin ConsoleOptions speech;

  ScheduleExplainCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws CommandFailure, IOException {
    if (next < 0 || next > MOST) {
      throw new ParameterException(
          spec.commandLine(), "--next must be 0 to " + MOST + ", not " + next);
    }
    Instant now = shell.ticker().clock().get().instant();
    CronLine line = parsed(text).countedFrom(now);
    print(line, instants(line, now), speech.console(shell));
    return ExitCode.OK.code();
  }

  private static CronLine parsed(String text) throws CommandFailure {
    try {
      return CronLine.parse(text);
    } catch (InvalidCronException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          e.getMessage(),
          withSeconds(text).map(six -> "'" + six + "' means " + six.explain() + ".").orElse(null));
    }
  }

  /** The line that was meant by one without seconds. */
  private static Optional<CronLine> withSeconds(String text) {
    try {
      return Optional.of(
          CronLine.parse(text.strip().replaceFirst("^(?<zone>(CRON_)?TZ=\\S+\\s+)?", "${zone}0 ")));
    } catch (InvalidCronException e) {
      return Optional.empty();
    }
  }

  private List<Instant> instants(CronLine line, Instant now) {
    List<Instant> instants = new ArrayList<>();
    Optional<Instant> instant = next == 0 ? Optional.empty() : line.next(now);
    while (instant.isPresent()) {
      instants.add(instant.get());
      instant = instants.size() == next ? Optional.empty() : line.next(instant.get());
    }
    return instants;
  }

  private void print(CronLine line, List<Instant> instants, Console console) throws IOException {
    List<String> warnings = line.warnings();
    Json json = new Json();
    Details details = new Details(console, output, Shape.CRON, json);
    if (output.format(Format.TABLE) != Format.TABLE || output.hasFields()) {
      details.print(record(line, warnings, instants, json), Format.TABLE);
    } else {
      shell.out().line(Printable.line(line.explain()));
      if (!instants.isEmpty()) {
        shell.out().line("");
        new InstantTable(console, line.zone(), console.times(output.utc())).print(instants);
      }
    }
    shell.out().flush();
    warnings.forEach(text -> console.note("Warning: " + text));
  }

  private static ObjectNode record(
      CronLine line, List<String> warnings, List<Instant> instants, Json json) {
    ObjectNode record = json.nodes().objectNode();
    record.put("cron_spec", line.text());
    record.put("explanation", line.explain());
    record.put("zone", InstantTable.name(line.zone()));
    if (!warnings.isEmpty()) {
      ArrayNode texts = record.putArray("warnings");
      warnings.forEach(texts::add);
    }
    ArrayNode runs = record.putArray("next_runs");
    instants.forEach(instant -> runs.add(instant.getEpochSecond()));
    return record;
  }
}
