package io.jobservice.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.core.Controller.Idempotency;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.ErrorCode;
import io.jobservice.model.GoJson;
import io.jobservice.model.StrictJson;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import io.jobservice.model.SubmissionJson;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** A job of a list as it was asked for, or what is wrong with it. */
record IntakeItem(Optional<LaunchRequest> request, Optional<Launched> failure) {

  /** The field that a job of a list has in place of the header. */
  static final String KEY = "idempotency_key";

  /** The largest job, in bytes; so large may be the body of one. */
  static final int LARGEST_JOB = 1 << 20;

  private static final Pattern KEY_FORM = Pattern.compile("[ -~]{1,255}");

  /** Reads one; its size needs no look when the whole list is no larger than one job may be. */
  static IntakeItem parse(JsonNode job, boolean mayBeTooLarge) {
    try {
      return new IntakeItem(Optional.of(request(job, mayBeTooLarge)), Optional.empty());
    } catch (BadRequestException e) {
      return failed(e);
    }
  }

  /** Reads one that is a line. */
  static IntakeItem ofLine(byte[] line, int longest) {
    if (line.length > longest) {
      return failed(tooLarge("the line", longest));
    }
    try {
      return parse(StrictJson.parse(line), false);
    } catch (JsonSyntaxException e) {
      // Which line it is says who has them all.
      String place = String.valueOf(e.getMessage()).replace("at line 1, column", "at column");
      return failed(new BadRequestException(ErrorCode.JSON, place));
    }
  }

  private static IntakeItem failed(BadRequestException e) {
    return new IntakeItem(Optional.empty(), Optional.of(new Launched.Failed(e)));
  }

  private static LaunchRequest request(JsonNode job, boolean mayBeTooLarge)
      throws BadRequestException {
    if (!(job instanceof ObjectNode object)) {
      throw new BadRequestException(ErrorCode.JSON, "a job of the list must be an object");
    }
    if (mayBeTooLarge && object.toString().getBytes(StandardCharsets.UTF_8).length > LARGEST_JOB) {
      throw tooLarge("the job", LARGEST_JOB);
    }
    if (!object.has("name") && object.path("job") instanceof ObjectNode wrapped) {
      return request(unwrapped(object, wrapped), false);
    }
    // What tells one request from another is the job without its key.
    JsonNode key = object.remove(KEY);
    Optional<Idempotency> idempotency = Optional.empty();
    if (key != null && !key.isNull()) {
      if (!key.isTextual()) {
        throw new BadRequestException(ErrorCode.JSON, "'" + KEY + "' must be a text");
      }
      checkKey("'" + KEY + "'", key.textValue());
      idempotency = Optional.of(new Idempotency(key.textValue(), GoJson.exact(object)));
    }
    return new LaunchRequest(SubmissionJson.parseJob(object), idempotency);
  }

  /** A job as it would stand alone; its key may be beside it or in it. */
  private static ObjectNode unwrapped(ObjectNode item, ObjectNode job) throws BadRequestException {
    if (item.has(KEY)) {
      if (job.has(KEY)) {
        throw new BadRequestException("'" + KEY + "' is there twice, beside 'job' and in it");
      }
      job.set(KEY, item.get(KEY));
    }
    return job;
  }

  /** Refuses what is no idempotency key; {@code name} is how messages call it. */
  static void checkKey(String name, String key) throws BadRequestException {
    if (!KEY_FORM.matcher(key).matches()) {
      throw new BadRequestException(name + " must be 1 to 255 printable ASCII characters");
    }
  }

  static BadRequestException tooLarge(String what, int most) {
    return new BadRequestException(
        ErrorCode.TOO_LARGE, what + " is larger than " + most + " bytes");
  }
}
