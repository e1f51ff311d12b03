package io.jobservice.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * A page of a list of jobs of which the service knows the length.
 *
 * @param jobs the jobs, each as {@code {"job":{..}}}
 * @param next the cursor of the next page, 0 when there are no more jobs, or when pages have
 *     numbers
 * @param total how many jobs there are on all pages
 */
public record CountedPage(JsonNode jobs, long next, long total) {

  /** Refuses nulls. */
  public CountedPage {
    Objects.requireNonNull(jobs);
  }
}
