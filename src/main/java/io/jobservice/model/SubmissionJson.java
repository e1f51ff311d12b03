package io.jobservice.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.job.JobKind;
import java.util.Optional;

/**
 * Reads the body of a submission: {@code {"job":{"name":..,"parameters":{..},"status_hook":..,
 * "metadata":{"kind":..,"unique":..}}}}. A value of the wrong type is an error of the JSON, a
 * missing or senseless one a bad request; unknown names are passed over, as existing clients may
 * send some.
 */
public final class SubmissionJson {

  private SubmissionJson() {}

  /**
   * Reads a submission.
   *
   * @param body the whole body
   * @throws BadRequestException which part is wrong, and what is expected
   */
  public static Submission parse(JsonNode body) throws BadRequestException {
    JsonNode job = object(body, "the body").path("job");
    if (isAbsent(job)) {
      throw new BadRequestException("empty job request is not allowed; send {\"job\":{...}}");
    }
    object(job, "'job'");
    String name = text(job, "name").map(String::strip).orElse("");
    if (name.isEmpty()) {
      throw new BadRequestException("name of job must be specified");
    }
    if (isAbsent(job.path("metadata"))) {
      throw new BadRequestException("metadata of job is missing");
    }
    ObjectNode metadata = object(job.path("metadata"), "'job.metadata'");
    return new Submission(
        name,
        kind(metadata),
        parameters(job),
        text(job, "status_hook").filter(hook -> !hook.isEmpty()),
        flag(metadata, "unique"));
  }

  private static JobKind kind(ObjectNode metadata) throws BadRequestException {
    String word = text(metadata, "kind").orElse("");
    for (JobKind kind : JobKind.values()) {
      if (kind.text().equals(word)) {
        return kind;
      }
    }
    throw new BadRequestException(
        "job kind '" + word + "' is not supported, only support 'Generic','Scheduled','Periodic'");
  }

  private static Optional<ObjectNode> parameters(JsonNode job) throws BadRequestException {
    JsonNode parameters = job.path("parameters");
    return isAbsent(parameters)
        ? Optional.empty()
        : Optional.of(object(parameters, "'job.parameters'"));
  }

  private static Optional<String> text(JsonNode object, String field) throws BadRequestException {
    JsonNode value = object.path(field);
    if (isAbsent(value)) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw wrongType("'" + field + "'", "a text");
    }
    return Optional.of(value.textValue());
  }

  private static boolean flag(JsonNode object, String field) throws BadRequestException {
    JsonNode value = object.path(field);
    if (isAbsent(value)) {
      return false;
    }
    if (!value.isBoolean()) {
      throw wrongType("'" + field + "'", "true or false");
    }
    return value.booleanValue();
  }

  private static ObjectNode object(JsonNode value, String what) throws BadRequestException {
    if (value instanceof ObjectNode object) {
      return object;
    }
    throw wrongType(what, "an object");
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static BadRequestException wrongType(String what, String expected) {
    return new BadRequestException(ErrorCode.JSON, what + " must be " + expected);
  }
}
