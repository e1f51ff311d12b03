package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.client.Json;
import io.jobservice.client.Refusal;
import io.jobservice.model.ErrorCode;

/** What was wrong with one of many jobs, in the shape of the API's error bodies. */
final class LineError {

  private LineError() {}

  /** An error that was found before the service was asked. */
  static ObjectNode local(ErrorCode code, String message, Json json) {
    ObjectNode answer = json.nodes().objectNode();
    answer
        .putObject("error")
        .put("status", code.httpStatus())
        .put("err", code.text())
        .put("description", message);
    return answer;
  }

  /**
   * The same answer, {@code {"error":{..}}}, with words for who does not know what to make of it.
   */
  static JsonNode doubtful(JsonNode answer) {
    ObjectNode doubtful = answer.deepCopy();
    JsonNode error = doubtful.path("error");
    doubtful
        .withObject("/error")
        .put("description", "may or may not have been submitted: " + Refusal.words(error));
    return doubtful;
  }
}
