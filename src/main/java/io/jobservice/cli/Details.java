package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Writes one record, such as a job, in the format that was asked for. For one thread. */
final class Details {

  private static final int MOST_LISTED = 10;

  private final Console console;
  private final Output out;
  private final OutputOptions options;
  private final Times times;
  private final Json json;
  private final Shape shape;
  private final List<String> fields;

  Details(Console console, OutputOptions options, Json json) {
    this(console, options, Shape.JOB, json);
  }

  Details(Console console, OutputOptions options, Shape shape, Json json) {
    this.console = console;
    this.out = console.out();
    this.options = options;
    this.times = console.times(options.utc());
    this.json = json;
    this.shape = shape;
    this.fields = options.fields(shape.fields());
  }

  /**
   * Writes one record.
   *
   * @param answer as the API has it, which JSON shows unchanged unless fields were asked for
   * @param preset the format when none was asked for
   */
  void print(JsonNode answer, Format preset) throws IOException {
    JsonNode record = shape.inner(answer);
    switch (options.format(preset)) {
      case JSON, JSONL ->
          out.line(
              json.write(fields.isEmpty() ? answer : shape.outer(json.only(record, fields), json)));
      case ID -> out.line(Printable.line(record.path(shape.id()).asText()));
      case TABLE -> printFields(fields.isEmpty() ? record : json.only(record, fields));
    }
  }

  private void printFields(JsonNode record) throws IOException {
    int width = 0;
    for (Map.Entry<String, JsonNode> field : record.properties()) {
      width = Math.max(width, Printable.line(field.getKey()).length());
    }
    for (Map.Entry<String, JsonNode> field : record.properties()) {
      String name = Printable.line(field.getKey()) + ":";
      String value = Printable.line(shown(field.getKey(), field.getValue()));
      Paint paint = field.getKey().equals("status") ? Paint.ofStatus(value) : null;
      out.line(
          console.painted(name, Paint.DIM)
              + " ".repeat(width + 2 - name.length())
              + console.painted(value, paint));
    }
  }

  /** Of very many ids the first; all of them are in JSON. */
  private static String listed(JsonNode ids) {
    StringJoiner list = new StringJoiner(", ");
    for (int i = 0; i < Math.min(ids.size(), MOST_LISTED); i++) {
      list.add(ids.path(i).asText());
    }
    int more = ids.size() - MOST_LISTED;
    return list + (more > 0 ? ", and " + more + " more" : "");
  }

  private String shown(String name, JsonNode value) {
    if (name.equals("last_error")) {
      return Cells.firstLine(value.asText());
    }
    if (name.equals("after") || name.equals("executions")) {
      return listed(value);
    }
    if (name.equals("warnings")) {
      StringJoiner texts = new StringJoiner("; ");
      value.forEach(text -> texts.add(text.asText()));
      return texts.toString();
    }
    if (name.equals("next_runs")) {
      return NextRuns.list(value, times);
    }
    if (!Cells.isTime(name)) {
      return value.isTextual() ? value.textValue() : json.write(value);
    }
    return times.shownWithSpan(value);
  }
}
