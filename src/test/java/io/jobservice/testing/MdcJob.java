package io.jobservice.testing;

import io.jobservice.job.Job;
import io.jobservice.job.JobContext;
import io.jobservice.job.JobParameters;
import org.slf4j.MDC;

/** Logs what it finds in the diagnostic context, and leaves something there. */
public final class MdcJob implements Job {

  @Override
  public String name() {
    return "MDC";
  }

  @Override
  public void run(JobContext context, JobParameters parameters) {
    context.logger().info("found {}", MDC.getCopyOfContextMap());
    MDC.put("left", context.jobId());
    context.logger().info("put");
  }
}
