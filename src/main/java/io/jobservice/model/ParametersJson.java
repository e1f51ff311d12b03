package io.jobservice.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.job.JobParameters;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns the JSON of parameters into what jobs read, and back. */
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

  /**
   * The JSON of parameters, as a request would have them.
   *
   * @param parameters values of the types that {@link JobParameters} has, and other whole numbers
   * @throws BadRequestException if one is of another type; the message names it
   */
  public static ObjectNode toJson(Map<String, ?> parameters) throws BadRequestException {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, ?> parameter : parameters.entrySet()) {
      json.set(parameter.getKey(), toJson(parameter.getKey(), parameter.getValue()));
    }
    return json;
  }

  private static JsonNode toJson(String name, Object value) throws BadRequestException {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (value == null) {
      return nodes.nullNode();
    } else if (value instanceof String text) {
      return nodes.textNode(text);
    } else if (value instanceof Boolean flag) {
      return nodes.booleanNode(flag);
    } else if (value instanceof BigInteger number) {
      return nodes.numberNode(number);
    } else if (value instanceof Long || value instanceof Integer || value instanceof Short) {
      return nodes.numberNode(((Number) value).longValue());
    } else if (value instanceof Double || value instanceof Float) {
      return nodes.numberNode(finite(name, ((Number) value).doubleValue()));
    } else if (value instanceof List<?> list) {
      ArrayNode array = nodes.arrayNode();
      for (Object item : list) {
        array.add(toJson(name, item));
      }
      return array;
    } else if (value instanceof Map<?, ?> map) {
      ObjectNode object = nodes.objectNode();
      for (Map.Entry<?, ?> field : map.entrySet()) {
        object.set(String.valueOf(field.getKey()), toJson(name, field.getValue()));
      }
      return object;
    }
    throw new BadRequestException(
        "parameter '" + name + "' is a " + value.getClass().getName() + ", which JSON has not");
  }

  private static double finite(String name, double number) throws BadRequestException {
    if (Double.isFinite(number)) {
      return number;
    }
    throw new BadRequestException("parameter '" + name + "' is " + number + ", which JSON has not");
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
