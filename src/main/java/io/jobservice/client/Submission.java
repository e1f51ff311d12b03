package io.jobservice.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.model.Misfire;
import io.jobservice.model.Overlap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A job to be run, once or again and again. Whether the service takes what this says is for the
 * service to tell.
 *
 * @param name the job type
 * @param parameters what the job gets; empty when it gets none. Not copied: leave it alone after
 * @param delaySeconds how long the job waits before it is due, 1 or more; empty for a job that runs
 *     as soon as a worker is free, or at a second
 * @param runAt the epoch second at which the job is due, empty for one that does not wait for one;
 *     the service takes this or a delay
 * @param unique whether it is refused while one of the same name and parameters is under way
 * @param hook where changes of its status are reported to
 * @param maxFails how often it may fail, instead of what its type says
 * @param idempotencyKey what makes the same submission, sent again, the same job; printable ASCII
 * @param after the ids of the jobs that must have ended before it runs
 * @param afterStatus how these must have ended, {@code success} or {@code any}; empty for the first
 * @param periodic when it runs again and again, which excludes the delay and the second; empty for
 *     once
 */
public record Submission(
    String name,
    Optional<ObjectNode> parameters,
    OptionalLong delaySeconds,
    OptionalLong runAt,
    boolean unique,
    Optional<String> hook,
    OptionalInt maxFails,
    Optional<String> idempotencyKey,
    List<String> after,
    Optional<String> afterStatus,
    Optional<Periodic> periodic) {

  /**
   * What makes a job a policy.
   *
   * @param cronSpec when it is due
   * @param misfire what it does about missed instants; empty for what the service does by itself
   * @param overlap what it does while an earlier execution is under way; empty likewise
   */
  public record Periodic(String cronSpec, Optional<Misfire> misfire, Optional<Overlap> overlap) {

    /** Refuses nulls. */
    public Periodic {
      Objects.requireNonNull(cronSpec);
      Objects.requireNonNull(misfire);
      Objects.requireNonNull(overlap);
    }

    private void writeTo(ObjectNode metadata) {
      metadata.put("cron_spec", cronSpec);
      misfire.ifPresent(choice -> metadata.put("misfire", choice.text()));
      overlap.ifPresent(choice -> metadata.put("overlap", choice.text()));
    }
  }

  /** Refuses nulls. */
  public Submission {
    Objects.requireNonNull(name);
    Objects.requireNonNull(parameters);
    Objects.requireNonNull(delaySeconds);
    Objects.requireNonNull(runAt);
    Objects.requireNonNull(hook);
    Objects.requireNonNull(maxFails);
    Objects.requireNonNull(idempotencyKey);
    after = List.copyOf(after);
    Objects.requireNonNull(afterStatus);
    Objects.requireNonNull(periodic);
  }

  /**
   * The same, to run after other jobs.
   *
   * @param ids of these jobs
   */
  public Submission after(List<String> ids) {
    return new Submission(
        name,
        parameters,
        delaySeconds,
        runAt,
        unique,
        hook,
        maxFails,
        idempotencyKey,
        ids,
        afterStatus,
        periodic);
  }

  /**
   * What stands under {@code job} in a request. The idempotency key is not in it: over HTTP it is a
   * header of one job, and the field {@code idempotency_key} of a job in a list.
   *
   * @param nodes the creator of nodes
   */
  public ObjectNode toJson(JsonNodeFactory nodes) {
    ObjectNode job = nodes.objectNode().put("name", name);
    parameters.ifPresent(given -> job.set("parameters", given));
    hook.ifPresent(url -> job.put("status_hook", url));
    boolean scheduled = delaySeconds.isPresent() || runAt.isPresent();
    String kind = periodic.isPresent() ? "Periodic" : scheduled ? "Scheduled" : "Generic";
    ObjectNode metadata = job.putObject("metadata").put("kind", kind);
    periodic.ifPresent(policy -> policy.writeTo(metadata));
    delaySeconds.ifPresent(delay -> metadata.put("schedule_delay", delay));
    runAt.ifPresent(second -> metadata.put("run_at", second));
    if (unique) {
      metadata.put("unique", true);
    }
    maxFails.ifPresent(fails -> metadata.put("max_fails", fails));
    if (!after.isEmpty()) {
      ArrayNode ids = metadata.putArray("after");
      after.forEach(ids::add);
      afterStatus.ifPresent(status -> metadata.put("after_status", status));
    }
    return job;
  }
}
