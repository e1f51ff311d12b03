package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.cli.Cells.Cell;
import io.jobservice.client.Json;
import io.jobservice.client.Refusal;
import java.io.IOException;
import java.util.List;

/**
 * Writes what came of each line of a bulk submission, in the order of the lines. For one thread.
 */
final class BulkResults {

  /** After so many, more are only counted. */
  private static final int MOST_TOLD = 20;

  private final Console console;
  private final Output out;
  private final Format format;
  private final List<String> fields;
  private final boolean dryRun;
  private final Json json;
  private final TextTable table;
  private boolean begun;
  private int told;
  private int warned;

  /**
   * Results.
   *
   * @param fields the fields of jobs that JSON shows, empty for all
   * @param dryRun whether the jobs are only checked, and have no id
   */
  BulkResults(Console console, Format format, List<String> fields, boolean dryRun, Json json) {
    this.console = console;
    this.out = console.out();
    this.format = format;
    this.fields = fields;
    this.dryRun = dryRun;
    this.json = json;
    this.table = new TextTable(console, List.of("LINE", "ID", "RESULT"));
  }

  /**
   * Writes one more result.
   *
   * @param line the number of the line, from 1
   * @param answer {@code {"job":{..}}} or {@code {"error":{..}}}
   */
  void print(long line, JsonNode answer) throws IOException {
    switch (format) {
      case JSON -> out.text((begun ? "," : "[") + json.write(numbered(line, answer)));
      case JSONL -> out.line(json.write(numbered(line, answer)));
      case ID -> {
        if (!dryRun) {
          out.line(Printable.line(JobIds.of(answer)));
        }
        tell(line, answer.path("error"));
      }
      case TABLE -> table.row(row(line, answer));
    }
    begun = true;
    answer.path("job").path("warnings").forEach(text -> warn(line, text.asText()));
  }

  private void warn(long line, String text) {
    if (warned < MOST_TOLD) {
      console.note("Warning: line " + line + ": " + text);
    } else if (warned == MOST_TOLD) {
      console.note("Further warnings are left out.");
    }
    warned++;
  }

  /** Ids do not say what was wrong with a line. */
  private void tell(long line, JsonNode error) {
    if (error.isMissingNode() || told > MOST_TOLD) {
      return;
    }
    told++;
    console
        .err()
        .println(
            told > MOST_TOLD
                ? "jobservice: further errors are counted only"
                : "jobservice: line " + line + ": " + Printable.line(Refusal.words(error)));
  }

  /** Makes what was written appear. */
  void flush() throws IOException {
    if (format == Format.TABLE) {
      table.print(out);
    }
    out.flush();
  }

  /** Ends the results. Those that break off are not ended, so that no JSON looks whole. */
  void end() throws IOException {
    if (format == Format.JSON) {
      out.line(begun ? "]" : "[]");
    }
    flush();
  }

  private JsonNode numbered(long line, JsonNode answer) {
    ObjectNode numbered = json.nodes().objectNode().put("line", line);
    if (!fields.isEmpty() && answer.has("job")) {
      return numbered.set("job", json.only(answer.get("job"), fields));
    }
    return numbered.setAll((ObjectNode) answer);
  }

  private static List<Cell> row(long line, JsonNode answer) {
    JsonNode error = answer.path("error");
    return List.of(
        new Cell(Long.toString(line), null),
        new Cell(JobIds.of(answer), null),
        error.isMissingNode()
            ? new Cell(answer.path("job").path("status").asText(), null)
            : new Cell(Refusal.words(error), Paint.RED));
  }
}
