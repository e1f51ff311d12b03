package io.jobservice.model;

import java.util.List;
import java.util.Map;

/**
 * A worker pool as its heartbeat shows it, whichever kind of node wrote it.
 *
 * @param id the pool
 * @param fields the heartbeat as it is stored, empty when a pool in the set has none
 */
public record PoolHeartbeat(String id, Map<String, String> fields) {

  /** After this many seconds without a beat the layout calls a pool dead. */
  private static final long SILENCE = 10;

  /** Copies the fields. */
  public PoolHeartbeat {
    fields = Map.copyOf(fields);
  }

  /** What changes with every beat. */
  public String beat() {
    return text("heartbeat_at") + ":" + text("beats");
  }

  /** Whether a node of this service wrote it. */
  public boolean isOurs() {
    return fields.containsKey("beat_period");
  }

  /**
   * Whether the layout calls the pool alive.
   *
   * @param now Redis' time, in epoch seconds
   */
  public boolean isHealthy(long now) {
    return now - number("heartbeat_at") <= SILENCE;
  }

  /** The types that the pool registers, sorted. */
  public List<String> jobNames() {
    return words("job_names");
  }

  /** The ids of its workers. */
  public List<String> workerIds() {
    return words("worker_ids");
  }

  /** What tells the places where its node keeps job logs that can be read. */
  public List<String> logStores() {
    return text("log_stores").isEmpty() ? List.of() : RanOn.stores(text("log_stores"));
  }

  private List<String> words(String field) {
    String words = text(field);
    return words.isEmpty() ? List.of() : List.of(words.split(","));
  }

  /**
   * A field as it is stored.
   *
   * @param field its name
   * @return its text, empty when it is absent
   */
  public String text(String field) {
    return fields.getOrDefault(field, "");
  }

  /**
   * A field that holds a whole number.
   *
   * @param field its name
   * @return the number, or 0 when the field is absent or no number
   */
  public long number(String field) {
    try {
      return Long.parseLong(text(field));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
