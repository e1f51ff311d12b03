package io.jobservice.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.job.AfterStatus;
import io.jobservice.job.JobKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

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
 * @param after the ids of the jobs that must have ended before it runs, as {@link #checkAfter}
 *     gives them; not for Periodic
 * @param afterStatus how these must have ended
 * @param misfire what a policy does about missed instants; with Periodic only
 * @param overlap what a policy does while an earlier execution is under way; with Periodic only
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
    Optional<Backoff> backoff,
    List<String> after,
    AfterStatus afterStatus,
    Optional<Misfire> misfire,
    Optional<Overlap> overlap) {

  /** Copies the list. */
  public Submission {
    after = List.copyOf(after);
  }

  /** The longest delay of a scheduled job in seconds: a hundred years. */
  public static final long LONGEST_DELAY = 3_155_760_000L;

  /** The last second that a job may be due at: in the year 2255. */
  public static final long LAST_SECOND = 9_000_000_000L;

  /** How many jobs one may wait for. */
  public static final int MOST_AFTER = 1000;

  /** The ids that jobs have, whoever made them; they are kept with commas between. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.@-]{1,128}");

  /**
   * The ids of jobs to wait for, each once.
   *
   * @param ids any texts
   * @throws BadRequestException if they are too many, or one cannot be an id
   */
  public static List<String> checkAfter(List<String> ids) throws BadRequestException {
    List<String> each = ids.stream().distinct().toList();
    if (each.size() > MOST_AFTER) {
      throw new BadRequestException(
          "'after' may have " + MOST_AFTER + " ids, but it has " + each.size());
    }
    for (String id : each) {
      if (!ID.matcher(id).matches()) {
        throw new BadRequestException("'after' must have ids of jobs; '" + id + "' is none");
      }
    }
    return each;
  }
}
