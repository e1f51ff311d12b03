package io.jobservice.joblog;

import java.util.Objects;

/**
 * One run of a job, for whose log lines come.
 *
 * @param jobId the id of the job; that of another producer may be any text
 * @param jobName its type
 * @param attempt which run of it, from 1
 * @param node the node that it runs on
 * @param pool the pool of that node; with the attempt it tells whose log it is
 */
public record LogRun(String jobId, String jobName, long attempt, String node, String pool) {

  /** Refuses what is missing. */
  public LogRun {
    Objects.requireNonNull(jobId);
    Objects.requireNonNull(jobName);
    Objects.requireNonNull(node);
    Objects.requireNonNull(pool);
  }
}
