package io.jobservice.model;

import java.util.List;

/**
 * A page of jobs.
 *
 * @param jobs the jobs
 * @param next the cursor of the next page, 0 when there are no more jobs; a page may be short, or
 *     even empty, and still have a next one
 */
public record JobPage(List<JobStats> jobs, long next) {

  /** Copies the list. */
  public JobPage {
    jobs = List.copyOf(jobs);
  }
}
