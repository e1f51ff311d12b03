package io.jobservice.joblog;

import java.util.Objects;

/**
 * One run of a job, for whose log lines come.
 *
 * @param jobId the id of the job; that of another producer may be any text
 * @param jobName its type
 * @param attempt which run of it, from 1
 * @param node the node that it runs on
 */
public record LogRun(String jobId, String jobName, long attempt, String node) {

  /** Refuses what is missing. */
  public LogRun {
    Objects.requireNonNull(jobId);
    Objects.requireNonNull(jobName);
    Objects.requireNonNull(node);
  }
}
