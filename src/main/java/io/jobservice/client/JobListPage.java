package io.jobservice.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * A page of a list of jobs.
 *
 * @param jobs the jobs, each as {@code {"job":{..}}}: at most as many as were asked for, but for
 *     some more that have the same place in the order as the last one
 * @param next the cursor of the next page, 0 when there are no more jobs; a page may be short, or
 *     even empty, and still have a next one
 */
public record JobListPage(JsonNode jobs, long next) {

  /** Refuses nulls. */
  public JobListPage {
    Objects.requireNonNull(jobs);
  }
}
