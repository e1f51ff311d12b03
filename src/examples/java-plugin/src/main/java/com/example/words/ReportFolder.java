package com.example.words;

import io.jobservice.job.Job;
import io.jobservice.job.JobContext;
import io.jobservice.job.JobParameters;
import io.jobservice.job.Parameter;
import java.util.List;

/** Runs when all files of a folder have been counted. */
public final class ReportFolder implements Job {

  @Override
  public String name() {
    return "REPORT_FOLDER";
  }

  @Override
  public String description() {
    return "Says that the files of a folder have been counted.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Parameter.of("files", Parameter.Type.INTEGER).required());
  }

  @Override
  public void run(JobContext context, JobParameters parameters) throws Exception {
    long files = parameters.getLong("files").orElseThrow();
    context.logger().info("{} files have been counted", files);
    context.result("{\"counted\":" + files + "}");
  }
}
