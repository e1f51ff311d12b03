package io.jobservice.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.client.Json;
import io.jobservice.client.Submission;
import java.util.Map;
import java.util.Optional;

/**
 * Turns lines of a file into jobs as the API takes them: a line is such a job, {@code {"job":{..}}}
 * around one, or where the type is given the parameters of one. What was given for all jobs is put
 * in where a line does not say it.
 */
final class JobLines {

  private final Optional<String> name;
  private final Submission defaults;
  private final Json json;

  JobLines(Optional<String> name, Submission defaults, Json json) {
    this.name = name;
    this.defaults = defaults;
    this.json = json;
  }

  /** How JSON is read and written. */
  Json json() {
    return json;
  }

  /**
   * The job of a line.
   *
   * @throws IllegalArgumentException if the line holds none; the message is for the user
   */
  ObjectNode job(String line, long number) {
    ObjectNode object = object(line);
    ObjectNode job = name.isPresent() ? withParameters(object) : unwrapped(object);
    ObjectNode preset = defaults.toJson(json.nodes());
    preset.remove("name");
    lay(job, preset);
    defaults
        .idempotencyKey()
        .filter(key -> !job.has("idempotency_key"))
        .ifPresent(key -> job.put("idempotency_key", key + ":" + number));
    return job;
  }

  private ObjectNode object(String line) {
    try {
      if (json.read(line) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "not valid JSON: " + ParameterOptions.reason(e) + ParameterOptions.column(e), e);
    }
    throw new IllegalArgumentException("not a JSON object");
  }

  private ObjectNode withParameters(ObjectNode parameters) {
    ObjectNode job = json.nodes().objectNode().put("name", name.orElseThrow());
    job.set("parameters", parameters);
    return job;
  }

  private static ObjectNode unwrapped(ObjectNode object) {
    ObjectNode job = object.get("job") instanceof ObjectNode inner ? inner : object;
    if (!job.path("name").isTextual()) {
      throw new IllegalArgumentException(
          "there is no \"name\": give the type in each line, or as NAME on the command line");
    }
    return job;
  }

  /** A line that says when its job is to run says so whole. */
  private static void lay(ObjectNode job, ObjectNode preset) {
    ObjectNode metadata =
        job.get("metadata") instanceof ObjectNode own ? own : job.putObject("metadata");
    boolean waits = metadata.has("schedule_delay") || metadata.has("run_at");
    if (waits && !metadata.has("kind")) {
      metadata.put("kind", "Scheduled");
    }
    boolean timed = metadata.has("kind");
    for (Map.Entry<String, JsonNode> field : preset.path("metadata").properties()) {
      boolean time = field.getKey().matches("kind|schedule_delay|run_at");
      if (!metadata.has(field.getKey()) && !(timed && time)) {
        metadata.set(field.getKey(), field.getValue());
      }
    }
    if (preset.has("status_hook") && !job.has("status_hook")) {
      job.set("status_hook", preset.get("status_hook"));
    }
  }
}
