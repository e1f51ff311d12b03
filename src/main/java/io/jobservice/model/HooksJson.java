package io.jobservice.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The JSON of what is told of status hooks, without spaces. */
public final class HooksJson {

  private HooksJson() {}

  /**
   * The JSON of events, a list. What there is nothing to say of is left out.
   *
   * @param events the events
   */
  public static String toJson(List<HookState> events) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    events.forEach(event -> json.add(object(event)));
    return json.toString();
  }

  /**
   * The JSON of what came of dead letters.
   *
   * @param redelivered what came of them
   */
  public static String toJson(Redelivered redelivered) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("redelivered", redelivered.redelivered())
        .put("left", redelivered.left())
        .toString();
  }

  private static ObjectNode object(HookState event) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", event.id());
    json.put("job_id", event.jobId());
    json.put("sequence", event.sequence());
    putText(json, "status", event.status());
    putText(json, "check_in", event.checkIn());
    json.put("endpoint", event.endpoint());
    putNumber(json, "created_at", event.createdMillis());
    putNumber(json, "failures", event.failures());
    putText(json, "last_error", event.lastError());
    putNumber(json, "next_attempt_at", event.nextMillis());
    if (event.delivering()) {
      json.put("delivering", true);
    }
    putNumber(json, "dead_at", event.deadMillis());
    return json;
  }

  private static void putText(ObjectNode json, String name, String text) {
    if (!text.isEmpty()) {
      json.put(name, text);
    }
  }

  private static void putNumber(ObjectNode json, String name, long number) {
    if (number != 0) {
      json.put(name, number);
    }
  }
}
