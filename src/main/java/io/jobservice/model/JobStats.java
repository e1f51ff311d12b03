package io.jobservice.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The record of one job: the fields of its stats hash as they are stored, with typed access to
 * those that the service reads. Fields that this version does not know are kept.
 */
public final class JobStats {

  private final Map<String, String> fields;

  private JobStats(Map<String, String> fields) {
    this.fields = fields;
  }

  /**
   * The record of a hash.
   *
   * @param fields the hash; copied
   */
  public static JobStats of(Map<String, String> fields) {
    return new JobStats(Map.copyOf(fields));
  }

  /** The job's id. */
  public String id() {
    return text("id");
  }

  /** The job's type. */
  public String name() {
    return text("name");
  }

  /** The job's state; a word that is none reads as Pending, which every other state may follow. */
  public JobStatus status() {
    return JobStatus.of(text("status")).orElse(JobStatus.PENDING);
  }

  /**
   * Whether the job has ended for good and its run is over. A failed one that waits for its next
   * attempt has not; nor has one that was told to stop and still runs.
   */
  public boolean isOver() {
    return switch (status()) {
      case PENDING, SCHEDULED, RUNNING -> false;
      case SUCCESS -> true;
      case ERROR -> number("retry_at") == 0;
      case STOPPED, CANCELLED -> number("started_at") == 0 || number("ended_at") > 0;
    };
  }

  /** Epoch seconds of the revision, 0 if there is none. */
  public long revision() {
    return number("revision");
  }

  /** Epoch seconds of the submission. */
  public long enqueueTime() {
    return number("enqueue_time");
  }

  /** The parameters as JSON, if there are any. */
  public Optional<String> parameters() {
    return Optional.ofNullable(fields.get("parameters")).filter(json -> !json.isEmpty());
  }

  /**
   * The parameters as they can be written elsewhere.
   *
   * @return a value of its own, or empty when there are none
   * @throws JsonSyntaxException if what is stored is no JSON object
   */
  public Optional<ObjectNode> readParameters() throws JsonSyntaxException {
    if (parameters().isEmpty()) {
      return Optional.empty();
    }
    if (!(StrictJson.parse(parameters().get()) instanceof ObjectNode stored)) {
      throw new JsonSyntaxException("the stored parameters are no object");
    }
    return Optional.of(stored);
  }

  /**
   * The entry that belongs on the queue of this job, made from its record. An execution has its
   * policy's id in it, and its due second as an argument.
   *
   * @param now epoch seconds
   * @throws JsonSyntaxException if the stored parameters are no JSON object
   */
  public JobEntry toEntry(long now) throws JsonSyntaxException {
    Optional<ObjectNode> args = readParameters();
    int at = id().indexOf('@');
    if (at >= 0) {
      ObjectNode withDue = args.orElseGet(JsonNodeFactory.instance::objectNode);
      args = Optional.of(withDue.put(JobEntry.EXECUTION_ARGUMENT, id().substring(at + 1)));
    }
    String entryId = at < 0 ? id() : id().substring(0, at);
    return JobEntry.fresh(name(), entryId, now, args, text("unique").equals("1"));
  }

  /**
   * A field as it is stored.
   *
   * @param field its name
   * @return its text, empty when it is absent
   */
  public String text(String field) {
    return Objects.requireNonNullElse(fields.get(field), "");
  }

  /**
   * A field that holds a whole number.
   *
   * @param field its name
   * @return the number, or 0 when the field is absent or no number
   */
  public long number(String field) {
    String text = text(field);
    if (text.isEmpty()) {
      return 0;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** All fields, as they are stored. Cannot be changed. */
  public Map<String, String> fields() {
    return fields;
  }
}
