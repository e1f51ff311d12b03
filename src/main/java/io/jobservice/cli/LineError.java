package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.client.Json;
import io.jobservice.client.Refusal;

/** What was wrong with one of many jobs, in the shape of the API's error bodies. */
final class LineError {

  private static final int BAD_REQUEST = 400;

  private LineError() {}

  /** An error that was found before the service was asked. */
  static ObjectNode local(String message, Json json) {
    ObjectNode answer = json.nodes().objectNode();
    answer
        .putObject("error")
        .put("status", BAD_REQUEST)
        .put("err", "bad request")
        .put("description", message);
    return answer;
  }

  /** What it says. */
  static String words(JsonNode error) {
    return Refusal.words(error);
  }
}
