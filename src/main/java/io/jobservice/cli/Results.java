package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.Json;
import java.io.IOException;

/** Writes what jobs have left as their results. */
record Results(Output out, Json json) {

  /** Writes the result of a job, if it has one: texts as they are, all else as JSON. */
  void print(JsonNode job) throws IOException {
    if (job.hasNonNull("result")) {
      JsonNode result = job.get("result");
      out.line(result.isTextual() ? result.textValue() : json.write(result));
    }
  }

  /** Writes the result of one job of several, if it has one, on a line that begins with its id. */
  void printOf(String id, JsonNode job) throws IOException {
    if (job.hasNonNull("result")) {
      out.line(Printable.line(id) + " " + json.write(job.get("result")));
    }
  }
}
