package io.jobservice.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.Optional;

/**
 * How the following of a log came to its end.
 *
 * @param reason why
 * @param job {@code {"job":{..}}} as it is now, if it was told
 * @param message what happened to the log, in words; empty when there is nothing to say
 */
public record FollowEnd(Reason reason, Optional<JsonNode> job, String message) {

  /** Why nothing more comes. */
  public enum Reason {
    /** The job has ended. */
    ENDED,
    /** The node that has the log went away, and the job did not run again. */
    LOST,
    /** The service knows no streams. Nothing was heard. */
    NO_STREAM
  }

  /** Refuses nulls. */
  public FollowEnd {
    Objects.requireNonNull(reason);
    Objects.requireNonNull(job);
    Objects.requireNonNull(message);
  }
}
