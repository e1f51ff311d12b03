package io.jobservice.model;

import java.util.Map;
import java.util.Objects;

/**
 * A worker and what it runs, as its pool shows it: up to a second late.
 *
 * @param id the worker
 * @param pool its pool
 * @param host the host of its pool, empty when the pool does not say
 * @param fields its record in the layout, empty when it runs nothing
 */
public record WorkerState(String id, String pool, String host, Map<String, String> fields) {

  /** Copies the fields. */
  public WorkerState {
    Objects.requireNonNull(id);
    Objects.requireNonNull(pool);
    Objects.requireNonNull(host);
    fields = Map.copyOf(fields);
  }
}
