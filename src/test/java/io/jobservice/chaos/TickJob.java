package io.jobservice.chaos;

import io.jobservice.chaos.AuditLine.Word;
import io.jobservice.job.Job;
import io.jobservice.job.JobContext;
import io.jobservice.job.JobParameters;
import java.nio.file.Path;

/** Writes its begin and its end to the file {@code audit}, and does nothing else. */
public final class TickJob implements Job {

  @Override
  public String name() {
    return "TICK";
  }

  @Override
  public void run(JobContext context, JobParameters parameters) throws Exception {
    Path file = Path.of(parameters.getString("audit").orElseThrow());
    for (Word word : new Word[] {Word.BEGIN, Word.END}) {
      new AuditLine(
              AuditLine.now(),
              ProcessHandle.current().pid(),
              context.jobId(),
              context.attempt(),
              word,
              "-")
          .appendTo(file);
    }
  }
}
