package io.jobservice.chaos;

import io.jobservice.chaos.AuditLine.Word;
import io.jobservice.job.InvalidParametersException;
import io.jobservice.job.Job;
import io.jobservice.job.JobCancelledException;
import io.jobservice.job.JobContext;
import io.jobservice.job.JobParameters;
import io.jobservice.job.JobStoppedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes its begin and its end to the file {@code audit}, checks in with the number of its attempt
 * meanwhile, and takes {@code hold} milliseconds, or up to {@code hold_up_to}. With {@code fail} it
 * fails in the end.
 */
public class ChaosJob implements Job {

  private static final long CHECK_IN_MILLIS = 150;

  @Override
  public String name() {
    return "CHAOS";
  }

  @Override
  public void run(JobContext context, JobParameters parameters) throws Exception {
    write(context, parameters, Word.BEGIN);
    try {
      work(context, hold(parameters));
    } catch (JobStoppedException | JobCancelledException | InterruptedException e) {
      write(context, parameters, Word.TOLD);
      throw e;
    }
    if (parameters.getBoolean("fail").orElse(false)) {
      write(context, parameters, Word.FAIL);
      throw new IllegalStateException("this job always fails");
    }
    write(context, parameters, Word.END);
  }

  private static void work(JobContext context, long millis) throws Exception {
    long deadline = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    context.checkIn("attempt " + context.attempt());
    for (long left = millis; left > 0; left = millisUntil(deadline)) {
      context.await(Duration.ofMillis(Math.min(left, CHECK_IN_MILLIS)));
      context.throwIfStopped();
      context.checkIn("attempt " + context.attempt());
    }
  }

  private static long millisUntil(long deadline) {
    return Duration.ofNanos(deadline - System.nanoTime()).toMillis();
  }

  private static long hold(JobParameters parameters) throws InvalidParametersException {
    long upTo = parameters.getLong("hold_up_to").orElse(0L);
    return parameters.getLong("hold").orElse(0L)
        + (upTo == 0 ? 0 : ThreadLocalRandom.current().nextLong(upTo));
  }

  private static void write(JobContext context, JobParameters parameters, Word word)
      throws IOException, InvalidParametersException {
    Path file = Path.of(parameters.getString("audit").orElseThrow());
    new AuditLine(
            AuditLine.now(),
            ProcessHandle.current().pid(),
            context.jobId(),
            context.attempt(),
            word,
            parameters.getString("key").orElse("-"))
        .appendTo(file);
  }
}
