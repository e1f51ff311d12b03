package io.jobservice.dist;

import io.jobservice.job.Job;
import io.jobservice.job.JobContext;
import io.jobservice.job.JobParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** Writes a line at its begin and one at its end, {@code <id> <attempt> begin}. */
public final class LeafJob implements Job {

  private static final Duration WORK = Duration.ofMillis(5);

  @Override
  public String name() {
    return "LEAF";
  }

  @Override
  public void run(JobContext context, JobParameters parameters) throws Exception {
    Path file = Path.of(parameters.getString("file").orElseThrow());
    write(file, context, "begin");
    context.await(WORK);
    write(file, context, "end");
  }

  private static void write(Path file, JobContext context, String word) throws IOException {
    String line = context.jobId() + " " + context.attempt() + " " + word + "\n";
    Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
