package io.jobservice.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Optional;

/**
 * A job to be run once, as soon as a worker is free.
 *
 * @param name the job type
 * @param parameters what the job gets; empty when it gets none. Not copied: leave it alone after
 */
public record Submission(String name, Optional<ObjectNode> parameters) {

  /** Refuses nulls; whether the name exists is for the service to say. */
  public Submission {
    Objects.requireNonNull(name);
    Objects.requireNonNull(parameters);
  }
}
