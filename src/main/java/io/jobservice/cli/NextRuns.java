package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.StringJoiner;

/**
 * What the service's answer to the submission of a periodic job says beside its record: when it
 * runs next, and what may not have been meant.
 */
final class NextRuns {

  private final String id;
  private final JsonNode runs;
  private final JsonNode warnings;

  /** Of an answer {@code {"job":{..}}}. */
  NextRuns(JsonNode answer) {
    this.id = JobIds.of(answer);
    this.runs = answer.path("job").path("next_runs");
    this.warnings = answer.path("job").path("warnings");
  }

  /** Says when a job that was only checked would run. */
  void note(Console console, boolean utc) {
    warn(console);
    if (!runs.isEmpty()) {
      console.note("It would run at " + list(runs, console.times(utc)) + ".");
    }
  }

  /** Says on a terminal when the job runs first, and how to look at it. */
  void hint(Console console, OutputOptions output, ConnectionOptions connection) {
    warn(console);
    if (!output.hasFormat()) {
      hintFirst(console, output.utc());
      console.hint(
          "See how it does: jobservice schedule show"
              + connection.repeated()
              + " "
              + Printable.line(id));
    }
  }

  /** Says on a terminal when a job that was changed runs next. */
  void hint(Console console) {
    warn(console);
    hintFirst(console, false);
  }

  private void hintFirst(Console console, boolean utc) {
    if (!runs.isEmpty()) {
      console.hint("It runs next:    " + console.times(utc).shownWithSpan(runs.path(0)));
    }
  }

  /** Says what may not have been meant. */
  void warn(Console console) {
    warnings.forEach(text -> console.note("Warning: " + text.asText()));
  }

  /** Several times in a line. */
  static String list(JsonNode seconds, Times times) {
    StringJoiner list = new StringJoiner(", ");
    seconds.forEach(second -> list.add(times.shown(second)));
    return list.toString();
  }
}
