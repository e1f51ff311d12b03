package io.jobservice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.client.Json;
import io.jobservice.client.Submission;
import io.jobservice.model.ErrorCode;
import java.util.Map;
import java.util.Optional;

/**
 * Turns lines of a file into jobs as the API takes them: a line is such a job, {@code {"job":{..}}}
 * around one, or where the type is given the parameters of one. What was given for all jobs is put
 * in where a line does not say it.
 */
final class JobLines {

  /** What the service takes as one job, in bytes; one that is larger spoils its whole batch. */
  private static final int LARGEST_JOB = 1 << 20;

  private final Optional<String> name;
  private final Submission defaults;
  private final Json json;

  JobLines(Optional<String> name, Submission defaults, Json json) {
    this.name = name;
    this.defaults = defaults;
    this.json = json;
  }

  /** Reads a line; what is wrong with it is no reason to leave out the others. */
  BulkLine read(String text, long number) {
    try {
      ObjectNode job = job(text, number);
      int bytes = json.write(job).getBytes(UTF_8).length;
      return bytes <= LARGEST_JOB
          ? BulkLine.of(number, job, bytes)
          : bad(number, ErrorCode.TOO_LARGE, "the job is larger than " + LARGEST_JOB + " bytes");
    } catch (IllegalArgumentException e) {
      return bad(number, ErrorCode.BAD_REQUEST, e.getMessage());
    }
  }

  private BulkLine bad(long number, ErrorCode code, String message) {
    return BulkLine.bad(number, LineError.local(code, message, json));
  }

  /** Throws {@link IllegalArgumentException} if there is none; its message is for the user. */
  private ObjectNode job(String line, long number) {
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

  private void lay(ObjectNode job, ObjectNode preset) {
    ObjectNode metadata = metadata(job);
    boolean ownTime = hasOwnTime(metadata);
    if (ownTime && !metadata.hasNonNull("kind")) {
      metadata.put("kind", metadata.hasNonNull("cron_spec") ? "Periodic" : "Scheduled");
    }
    boolean once = ownTime && !metadata.path("kind").asText().equals("Periodic");
    for (Map.Entry<String, JsonNode> field : preset.path("metadata").properties()) {
      boolean time = field.getKey().matches("kind|schedule_delay|run_at|cron_spec");
      boolean periodic = field.getKey().matches("misfire|overlap");
      if (!metadata.hasNonNull(field.getKey()) && !(ownTime && time) && !(once && periodic)) {
        metadata.set(field.getKey(), field.getValue());
      }
    }
    if (preset.has("status_hook") && !job.has("status_hook")) {
      job.set("status_hook", preset.get("status_hook"));
    }
  }

  private static ObjectNode metadata(ObjectNode job) {
    if (!job.hasNonNull("metadata")) {
      return job.putObject("metadata");
    }
    if (job.get("metadata") instanceof ObjectNode own) {
      return own;
    }
    throw new IllegalArgumentException("'metadata' must be an object");
  }

  /** A line that says when its job is to run says so whole. */
  private boolean hasOwnTime(ObjectNode metadata) {
    String kind = metadata.path("kind").asText();
    boolean own = metadata.hasNonNull("schedule_delay") || metadata.hasNonNull("run_at");
    boolean contradicted = defaults.periodic().isPresent() && kind.equals("Scheduled") && !own;
    if (!timeOption().isEmpty() && (kind.equals("Generic") || contradicted)) {
      throw new IllegalArgumentException(
          "the line says kind " + kind + ", but " + timeOption() + " is given");
    }
    return own || metadata.hasNonNull("cron_spec") || kind.equals("Periodic");
  }

  private String timeOption() {
    if (defaults.periodic().isPresent()) {
      return "--cron";
    }
    return defaults.runAt().isPresent()
        ? "--at"
        : defaults.delaySeconds().isPresent() ? "--delay" : "";
  }
}
