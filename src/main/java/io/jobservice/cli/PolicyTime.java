package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.model.JobStatus;
import java.time.Instant;

/**
 * Tells which executions of a periodic job have come due by now. One that was stopped with the
 * whole job before its second never has.
 *
 * @param now epoch second
 * @param ended whether the periodic job has ended
 */
record PolicyTime(long now, boolean ended) {

  /** That of a periodic job, as the API has its record. */
  static PolicyTime of(JsonNode policy, Instant now) {
    return new PolicyTime(
        now.getEpochSecond(), !policy.path("status").asText().equals(JobStatus.SCHEDULED.text()));
  }

  /** Whether the second of an execution has come. */
  boolean hasCome(JsonNode execution) {
    long due = second(execution);
    long over = execution.path("ended_at").asLong();
    return due <= now && !(ended && over > 0 && over < due);
  }

  /** Whether an execution waits for its second. */
  boolean isWaiting(JsonNode execution) {
    return second(execution) > now
        && execution.path("status").asText().equals(JobStatus.SCHEDULED.text());
  }

  /** The epoch second of an execution, which its id has in any case; 0 for other jobs. */
  static long second(JsonNode execution) {
    long runAt = execution.path("run_at").asLong();
    String id = execution.path("id").asText();
    String end = id.substring(id.indexOf('@') + 1);
    return runAt > 0
        ? runAt
        : end.length() < id.length() && end.matches("[0-9]{1,18}") ? Long.parseLong(end) : 0;
  }
}
