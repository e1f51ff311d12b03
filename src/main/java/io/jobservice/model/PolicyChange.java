package io.jobservice.model;

import java.util.Objects;
import java.util.Optional;

/**
 * How a policy is to be changed; what is empty stays as it is.
 *
 * @param cronSpec when it is due, unchecked
 * @param misfire what it does about missed instants
 * @param overlap what it does while an earlier execution is under way
 */
public record PolicyChange(
    Optional<String> cronSpec, Optional<Misfire> misfire, Optional<Overlap> overlap) {

  /** Refuses nulls. */
  public PolicyChange {
    Objects.requireNonNull(cronSpec);
    Objects.requireNonNull(misfire);
    Objects.requireNonNull(overlap);
  }
}
