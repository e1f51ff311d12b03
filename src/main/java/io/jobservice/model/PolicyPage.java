package io.jobservice.model;

import java.util.List;

/**
 * A page of the policies that are in force.
 *
 * @param policies their records, the newest first
 * @param next the cursor of the next page, 0 after the last
 * @param total how many policies there are in all
 */
public record PolicyPage(List<JobStats> policies, long next, long total) {

  /** Copies the list. */
  public PolicyPage {
    policies = List.copyOf(policies);
  }
}
