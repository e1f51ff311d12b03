package io.jobservice.core;

import io.jobservice.model.Submission;
import java.util.Objects;
import java.util.Optional;

/**
 * A job to take in.
 *
 * @param submission what was asked for
 * @param idempotency what makes a second submission of the same request have no effect
 */
public record LaunchRequest(Submission submission, Optional<Controller.Idempotency> idempotency) {

  /** Refuses nulls. */
  public LaunchRequest {
    Objects.requireNonNull(submission);
    Objects.requireNonNull(idempotency);
  }
}
