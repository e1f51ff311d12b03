package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.jobservice.client.Json;
import io.jobservice.model.JobStatus;
import java.util.ArrayList;
import java.util.List;

/** How the fields of records read in a table. */
final class Cells {

  private static final int LONGEST_REASON = 100;

  private final Times times;
  private final Json json;

  Cells(Times times, Json json) {
    this.times = times;
    this.json = json;
  }

  /** What stands in a cell: the text, and its look or null for none. */
  record Cell(String text, Paint paint) {
    Cell {
      // So that each line has as many words as there are columns.
      text = text.isEmpty() ? "-" : text;
    }
  }

  /** A field of a record. */
  Cell cell(JsonNode record, String field) {
    JsonNode value = record.path(field);
    return switch (field) {
      case "status" -> new Cell(value.asText(), Paint.ofStatus(value.asText()));
      case "paused" -> new Cell(yes(value), value.asBoolean() ? Paint.YELLOW : null);
      // 0 is how the layout says that there is none.
      case "limit", "max_concurrency", "oldest_at" ->
          new Cell(value.asLong() == 0 ? "" : shown(field, value), null);
      case "next_runs" -> new Cell(value.isEmpty() ? "" : times.brief(value.path(0)), null);
      case "required" -> new Cell(value.asBoolean() ? "required" : "", null);
      case "choices" -> new Cell(words(value), null);
      case "run_at" -> new Cell(due(record), null);
      case Shape.Column.REASON -> reason(record);
      case Shape.Column.ERROR ->
          new Cell(
              Printable.cut(firstLine(record.path("last_error").asText()), LONGEST_REASON),
              Paint.RED);
      case HookShapes.EVENT -> event(record);
      case HookShapes.NEXT_TRY -> nextTry(record);
      // Hooks are quicker than jobs: their times are in milliseconds.
      case "created_at", "next_attempt_at", "dead_at" -> new Cell(moment(value), null);
      case "failures" -> new Cell(Long.toString(value.asLong()), null);
      case "last_error" -> new Cell(firstLine(value.asText()), Paint.RED);
      default -> new Cell(shown(field, value), null);
    };
  }

  /** Another program may have stored no time, but executions of periodic jobs have it in the id. */
  private String due(JsonNode record) {
    long second = PolicyTime.second(record);
    return second == 0
        ? shown("run_at", record.path("run_at"))
        : times.brief(LongNode.valueOf(second));
  }

  private static Cell event(JsonNode record) {
    String status = record.path("status").asText();
    String checkIn = record.path("check_in").asText();
    return new Cell(checkIn.isEmpty() ? status : status + ": " + checkIn, Paint.ofStatus(status));
  }

  private Cell nextTry(JsonNode record) {
    return record.path("delivering").asBoolean()
        ? new Cell("delivering", Paint.CYAN)
        : new Cell(moment(record.path("next_attempt_at")), null);
  }

  /** A time in epoch milliseconds. */
  private String moment(JsonNode millis) {
    return millis.asLong() == 0
        ? ""
        : times.brief(LongNode.valueOf(Math.floorDiv(millis.asLong(), 1000L)));
  }

  private static Cell reason(JsonNode record) {
    String stopped = record.path("stop_reason").asText();
    boolean failed = record.path("status").asText().equals(JobStatus.ERROR.text());
    return failed && stopped.isEmpty()
        ? new Cell(
            Printable.cut(firstLine(record.path("last_error").asText()), LONGEST_REASON), Paint.RED)
        : new Cell(stopped, null);
  }

  /** What failed, without the stack trace that follows: that is in the log, and in JSON. */
  static String firstLine(String error) {
    return error.lines().findFirst().orElse("");
  }

  private static String yes(JsonNode value) {
    return value.asBoolean() ? "paused" : "";
  }

  private String words(JsonNode list) {
    List<String> words = new ArrayList<>();
    list.forEach(word -> words.add(word.isTextual() ? word.textValue() : json.write(word)));
    return String.join(", ", words);
  }

  private String shown(String field, JsonNode value) {
    if (isTime(field)) {
      return value.asLong() == 0 && value.isNumber() ? "" : times.brief(value);
    }
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    return value.isTextual() ? value.textValue() : json.write(value);
  }

  /** Whether the field holds epoch seconds, as its name says. */
  static boolean isTime(String field) {
    return field.endsWith("_at") || field.endsWith("_time") || field.equals("missed_since");
  }
}
