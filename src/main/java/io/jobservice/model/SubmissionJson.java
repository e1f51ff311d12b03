package io.jobservice.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.job.JobKind;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads the body of a submission: {@code {"job":{"name":..,"parameters":{..},"status_hook":..,
 * "metadata":{"kind":..,"unique":..,"schedule_delay":..,"cron_spec":..,"max_fails":..,
 * "backoff":{..}}}}}. A value of the wrong type is an error of the JSON, a missing or senseless one
 * a bad request; unknown names are passed over, as existing clients may send some.
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
    JsonFields root = new JsonFields(JsonFields.object(body, "the body"), "");
    if (root.find("job").isEmpty()) {
      throw new BadRequestException("empty job request is not allowed; send {\"job\":{...}}");
    }
    JsonFields job = new JsonFields(root.object("job").orElseThrow(), "");
    String name = job.text("name").map(String::strip).orElse("");
    if (name.isEmpty()) {
      throw new BadRequestException("name of job must be specified");
    }
    if (job.find("metadata").isEmpty()) {
      throw new BadRequestException("metadata of job is missing");
    }
    JsonFields metadata = new JsonFields(job.object("metadata").orElseThrow(), "");
    JobKind kind = kind(metadata);
    return new Submission(
        name,
        kind,
        job.object("parameters"),
        job.text("status_hook").filter(hook -> !hook.isEmpty()),
        metadata.flag("unique"),
        scheduleDelay(metadata, kind),
        cronSpec(metadata, kind),
        maxFails(metadata),
        backoff(metadata));
  }

  private static JobKind kind(JsonFields metadata) throws BadRequestException {
    String word = metadata.text("kind").orElse("");
    for (JobKind kind : JobKind.values()) {
      if (kind.text().equals(word)) {
        return kind;
      }
    }
    throw new BadRequestException(
        "job kind '" + word + "' is not supported, only support 'Generic','Scheduled','Periodic'");
  }

  /** Clients that know one form of request only send 0 with the other kinds. */
  private static OptionalLong scheduleDelay(JsonFields metadata, JobKind kind)
      throws BadRequestException {
    OptionalLong delay = metadata.whole("schedule_delay", 0, Submission.LONGEST_DELAY);
    if (delay.orElse(0) > 0) {
      return delay;
    }
    if (kind == JobKind.SCHEDULED) {
      throw new BadRequestException("'schedule_delay' must be specified for Scheduled job");
    }
    return OptionalLong.empty();
  }

  private static Optional<String> cronSpec(JsonFields metadata, JobKind kind)
      throws BadRequestException {
    Optional<String> spec = metadata.text("cron_spec").filter(text -> !text.isBlank());
    if (spec.isEmpty() && kind == JobKind.PERIODIC) {
      throw new BadRequestException("'cron_spec' must be specified for the Periodic job");
    }
    return spec;
  }

  private static OptionalInt maxFails(JsonFields metadata) throws BadRequestException {
    OptionalLong fails = metadata.whole("max_fails", 1, TypePolicy.MOST_FAILS);
    return fails.isPresent() ? OptionalInt.of((int) fails.getAsLong()) : OptionalInt.empty();
  }

  private static Optional<Backoff> backoff(JsonFields metadata) throws BadRequestException {
    Optional<JsonNode> backoff = metadata.find("backoff");
    return backoff.isEmpty() ? Optional.empty() : Optional.of(Backoff.parse(backoff.get()));
  }
}
