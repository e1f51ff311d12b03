package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.Json;
import java.io.IOException;

/**
 * Writes jobs as they come: a table, one JSON array on one line, or ids. It holds back no more than
 * {@value #BLOCK} rows, to know how wide the columns are. For one thread.
 */
final class JobListPrinter {

  private static final int BLOCK = 1000;

  private final Output out;
  private final Times times;
  private final Json json;
  private final Format format;
  private final TextTable table = new TextTable("ID", "NAME", "STATUS", "KIND", "SUBMITTED");
  private long count;

  JobListPrinter(Shell shell, Json json, Format format) {
    this.out = shell.out();
    this.times = Times.of(shell);
    this.json = json;
    this.format = format;
  }

  /** How many jobs were written. */
  long count() {
    return count;
  }

  /** Writes one more job, given as {@code {"job":{..}}}. */
  void print(JsonNode answer) throws IOException {
    JsonNode job = answer.path("job");
    switch (format) {
      case JSON -> out.text((count == 0 ? "[" : ",") + json.write(answer));
      case ID -> out.line(Printable.line(job.path("id").asText()));
      case TEXT -> {
        table.row(
            word(job, "id"),
            word(job, "name"),
            word(job, "status"),
            word(job, "kind"),
            job.path("enqueue_time").asLong() == 0 ? "-" : times.shown(job.path("enqueue_time")));
        if (count % BLOCK == BLOCK - 1) {
          table.print(out);
        }
      }
    }
    count++;
  }

  /** Ends the list. A list that breaks off is not ended, so that no JSON looks whole. */
  void end() throws IOException {
    switch (format) {
      case JSON -> out.line(count == 0 ? "[]" : "]");
      case ID -> {}
      case TEXT -> table.print(out);
    }
    out.flush();
  }

  private static String word(JsonNode job, String field) {
    String text = job.path(field).asText();
    return text.isEmpty() ? "-" : text;
  }
}
