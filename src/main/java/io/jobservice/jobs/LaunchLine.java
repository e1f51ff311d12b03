package io.jobservice.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.job.JobParameters;
import io.jobservice.job.JobRequest;
import io.jobservice.model.DurationText;
import io.jobservice.model.ParametersJson;
import io.jobservice.model.StrictJson;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sub-job as a program asks for it.
 *
 * @param key names it among the sub-jobs of the job, if given
 * @param request what to launch
 */
record LaunchLine(Optional<String> key, JobRequest request) {

  /** Thrown for what is no request; the message says what was expected. */
  static final class MalformedException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message);
    }
  }

  static LaunchLine parse(String json) throws MalformedException {
    JsonNode node;
    try {
      node = StrictJson.parse(json);
    } catch (JsonSyntaxException e) {
      throw new MalformedException("this is no JSON: " + e.getMessage());
    }
    if (!(node instanceof ObjectNode object)) {
      throw new MalformedException("an object of JSON is expected, such as {\"name\": \"DEMO\"}");
    }
    JobRequest request = JobRequest.of(text(object, "name").orElseThrow(() -> missing("name")));
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      request = with(request, object, field.getKey(), field.getValue());
    }
    return new LaunchLine(text(object, "key"), request);
  }

  private static JobRequest with(JobRequest request, ObjectNode object, String name, JsonNode value)
      throws MalformedException {
    if (value.isNull()) {
      return request;
    }
    return switch (name) {
      case "name", "key" -> request;
      case "parameters" -> request.withParameters(parameters(value).asMap());
      case "delay" -> request.delayed(delay(value));
      case "unique" -> flag(name, value) ? request.onlyOnce() : request;
      case "max_fails" -> request.maxFails(whole(name, value));
      case "status_hook" -> request.statusHook(text(object, name).orElseThrow());
      case "after" -> request.after(ids(value));
      case "after_status" -> {
        String text = text(object, name).orElseThrow();
        yield switch (text) {
          case "success" -> request;
          case "any" -> request.whateverTheirEnd();
          default -> throw wrong(name, "success or any");
        };
      }
      default ->
          throw new MalformedException(
              "'"
                  + name
                  + "' is not known; there are name, parameters, key, delay, unique, max_fails,"
                  + " status_hook, after and after_status");
    };
  }

  private static Optional<String> text(ObjectNode object, String name) throws MalformedException {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw wrong(name, "a text");
    }
    return Optional.of(value.textValue());
  }

  private static JobParameters parameters(JsonNode value) throws MalformedException {
    if (value instanceof ObjectNode object) {
      return ParametersJson.toParameters(object);
    }
    throw wrong("parameters", "an object");
  }

  private static Duration delay(JsonNode value) throws MalformedException {
    return DurationText.parse(value.asText())
        .filter(delay -> !delay.isNegative() && !delay.isZero())
        .orElseThrow(
            () -> wrong("delay", "a duration above 0, such as 90s, or a number of seconds"));
  }

  private static boolean flag(String name, JsonNode value) throws MalformedException {
    if (!value.isBoolean()) {
      throw wrong(name, "true or false");
    }
    return value.booleanValue();
  }

  private static int whole(String name, JsonNode value) throws MalformedException {
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw wrong(name, "a whole number");
    }
    return value.intValue();
  }

  private static List<String> ids(JsonNode value) throws MalformedException {
    List<String> ids = new ArrayList<>();
    for (JsonNode id : value.isTextual() ? List.of(value) : value) {
      if (!id.isTextual()) {
        throw wrong("after", "a list of job ids");
      }
      ids.add(id.textValue());
    }
    if (!value.isTextual() && !value.isArray()) {
      throw wrong("after", "a list of job ids");
    }
    return ids;
  }

  private static MalformedException missing(String name) {
    return new MalformedException("'" + name + "' is missing");
  }

  private static MalformedException wrong(String name, String expected) {
    return new MalformedException("'" + name + "' must be " + expected);
  }
}
