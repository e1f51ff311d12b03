package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.Json;
import java.io.IOException;
import java.util.Map;

/** Writes the stats of a job in the format that was asked for. */
final class JobPrinter {

  private final Output out;
  private final Times times;
  private final Json json;

  JobPrinter(Shell shell, Json json) {
    this.out = shell.out();
    this.times = Times.of(shell);
    this.json = json;
  }

  /**
   * Writes one job.
   *
   * @param answer {@code {"job":{..}}}, which the JSON format shows unchanged
   */
  void print(JsonNode answer, Format format) throws IOException {
    switch (format) {
      case JSON -> out.line(json.write(answer));
      case ID -> out.line(Printable.line(answer.path("job").path("id").asText()));
      case TEXT -> printFields(answer.path("job"));
    }
  }

  /** Writes the result of a job, if it has one: texts as they are, all else as JSON. */
  void printResult(JsonNode job) throws IOException {
    if (job.hasNonNull("result")) {
      JsonNode result = job.get("result");
      out.line(result.isTextual() ? result.textValue() : json.write(result));
    }
  }

  /** Writes the result of one job of several, if it has one, on a line that begins with its id. */
  void printResultOf(String id, JsonNode job) throws IOException {
    if (job.hasNonNull("result")) {
      out.line(Printable.line(id) + " " + json.write(job.get("result")));
    }
  }

  private void printFields(JsonNode job) throws IOException {
    int width = 0;
    for (Map.Entry<String, JsonNode> field : job.properties()) {
      width = Math.max(width, Printable.line(field.getKey()).length());
    }
    for (Map.Entry<String, JsonNode> field : job.properties()) {
      String name = Printable.line(field.getKey()) + ":";
      String value = Printable.line(shown(field.getKey(), field.getValue()));
      out.line(name + " ".repeat(width + 2 - name.length()) + value);
    }
  }

  private String shown(String name, JsonNode value) {
    if (name.endsWith("_at") || name.endsWith("_time")) {
      return times.shown(value);
    }
    return value.isTextual() ? value.textValue() : json.write(value);
  }
}
