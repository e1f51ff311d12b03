package com.example.words;

import io.jobservice.job.InvalidParametersException;
import io.jobservice.job.Job;
import io.jobservice.job.JobContext;
import io.jobservice.job.JobParameters;
import io.jobservice.job.Parameter;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Counts the words of a file; its result is {@code {"words": n}}. */
public final class CountWords implements Job {

  private static final int LINES_A_CHECK_IN = 1000;

  /** The parameters, by the names of the components. */
  record Settings(String file, int checkInEvery) {

    /** What it throws, the submitter gets to read. */
    Settings {
      if (checkInEvery < 1) {
        throw new IllegalArgumentException("'checkInEvery' must be 1 or more");
      }
    }
  }

  @Override
  public String name() {
    return "COUNT_WORDS";
  }

  @Override
  public String description() {
    return "Counts the words of a text file.";
  }

  /** The service refuses other parameters, fills in defaults, and shows these to people. */
  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.of("file", Parameter.Type.STRING).required().describedAs("the file to read"),
        Parameter.of("checkInEvery", Parameter.Type.INTEGER)
            .defaultsTo(LINES_A_CHECK_IN)
            .describedAs("how many lines are read between two check-ins"));
  }

  @Override
  public void validate(JobParameters parameters) throws InvalidParametersException {
    parameters.as(Settings.class);
  }

  @Override
  public void run(JobContext context, JobParameters parameters) throws Exception {
    Settings settings = parameters.as(Settings.class);
    Path file = Path.of(settings.file());
    long size = Files.size(file);
    long read = 0;
    long lines = 0;
    long words = 0;
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        words += line.isBlank() ? 0 : line.strip().split("\\s+").length;
        read += line.length() + 1;
        if (++lines % settings.checkInEvery() == 0) {
          context.throwIfStopped();
          context.progress(read, size);
        }
      }
    }
    context.logger().info("{} has {} words", file, words);
    context.result("{\"words\":" + words + "}");
  }
}
