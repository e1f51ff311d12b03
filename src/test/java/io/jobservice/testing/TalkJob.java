package io.jobservice.testing;

import io.jobservice.job.Job;
import io.jobservice.job.JobContext;
import io.jobservice.job.JobParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.slf4j.MDC;

/**
 * Does what the lines of the file {@code file} tell, as they come: {@code say TEXT} logs it, {@code
 * many N} logs N lines, {@code end} ends the job, {@code fail} fails it. A later attempt begins
 * behind the lines that an earlier one was told.
 */
public final class TalkJob implements Job {

  private static final Duration PAUSE = Duration.ofMillis(5);

  @Override
  public String name() {
    return "TALK";
  }

  @Override
  public int maxFails() {
    return 5;
  }

  @Override
  public void run(JobContext context, JobParameters parameters) throws Exception {
    Path file = Path.of(parameters.getString("file").orElseThrow());
    int done = toldBefore(file, context.attempt());
    while (true) {
      List<String> lines = lines(file);
      while (done < lines.size()) {
        String line = lines.get(done++);
        if (line.equals("end")) {
          return;
        }
        if (line.equals("fail")) {
          throw new IllegalStateException("told to fail");
        }
        if (line.startsWith("many ")) {
          LongStream.rangeClosed(1, Long.parseLong(line.substring(5)))
              .forEach(i -> context.logger().info("line {}", i));
        } else if (line.startsWith("put ")) {
          MDC.put("put", line.substring(4));
        } else {
          context.logger().info(line.substring("say ".length()));
        }
      }
      context.await(PAUSE);
      context.throwIfStopped();
    }
  }

  /** Each earlier attempt took all up to its failure. */
  private static int toldBefore(Path file, long attempt) throws IOException {
    List<String> lines = lines(file);
    int fails = 0;
    for (int i = 0; i < lines.size() && fails < attempt - 1; i++) {
      if (lines.get(i).equals("fail") && ++fails == attempt - 1) {
        return i + 1;
      }
    }
    return attempt == 1 ? 0 : lines.size();
  }

  private static List<String> lines(Path file) throws IOException {
    if (Files.notExists(file)) {
      return List.of();
    }
    String text = Files.readString(file);
    // A line that is not ended is still being written.
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }
}
