package io.jobservice.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.job.Parameter;
import io.jobservice.model.DurationText;
import io.jobservice.model.StrictJson;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import io.jobservice.model.ValueJson;

/** What a node tells of a type that it registers, for people and their tools. */
public final class TypeFacts {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private TypeFacts() {}

  /**
   * The facts of a type, a JSON object with {@code source}, {@code description}, {@code max_fails},
   * {@code max_concurrency}, {@code priority}, {@code timeout} and {@code rate_limit} where there
   * are any, {@code backoff} and {@code parameters}. Durations are texts.
   *
   * @param type the type
   */
  public static String of(JobType type) {
    ObjectNode facts = NODES.objectNode();
    facts.put("source", type.source());
    facts.put("description", type.description());
    facts.put("max_fails", type.maxFails());
    facts.put("max_concurrency", type.maxConcurrency());
    facts.put("priority", type.priority());
    type.timeout().ifPresent(time -> facts.put("timeout", DurationText.format(time)));
    facts.set("backoff", backoff(type));
    type.rateLimit().ifPresent(rate -> facts.put("rate_limit", rate.toString()));
    ArrayNode parameters = facts.putArray("parameters");
    type.parameters().all().forEach(parameter -> parameters.add(of(parameter)));
    return facts.toString();
  }

  private static JsonNode backoff(JobType type) {
    try {
      return StrictJson.parse(type.backoff().toJson());
    } catch (JsonSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode of(Parameter parameter) {
    ObjectNode json = NODES.objectNode();
    json.put("name", parameter.name());
    json.put("type", parameter.type().text());
    json.put("required", parameter.isRequired());
    parameter.preset().ifPresent(value -> json.set("default", ValueJson.node(value)));
    json.put("description", parameter.description());
    if (!parameter.choices().isEmpty()) {
      json.set("choices", ValueJson.node(parameter.choices()));
    }
    return json;
  }
}
