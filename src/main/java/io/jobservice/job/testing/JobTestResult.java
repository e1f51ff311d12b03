package io.jobservice.job.testing;

import io.jobservice.job.JobParameters;
import io.jobservice.job.JobRequest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.event.Level;

/**
 * What came of one run of a job, by the rules of the service.
 *
 * @param status how it ended
 * @param error what it threw, or what its parameters were refused with; {@code JobStoppedException}
 *     and {@code JobCancelledException} are left out
 * @param attempt which run of the job this was
 * @param parameters what the job got, with the defaults of its description; what was given, when
 *     that was refused
 * @param log what it wrote to its log, at all levels, in order
 * @param checkIns what it checked in, in order; what it checks in when it has been stopped has no
 *     effect, and is left out
 * @param launches the sub-jobs that it asked for and got, in order
 * @param json what it gave back; empty unless the status is a success
 * @param waited how long it waited in {@link io.jobservice.job.JobContext#await}, as if time had
 *     gone by
 */
public record JobTestResult(
    Status status,
    Optional<Throwable> error,
    long attempt,
    JobParameters parameters,
    List<LogLine> log,
    List<String> checkIns,
    List<Launch> launches,
    Optional<String> json,
    Duration waited) {

  /** How a run ends. */
  public enum Status {
    /** The job returned, and had been told nothing. */
    SUCCESS,
    /** The job threw and had been told nothing, or its parameters were refused. */
    ERROR,
    /** The job had been told to stop, or threw {@code JobStoppedException}. */
    STOPPED,
    /** The job had been told to cancel, or threw {@code JobCancelledException}. */
    CANCELLED
  }

  /**
   * A line of the log.
   *
   * @param level its level
   * @param message its text, with its arguments in place
   * @param throwable what it was logged with
   */
  public record LogLine(Level level, String message, Optional<Throwable> throwable) {

    /** Checks that nothing is null. */
    public LogLine {
      Objects.requireNonNull(level);
      Objects.requireNonNull(message);
      Objects.requireNonNull(throwable);
    }
  }

  /**
   * A sub-job.
   *
   * @param key the key that the job gave it; empty when it gave none
   * @param request what was asked for
   * @param id its id
   * @param isNew whether it was launched now; false when this run or an earlier one had
   */
  public record Launch(Optional<String> key, JobRequest request, String id, boolean isNew) {

    /** Checks that nothing is null. */
    public Launch {
      Objects.requireNonNull(key);
      Objects.requireNonNull(request);
      Objects.requireNonNull(id);
    }
  }

  /** Copies the lists. */
  public JobTestResult {
    Objects.requireNonNull(status);
    Objects.requireNonNull(error);
    Objects.requireNonNull(parameters);
    log = List.copyOf(log);
    checkIns = List.copyOf(checkIns);
    launches = List.copyOf(launches);
    Objects.requireNonNull(json);
    Objects.requireNonNull(waited);
  }

  /** The texts of the log, at all levels, in order. */
  public List<String> messages() {
    return log.stream().map(LogLine::message).toList();
  }

  /**
   * The sub-job of a key that was asked for last.
   *
   * @param key as the job gave it
   */
  public Optional<Launch> launch(String key) {
    return launches.stream()
        .filter(launch -> launch.key().equals(Optional.of(key)))
        .reduce((earlier, later) -> later);
  }
}
