package io.jobservice.testing;

import io.jobservice.job.Job;
import io.jobservice.job.JobContext;
import io.jobservice.job.JobParameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Writes a line {@code <id> <attempt>} to the file {@code file} at its start; then, with {@code
 * gate}, holds until that file is there. It obeys a stop, but with {@code deaf} neither that nor
 * interrupts.
 */
public final class RecordJob implements Job {

  @Override
  public String name() {
    return "RECORD";
  }

  @Override
  public void run(JobContext context, JobParameters parameters) throws Exception {
    String line = context.jobId() + " " + context.attempt() + "\n";
    Path file = Path.of(parameters.getString("file").orElseThrow());
    Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    boolean deaf = parameters.getBoolean("deaf").orElse(false);
    Path gate = parameters.getString("gate").map(Path::of).orElse(file);
    while (Files.notExists(gate)) {
      if (deaf) {
        Thread.onSpinWait();
      } else {
        context.await(Duration.ofMillis(5));
        context.throwIfStopped();
      }
    }
  }
}
