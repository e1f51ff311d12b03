package io.jobservice.testing;

import io.jobservice.job.Job;
import io.jobservice.job.JobContext;
import io.jobservice.job.JobParameters;

/** Does nothing. */
public final class NoopJob implements Job {

  @Override
  public String name() {
    return "NOOP";
  }

  @Override
  public void run(JobContext context, JobParameters parameters) {}
}
