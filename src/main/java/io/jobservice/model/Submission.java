package io.jobservice.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.job.JobKind;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A submission as it was asked for; what it says has not been checked against the job's type.
 *
 * @param name the job type
 * @param kind how it is to run
 * @param parameters what the job gets, empty when none were sent
 * @param statusHook where status changes are reported to
 * @param unique whether a second job of the same name and parameters is refused
 * @param scheduleDelay seconds until the job is due, 1 to 3155760000 (a hundred years); for
 *     Scheduled this or {@code runAt} is present
 * @param runAt the epoch second at which the job is due, 0 to {@value #LAST_SECOND}, which may be
 *     past; with Scheduled only, and not beside {@code scheduleDelay}
 * @param cronSpec when the job is due, not blank, unchecked; present for Periodic
 * @param maxFails how often the job may fail instead of what its type says, 1 to 10000
 * @param backoff how long the job waits after a failure instead of what its type says
 */
public record Submission(
    String name,
    JobKind kind,
    Optional<ObjectNode> parameters,
    Optional<String> statusHook,
    boolean unique,
    OptionalLong scheduleDelay,
    OptionalLong runAt,
    Optional<String> cronSpec,
    OptionalInt maxFails,
    Optional<Backoff> backoff) {

  /** The longest delay of a scheduled job in seconds: a hundred years. */
  public static final long LONGEST_DELAY = 3_155_760_000L;

  /** The last second that a job may be due at: in the year 2255. */
  public static final long LAST_SECOND = 9_000_000_000L;
}
