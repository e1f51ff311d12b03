package io.jobservice.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A job to be run once. Whether the service takes what this says is for the service to tell.
 *
 * @param name the job type
 * @param parameters what the job gets; empty when it gets none. Not copied: leave it alone after
 * @param delaySeconds how long the job waits before it is due, 1 or more; empty for a job that runs
 *     as soon as a worker is free
 * @param unique whether it is refused while one of the same name and parameters is under way
 * @param hook where changes of its status are reported to
 * @param maxFails how often it may fail, instead of what its type says
 * @param idempotencyKey what makes the same submission, sent again, the same job; printable ASCII
 */
public record Submission(
    String name,
    Optional<ObjectNode> parameters,
    OptionalLong delaySeconds,
    boolean unique,
    Optional<String> hook,
    OptionalInt maxFails,
    Optional<String> idempotencyKey) {

  /** Refuses nulls. */
  public Submission {
    Objects.requireNonNull(name);
    Objects.requireNonNull(parameters);
    Objects.requireNonNull(delaySeconds);
    Objects.requireNonNull(hook);
    Objects.requireNonNull(maxFails);
    Objects.requireNonNull(idempotencyKey);
  }
}
