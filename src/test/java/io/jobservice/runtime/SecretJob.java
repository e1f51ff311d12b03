package io.jobservice.runtime;

import io.jobservice.job.InvalidParametersException;
import io.jobservice.job.Job;
import io.jobservice.job.JobContext;
import io.jobservice.job.JobParameters;

/** Says its parameter {@code secret} wherever a job can say something, as {@code how} wants it. */
public final class SecretJob implements Job {

  @Override
  public String name() {
    return "SECRET";
  }

  @Override
  public boolean shouldRetry() {
    return false;
  }

  @Override
  public void validate(JobParameters parameters) throws InvalidParametersException {
    String secret = parameters.getString("secret").orElseThrow();
    switch (parameters.getString("how").orElse("")) {
      case "refuse" -> throw new InvalidParametersException("bad: " + secret);
      case "refuse-badly" -> throw new IllegalStateException("bad: " + secret);
      case "refuse-worse" -> throw new AssertionError("bad: " + secret);
      default -> {}
    }
  }

  @Override
  public void run(JobContext context, JobParameters parameters) throws Exception {
    String secret = parameters.getString("secret").orElseThrow();
    context.logger().info("it is {}", secret);
    context.checkIn(secret);
    switch (parameters.getString("how").orElse("")) {
      case "fail" -> throw new IllegalStateException("bad: " + secret);
      case "error" -> throw new AssertionError("bad: " + secret);
      case "null" -> throw new NullPointerException(secret);
      case "result" -> context.result(secret);
      default -> {}
    }
  }
}
