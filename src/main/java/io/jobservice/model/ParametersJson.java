package io.jobservice.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.job.JobParameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns the JSON of parameters into what jobs read. */
public final class ParametersJson {

  private ParametersJson() {}

  /**
   * The parameters of a JSON object.
   *
   * @param object the object
   */
  public static JobParameters toParameters(ObjectNode object) {
    return JobParameters.of(toMap(object));
  }

  private static Map<String, Object> toMap(JsonNode object) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      map.put(field.getKey(), toValue(field.getValue()));
    }
    return map;
  }

  private static Object toValue(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> toMap(value);
      case ARRAY -> toList(value);
      case STRING -> value.textValue();
      case BOOLEAN -> value.booleanValue();
      case NUMBER -> toNumber(value);
      default -> null;
    };
  }

  private static List<Object> toList(JsonNode array) {
    List<Object> list = new ArrayList<>(array.size());
    for (JsonNode item : array) {
      list.add(toValue(item));
    }
    return list;
  }

  private static Object toNumber(JsonNode number) {
    if (!number.isIntegralNumber()) {
      return number.doubleValue();
    }
    return number.canConvertToLong() ? (Object) number.longValue() : number.bigIntegerValue();
  }
}
