package io.jobservice.model;

import java.util.List;

/**
 * A page of the jobs that wait for their time, the soonest first.
 *
 * @param jobs the jobs
 * @param total how many there are on all pages
 */
public record ScheduledPage(List<JobStats> jobs, long total) {

  /** Copies the list. */
  public ScheduledPage {
    jobs = List.copyOf(jobs);
  }
}
