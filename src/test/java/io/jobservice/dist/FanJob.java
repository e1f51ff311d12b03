package io.jobservice.dist;

import io.jobservice.job.Job;
import io.jobservice.job.JobContext;
import io.jobservice.job.JobParameters;
import io.jobservice.job.JobRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Launches {@code count} jobs that write into the file {@code file}, half of them without a key,
 * and one that does so after all of them.
 */
public final class FanJob implements Job {

  @Override
  public String name() {
    return "FAN";
  }

  @Override
  public void run(JobContext context, JobParameters parameters) throws Exception {
    JobRequest leaf =
        JobRequest.of("LEAF").with("file", parameters.getString("file").orElseThrow());
    List<String> ids = new ArrayList<>();
    for (long i = 0; i < parameters.getLong("count").orElseThrow(); i++) {
      ids.add(i % 2 == 0 ? context.launch(leaf) : context.launch("leaf " + i, leaf));
    }
    context.launch("join", leaf.after(ids));
  }
}
