package io.jobservice.model;

import java.util.List;
import java.util.Objects;

/**
 * Why a job is in its state, and what would move it.
 *
 * @param id the job
 * @param status its status as it is stored, empty when it has no record
 * @param findings the causes that hold, at least one, the one that matters most first
 */
public record Diagnosis(String id, String status, List<Finding> findings) {

  /** Checks that there is a cause. */
  public Diagnosis {
    Objects.requireNonNull(id);
    Objects.requireNonNull(status);
    findings = List.copyOf(findings);
    if (findings.isEmpty()) {
      throw new IllegalArgumentException("a diagnosis has a cause");
    }
  }
}
