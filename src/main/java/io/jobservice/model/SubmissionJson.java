package io.jobservice.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.job.AfterStatus;
import io.jobservice.job.JobKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Reads the body of a submission: {@code {"job":{"name":..,"parameters":{..},"status_hook":..,
 * "metadata":{"kind":..,"unique":..,"schedule_delay":..,"run_at":..,"cron_spec":..,"max_fails":..,
 * "backoff":{..},"after":[..],"after_status":..,"misfire":..,"overlap":..}}}}. A value of the wrong
 * type is an error of the JSON, a missing or senseless one a bad request; unknown names are passed
 * over, as existing clients may send some.
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
    return parseJob(root.object("job").orElseThrow());
  }

  /**
   * Reads what stands under {@code job} in a submission.
   *
   * @param object the job
   * @throws BadRequestException which part is wrong, and what is expected
   */
  public static Submission parseJob(ObjectNode object) throws BadRequestException {
    JsonFields job = new JsonFields(object, "");
    String name = job.text("name").map(String::strip).orElse("");
    if (name.isEmpty()) {
      throw new BadRequestException("name of job must be specified");
    }
    if (job.find("metadata").isEmpty()) {
      throw new BadRequestException("metadata of job is missing");
    }
    JsonFields metadata = new JsonFields(job.object("metadata").orElseThrow(), "");
    JobKind kind = kind(metadata);
    OptionalLong runAt = runAt(metadata, kind);
    List<String> after = after(metadata, kind);
    return new Submission(
        name,
        kind,
        job.object("parameters"),
        job.text("status_hook").filter(hook -> !hook.isEmpty()),
        metadata.flag("unique"),
        scheduleDelay(metadata, kind, runAt),
        runAt,
        cronSpec(metadata, kind),
        maxFails(metadata),
        backoff(metadata),
        after,
        afterStatus(metadata, after),
        ofPolicy(metadata, kind, "misfire") ? metadata.misfire() : Optional.empty(),
        ofPolicy(metadata, kind, "overlap") ? metadata.overlap() : Optional.empty());
  }

  private static JobKind kind(JsonFields metadata) throws BadRequestException {
    String word = metadata.text("kind").orElse("");
    for (JobKind kind : JobKind.values()) {
      if (kind.text().equals(word)) {
        return kind;
      }
    }
    Optional<String> meant =
        EditDistance.nearest(word, Stream.of(JobKind.values()).map(JobKind::text).toList());
    throw new BadRequestException(
        "job kind '"
            + word
            + "' is not supported, only support 'Generic','Scheduled','Periodic'"
            + meant.map(kind -> "; did you mean '" + kind + "'?").orElse(""));
  }

  /** Clients that know one form of request only send 0 with the other kinds. */
  private static OptionalLong scheduleDelay(JsonFields metadata, JobKind kind, OptionalLong runAt)
      throws BadRequestException {
    OptionalLong delay = metadata.whole("schedule_delay", 0, Submission.LONGEST_DELAY);
    if (delay.orElse(0) > 0) {
      if (runAt.isPresent()) {
        throw new BadRequestException("'schedule_delay' and 'run_at' exclude each other");
      }
      return delay;
    }
    if (kind == JobKind.SCHEDULED && runAt.isEmpty()) {
      throw new BadRequestException("'schedule_delay' must be specified for Scheduled job");
    }
    return OptionalLong.empty();
  }

  /** A second with another kind is refused: the job would run at once. */
  private static OptionalLong runAt(JsonFields metadata, JobKind kind) throws BadRequestException {
    OptionalLong second = metadata.whole("run_at", 0, Submission.LAST_SECOND);
    if (kind == JobKind.SCHEDULED || second.orElse(0) == 0) {
      return kind == JobKind.SCHEDULED ? second : OptionalLong.empty();
    }
    throw new BadRequestException("'run_at' goes with the kind Scheduled only");
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

  private static List<String> after(JsonFields metadata, JobKind kind) throws BadRequestException {
    Optional<JsonNode> value = metadata.find("after");
    if (value.isEmpty()) {
      return List.of();
    }
    if (!value.get().isArray()) {
      throw metadata.wrongType("after", "a list of ids");
    }
    List<String> ids = new ArrayList<>();
    for (JsonNode id : value.get()) {
      if (!id.isTextual()) {
        throw metadata.wrongType("after", "a list of ids");
      }
      ids.add(id.textValue());
    }
    if (ids.isEmpty()) {
      throw new BadRequestException("'after' must have at least one id");
    }
    if (kind == JobKind.PERIODIC) {
      throw new BadRequestException("'after' does not go with the kind Periodic");
    }
    return Submission.checkAfter(ids);
  }

  private static AfterStatus afterStatus(JsonFields metadata, List<String> after)
      throws BadRequestException {
    Optional<String> word = metadata.text("after_status");
    if (word.isEmpty()) {
      return AfterStatus.SUCCESS;
    }
    if (after.isEmpty()) {
      throw new BadRequestException("'after_status' needs 'after'");
    }
    for (AfterStatus status : AfterStatus.values()) {
      if (status.text().equals(word.get())) {
        return status;
      }
    }
    throw new BadRequestException(
        "'after_status' must be 'success' or 'any', not '" + word.get() + "'");
  }

  /** Whether a field is there that goes with policies only. */
  private static boolean ofPolicy(JsonFields metadata, JobKind kind, String field)
      throws BadRequestException {
    if (metadata.text(field).isPresent() && kind != JobKind.PERIODIC) {
      throw new BadRequestException("'" + field + "' goes with the kind Periodic only");
    }
    return metadata.find(field).isPresent();
  }

  private static Optional<Backoff> backoff(JsonFields metadata) throws BadRequestException {
    Optional<JsonNode> backoff = metadata.find("backoff");
    return backoff.isEmpty() ? Optional.empty() : Optional.of(Backoff.parse(backoff.get()));
  }
}
