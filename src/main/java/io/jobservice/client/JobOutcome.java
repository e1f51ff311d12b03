package io.jobservice.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** How a job ended. */
public enum JobOutcome {
  /** It did what it was asked. */
  SUCCESS,
  /** It failed and will not be tried again. */
  FAILED,
  /** It was stopped. */
  STOPPED,
  /** It was cancelled. */
  CANCELLED;

  /**
   * The end of a job, or empty while it may still run. A failed job that waits for its next attempt
   * has not ended; nor has one that was told to stop while its run is not over.
   *
   * @param job the stats of the job, as the API shows them
   */
  public static Optional<JobOutcome> of(JsonNode job) {
    return switch (job.path("status").asText()) {
      case "Success" -> Optional.of(SUCCESS);
      case "Error" -> job.path("retry_at").asLong() > 0 ? Optional.empty() : Optional.of(FAILED);
      case "Stopped" -> runIsOver(job) ? Optional.of(STOPPED) : Optional.empty();
      case "Cancelled" -> runIsOver(job) ? Optional.of(CANCELLED) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static boolean runIsOver(JsonNode job) {
    return !job.hasNonNull("started_at") || job.hasNonNull("ended_at");
  }
}
