package io.jobservice.model;

import java.util.List;
import java.util.Objects;

/**
 * A page of the jobs that wait for their next try, or were given up or cancelled.
 *
 * @param jobs their records, made from their entries where there are none
 * @param next the cursor of the next page, {@value EntryQuery#START} after the last
 * @param total how many entries there are in all, whatever was asked for
 */
public record EntryPage(List<JobStats> jobs, String next, long total) {

  /** Copies the list. */
  public EntryPage {
    jobs = List.copyOf(jobs);
    Objects.requireNonNull(next);
  }
}
