package io.jobservice.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.Optional;

/**
 * What there is to say of a job.
 *
 * @param answer <code>{"job":{..}}</code>; empty when its state is the known one
 * @param tag what stands for its state, for the next question; empty when the service cannot wait
 *     for another one
 */
public record JobNews(Optional<JsonNode> answer, Optional<String> tag) {

  /** Refuses nulls. */
  public JobNews {
    Objects.requireNonNull(answer);
    Objects.requireNonNull(tag);
  }
}
