package io.jobservice.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists of jobs, as they are asked for and as they are answered. */
final class JobLists {

  private JobLists() {}

  /** The body that asks for several jobs. */
  static ObjectNode body(List<ObjectNode> jobs, JsonNodeFactory nodes) {
    ObjectNode body = nodes.objectNode();
    body.putArray("jobs").addAll(jobs);
    return body;
  }

  /** What came of each, or empty when that is no answer to so many jobs. */
  static Optional<List<JsonNode>> results(JsonNode answer, int asked) {
    List<JsonNode> results = new ArrayList<>();
    answer.path("jobs").forEach(results::add);
    return results.size() == asked ? Optional.of(results) : Optional.empty();
  }

  /** Those of a list whose id begins with a text; the one of exactly that id alone. */
  static ArrayNode beginning(String text, JsonNode jobs, JsonNodeFactory nodes) {
    ArrayNode found = nodes.arrayNode();
    for (JsonNode job : jobs) {
      String id = job.path("job").path("id").asText();
      if (id.equals(text)) {
        return nodes.arrayNode().add(job);
      }
      if (id.startsWith(text)) {
        found.add(job);
      }
    }
    return found;
  }
}
