package io.jobservice.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The JSON of job types, without spaces. */
public final class TypesJson {

  private TypesJson() {}

  /**
   * The JSON of several, a list.
   *
   * @param types the types
   */
  public static String toJson(List<TypeState> types) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    types.forEach(type -> json.add(object(type)));
    return json.toString();
  }

  /**
   * The JSON of one.
   *
   * @param type the type
   */
  public static String toJson(TypeState type) {
    return object(type).toString();
  }

  private static ObjectNode object(TypeState type) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", type.name());
    json.put("pools", type.pools());
    json.put("paused", type.paused());
    type.facts()
        .ifPresent(
            facts ->
                facts.properties().stream()
                    .filter(fact -> !json.has(fact.getKey()))
                    .forEach(fact -> json.set(fact.getKey(), fact.getValue())));
    return json;
  }
}
