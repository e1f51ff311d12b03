package io.jobservice.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.client.Json;
import java.util.Map;

/**
 * Parameters given one by one as {@code KEY=VALUE}. The value is JSON if it parses as a number,
 * boolean, null, object or array, else text; {@code KEY:=VALUE} is text in any case. Dots in the
 * key nest. The same key given again replaces what it was. For one thread.
 */
final class ParameterPairs {

  private final Json json;
  private final ObjectNode collected;

  ParameterPairs(Json json) {
    this.json = json;
    this.collected = json.nodes().objectNode();
  }

  /**
   * Takes in one pair.
   *
   * @throws IllegalArgumentException if it is none, or contradicts one before it; the message is
   *     for the user
   */
  void add(String pair) {
    int equals = pair.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException("'" + pair + "' is not of the form KEY=VALUE");
    }
    boolean asText = equals > 0 && pair.charAt(equals - 1) == ':';
    String key = pair.substring(0, asText ? equals - 1 : equals);
    String value = pair.substring(equals + 1);
    put(key, asText ? json.nodes().textNode(value) : typed(value));
  }

  /** These parameters laid over others, which are changed: objects merge, all else is replaced. */
  ObjectNode over(ObjectNode others) {
    merge(others, collected);
    return others;
  }

  private void put(String key, JsonNode value) {
    String[] steps = key.split("\\.", -1);
    ObjectNode place = collected;
    for (int i = 0; i < steps.length; i++) {
      if (steps[i].isEmpty()) {
        throw new IllegalArgumentException(
            "the key '"
                + key
                + "' has an empty part; give keys with dots of their own in --params");
      }
      if (i == steps.length - 1) {
        place.set(steps[i], value);
      } else if (place.path(steps[i]).isMissingNode()) {
        place = place.putObject(steps[i]);
      } else if (place.get(steps[i]) instanceof ObjectNode deeper) {
        place = deeper;
      } else {
        throw new IllegalArgumentException(
            "'" + key + "' goes into '" + steps[i] + "', which another -p sets to a plain value");
      }
    }
  }

  private JsonNode typed(String value) {
    try {
      JsonNode parsed = json.read(value);
      return parsed.isTextual() ? json.nodes().textNode(value) : parsed;
    } catch (JsonProcessingException e) {
      return json.nodes().textNode(value);
    }
  }

  private static void merge(ObjectNode under, ObjectNode over) {
    for (Map.Entry<String, JsonNode> field : over.properties()) {
      if (under.get(field.getKey()) instanceof ObjectNode below
          && field.getValue() instanceof ObjectNode above) {
        merge(below, above);
      } else {
        under.set(field.getKey(), field.getValue());
      }
    }
  }
}
