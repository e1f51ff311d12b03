package io.jobservice.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import java.util.Objects;
import java.util.Optional;

/**
 * What lies on a queue: the job JSON of the layout, written to the byte as the Go services write
 * it.
 *
 * <p>An execution of a periodic job carries its policy's id and its due second as the text argument
 * {@value #EXECUTION_ARGUMENT}; its stats are under {@link #statsId()}.
 *
 * @param name the job type
 * @param id the job's id, or the policy's for an execution
 * @param enqueuedAt epoch seconds
 * @param args the parameters, empty for {@code null}
 * @param unique whether a uniqueness claim goes with it
 * @param fails how often it has failed, 0 or more
 * @param err the last error, empty if there was none
 * @param failedAt epoch seconds of the last failure, 0 if there was none
 */
public record JobEntry(
    String name,
    String id,
    long enqueuedAt,
    Optional<ObjectNode> args,
    boolean unique,
    long fails,
    String err,
    long failedAt) {

  /** The argument that names the due second of an execution. */
  public static final String EXECUTION_ARGUMENT = "_job_kind_periodic_";

  /** Checks that nothing is null. */
  public JobEntry {
    Objects.requireNonNull(name);
    Objects.requireNonNull(id);
    Objects.requireNonNull(args);
    Objects.requireNonNull(err);
  }

  /**
   * The entry of a new job.
   *
   * @param name the job type
   * @param id the job's id
   * @param enqueuedAt epoch seconds
   * @param args the parameters
   * @param unique whether a uniqueness claim goes with it
   */
  public static JobEntry fresh(
      String name, String id, long enqueuedAt, Optional<ObjectNode> args, boolean unique) {
    return new JobEntry(name, id, enqueuedAt, args, unique, 0, "", 0);
  }

  /**
   * Reads an entry, whoever wrote it. Fields that we do not know are passed over.
   *
   * @param json UTF-8
   * @throws JsonSyntaxException if it is no entry; the message says why
   */
  public static JobEntry parse(byte[] json) throws JsonSyntaxException {
    JsonNode root = StrictJson.parse(json);
    JsonNode name = root.path("name");
    JsonNode id = root.path("id");
    JsonNode args = root.path("args");
    if (!root.isObject() || !name.isTextual() || !id.isTextual()) {
      throw new JsonSyntaxException("a queue entry needs the texts 'name' and 'id'");
    }
    if (!args.isObject() && !args.isNull() && !args.isMissingNode()) {
      throw new JsonSyntaxException("'args' of a queue entry must be an object or null");
    }
    return new JobEntry(
        name.textValue(),
        id.textValue(),
        root.path("t").asLong(),
        args instanceof ObjectNode object ? Optional.of(object) : Optional.empty(),
        root.path("unique").asBoolean(),
        root.path("fails").asLong(),
        root.path("err").asText(""),
        root.path("failed_at").asLong());
  }

  /** The id under which the stats are kept. */
  public String statsId() {
    return args.map(object -> object.path(EXECUTION_ARGUMENT))
        .filter(JsonNode::isTextual)
        .map(due -> id + "@" + due.textValue())
        .orElse(id);
  }

  /** The parameters as the key of a uniqueness claim and the queue entry show them. */
  public String argsJson() {
    return args.map(GoJson::ofDoubles).orElse("null");
  }

  /** The bytes of the layout, as text. */
  public String toJson() {
    StringBuilder json =
        new StringBuilder(160)
            .append("{\"name\":")
            .append(GoJson.quoted(name))
            .append(",\"id\":")
            .append(GoJson.quoted(id))
            .append(",\"t\":")
            .append(enqueuedAt)
            .append(",\"args\":")
            .append(argsJson());
    if (unique) {
      json.append(",\"unique\":true");
    }
    if (fails != 0) {
      json.append(",\"fails\":").append(fails);
    }
    if (!err.isEmpty()) {
      json.append(",\"err\":").append(GoJson.quoted(err));
    }
    if (failedAt != 0) {
      json.append(",\"failed_at\":").append(failedAt);
    }
    return json.append('}').toString();
  }
}
