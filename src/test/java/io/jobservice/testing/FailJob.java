package io.jobservice.testing;

import io.jobservice.job.Job;
import io.jobservice.job.JobContext;
import io.jobservice.job.JobParameters;

/** Fails. */
public final class FailJob implements Job {

  @Override
  public String name() {
    return "FAIL";
  }

  @Override
  public void run(JobContext context, JobParameters parameters) {
    throw new IllegalStateException("this job always fails");
  }
}
