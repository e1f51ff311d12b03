package com.example.words;

import io.jobservice.job.Job;
import io.jobservice.job.JobContext;
import io.jobservice.job.JobParameters;
import io.jobservice.job.JobRequest;
import io.jobservice.job.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Launches a sub-job for each text file of a folder, and one more that waits for all of them. It
 * ends when it has launched them. A run of the job that is repeated, because its node died,
 * launches nothing twice: the keys are the same.
 */
public final class CountFolder implements Job {

  @Override
  public String name() {
    return "COUNT_FOLDER";
  }

  @Override
  public String description() {
    return "Counts the words of each text file in a folder, in a job of its own.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.of("folder", Parameter.Type.STRING)
            .required()
            .describedAs("where the files are"));
  }

  @Override
  public void run(JobContext context, JobParameters parameters) throws Exception {
    List<Path> files = textFiles(Path.of(parameters.getString("folder").orElseThrow()));
    List<String> ids = new ArrayList<>();
    for (Path file : files) {
      context.throwIfStopped();
      JobRequest count = JobRequest.of("COUNT_WORDS").with("file", file.toString());
      ids.add(context.launch("count " + file.getFileName(), count));
      context.progress(ids.size(), files.size());
    }
    String last =
        context.launch(
            "report", JobRequest.of("REPORT_FOLDER").with("files", files.size()).after(ids));
    context.result("{\"files\":" + files.size() + ",\"report\":\"" + last + "\"}");
  }

  private static List<Path> textFiles(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
  }
}
