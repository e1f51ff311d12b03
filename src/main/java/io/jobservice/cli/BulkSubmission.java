package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.ClientException.Kind;
import io.jobservice.client.FileProblem;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Submits a job for each line of a file, in batches, and writes a result for each as it comes. The
 * lines of a slow source are not held back until a batch is full. For one thread.
 */
final class BulkSubmission {

  private static final int LINES_A_BATCH = 1000;
  private static final long CHARACTERS_A_BATCH = 4 << 20;
  private static final int TRIES = 60;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Shell shell;
  private final Console console;
  private final JobServiceClient client;
  private final JobLines lines;
  private final BulkResults results;
  private final Pipeline<List<Line>, Reply> pipeline;
  private final List<Line> lost = new ArrayList<>();
  private ClientException trouble;
  private final Progress progress;
  private final boolean dryRun;
  private final boolean repeatable;
  private long accepted;
  private long refused;
  private int code;
  private long lastAsked;
  private String last = "";

  /**
   * A submission of many jobs.
   *
   * @param dryRun whether they are only checked
   * @param repeatable whether a batch may be sent again when its answer was lost
   */
  BulkSubmission(
      Shell shell,
      Console console,
      JobServiceClient client,
      JobLines lines,
      BulkResults results,
      boolean dryRun,
      boolean repeatable) {
    this.shell = shell;
    this.console = console;
    this.client = client;
    this.lines = lines;
    this.results = results;
    this.dryRun = dryRun;
    this.repeatable = repeatable;
    this.pipeline = new Pipeline<>(shell.helpers(), this::ask, this::take);
    this.progress = new Progress(shell, console, 0, dryRun ? "checked" : "submitted");
  }

  /** A line with its job, or with what is wrong with it. */
  private record Line(long number, ObjectNode job, String wrong) {}

  /** What came of a batch: an answer for each of its jobs, or a failure. */
  private record Reply(List<JsonNode> answers, ClientException failure) {}

  /**
   * Submits all lines.
   *
   * @param source a file, or a dash for standard input
   * @return the exit code of the first line that was refused
   */
  int run(String source) throws ClientException, CommandFailure, IOException, InterruptedException {
    try (BufferedReader in = open(source)) {
      List<Line> batch = new ArrayList<>();
      long number = 0;
      long characters = 0;
      for (String line = read(in, source);
          line != null && trouble == null;
          line = read(in, source)) {
        number++;
        if (!line.isBlank()) {
          batch.add(parsed(line, number));
          characters += line.length();
        }
        boolean waits = !in.ready();
        boolean full = batch.size() == LINES_A_BATCH || characters >= CHARACTERS_A_BATCH;
        if (!batch.isEmpty() && (full || waits)) {
          pipeline.put(batch);
          batch = new ArrayList<>();
          characters = 0;
        }
        if (waits) {
          pipeline.finish();
        }
      }
      if (!batch.isEmpty() && trouble == null) {
        pipeline.put(batch);
      }
      pipeline.finish();
    } finally {
      progress.clear();
      new LastJob(shell.env()).write(last);
    }
    if (trouble != null) {
      console.note(summary());
      throw dryRun ? trouble : broken();
    }
    results.end();
    console.note(summary());
    return code;
  }

  private BufferedReader open(String source) throws CommandFailure {
    try {
      InputStream in =
          source.equals("-")
              ? shell.in()
              : Files.newInputStream(shell.directory().resolve(Path.of(source)));
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
    } catch (IOException e) {
      throw unreadable(source, e);
    }
  }

  private static String read(BufferedReader in, String source) throws CommandFailure {
    try {
      return in.readLine();
    } catch (IOException e) {
      throw unreadable(source, e);
    }
  }

  private static CommandFailure unreadable(String source, IOException e) {
    String shown = source.equals("-") ? "standard input" : source;
    return new CommandFailure(
        ExitCode.ERROR, "cannot read " + shown + ": " + FileProblem.of(e), null);
  }

  private Line parsed(String line, long number) {
    try {
      return new Line(number, lines.job(line, number), "");
    } catch (IllegalArgumentException e) {
      return new Line(number, null, e.getMessage());
    }
  }

  private Reply ask(List<Line> batch) throws InterruptedException {
    List<ObjectNode> jobs = batch.stream().filter(line -> line.job != null).map(Line::job).toList();
    for (int tries = 1; !jobs.isEmpty(); tries++) {
      try {
        return new Reply(dryRun ? client.checkAll(jobs) : client.submitAll(jobs), null);
      } catch (ClientException e) {
        if (!(repeatable || dryRun) || e.kind() != Kind.UNAVAILABLE || tries == TRIES) {
          return new Reply(List.of(), e);
        }
        shell.ticker().sleeper().sleep(PAUSE);
      }
    }
    return new Reply(List.of(), null);
  }

  private void take(List<Line> batch, Reply reply) throws IOException {
    lastAsked = batch.get(batch.size() - 1).number;
    if (reply.failure != null) {
      trouble = trouble == null ? reply.failure : trouble;
      lost.addAll(batch);
      return;
    }
    progress.clear();
    int at = 0;
    for (Line line : batch) {
      print(
          line,
          line.job == null ? LineError.local(line.wrong, lines.json()) : reply.answers.get(at++));
    }
    results.flush();
    if (!shell.terminal().out()) {
      // Where results are seen, they are the progress.
      progress.step(batch.size());
    }
  }

  /** Says how far it came, and how to go on. */
  private ClientException broken() {
    boolean sure = trouble.kind() != Kind.UNAVAILABLE && trouble.kind() != Kind.FAILED;
    String message =
        "lines "
            + lost.get(0).number
            + " to "
            + lost.get(lost.size() - 1).number
            + (sure ? " were not submitted" : " may or may not have been submitted")
            + ", and none after line "
            + lastAsked
            + ": "
            + trouble.getMessage();
    String advice =
        repeatable
            ? "Run it again with the same key: lines that were submitted give the same ids."
            : "With --idempotency-key the whole file could have been sent again without harm.";
    return new ClientException(
        trouble.kind(), message, sure ? trouble.advice().orElse(null) : advice, trouble);
  }

  private void print(Line line, JsonNode answer) throws IOException {
    JsonNode error = answer.path("error");
    if (error.isMissingNode()) {
      accepted++;
      last = JobIds.of(answer);
    } else {
      refused++;
      code = code == 0 ? Failures.exitCode(Refusal.kind(error)).code() : code;
    }
    results.print(line.number, answer);
  }

  private String summary() {
    return Numbers.jobs(accepted)
        + (dryRun ? " would be accepted" : " submitted")
        + (refused == 0 ? "." : ", " + Numbers.count(refused) + " refused.");
  }
}
