package io.jobservice.testing;

import io.jobservice.job.InvalidParametersException;
import io.jobservice.job.Job;
import io.jobservice.job.JobContext;
import io.jobservice.job.JobParameters;

/** Fails, in the way that the parameter {@code how} names. */
public final class FailJob implements Job {

  @Override
  public String name() {
    return "FAIL";
  }

  private boolean retry = true;

  @Override
  public boolean shouldRetry() {
    return retry;
  }

  @Override
  public void validate(JobParameters parameters) throws InvalidParametersException {
    if (parameters.getString("how").orElse("").equals("validate")) {
      throw new NoClassDefFoundError("a class that is not there");
    }
  }

  @Override
  public void run(JobContext context, JobParameters parameters) throws Exception {
    switch (parameters.getString("how").orElse("")) {
      case "never" -> {
        retry = false;
        throw new IllegalStateException("this job fails for good");
      }
      case "once" -> {
        if (context.attempt() == 1) {
          throw new IllegalStateException("this job fails once");
        }
        context.result("{\"attempt\":" + context.attempt() + "}");
      }
      case "error" -> throw new AssertionError("an error");
      case "stack" -> run(context, parameters);
      case "text" -> throw new Unspeakable();
      case "interrupt" -> Thread.currentThread().interrupt();
      default -> throw new IllegalStateException("this job always fails");
    }
  }

  /** A failure that fails when it is asked what it is. */
  private static final class Unspeakable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no words");
    }
  }
}
