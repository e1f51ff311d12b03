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
  private final List<Line> batch = new ArrayList<>();
  private long accepted;
  private long refused;
  private int code;
  private String last = "";

  BulkSubmission(
      Shell shell, Console console, JobServiceClient client, JobLines lines, BulkResults results) {
    this.shell = shell;
    this.console = console;
    this.client = client;
    this.lines = lines;
    this.results = results;
  }

  /** A line with its job, or with what is wrong with it. */
  private record Line(long number, ObjectNode job, String wrong) {}

  /**
   * Submits all lines.
   *
   * @param source a file, or a dash for standard input
   * @param dryRun whether they are only checked
   * @param repeatable whether a batch may be sent again when its answer was lost
   * @return the exit code of the first line that was refused
   */
  int run(String source, boolean dryRun, boolean repeatable)
      throws ClientException, CommandFailure, IOException {
    Progress progress = new Progress(shell, console, 0, dryRun ? "checked" : "submitted");
    try (BufferedReader in = open(source)) {
      long number = 0;
      long characters = 0;
      for (String line = read(in, source); line != null; line = read(in, source)) {
        number++;
        if (!line.isBlank()) {
          batch.add(parsed(line, number));
          characters += line.length();
        }
        boolean full = batch.size() == LINES_A_BATCH || characters >= CHARACTERS_A_BATCH;
        if (full || (!batch.isEmpty() && !in.ready())) {
          characters = 0;
          send(dryRun, repeatable, progress);
        }
      }
      send(dryRun, repeatable, progress);
    } finally {
      progress.clear();
      new LastJob(shell.env()).write(last);
    }
    results.end();
    console.note(summary(dryRun));
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

  private void send(boolean dryRun, boolean repeatable, Progress progress)
      throws ClientException, IOException {
    List<ObjectNode> jobs = batch.stream().filter(line -> line.job != null).map(Line::job).toList();
    List<JsonNode> answers = jobs.isEmpty() ? List.of() : ask(jobs, dryRun, repeatable, progress);
    int at = 0;
    for (Line line : batch) {
      print(line, line.job == null ? LineError.local(line.wrong, lines.json()) : answers.get(at++));
    }
    results.flush();
    progress.step(batch.size());
    batch.clear();
  }

  private List<JsonNode> ask(
      List<ObjectNode> jobs, boolean dryRun, boolean repeatable, Progress progress)
      throws ClientException {
    for (int tries = 1; ; tries++) {
      try {
        return dryRun ? client.checkAll(jobs) : client.submitAll(jobs);
      } catch (ClientException e) {
        boolean again = (repeatable || dryRun) && e.kind() == Kind.UNAVAILABLE && tries < TRIES;
        if (!again || !paused()) {
          progress.clear();
          throw broken(e, dryRun, repeatable);
        }
      }
    }
  }

  private boolean paused() {
    try {
      shell.ticker().sleeper().sleep(PAUSE);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Says how far it came, and how to go on. */
  private ClientException broken(ClientException e, boolean dryRun, boolean repeatable) {
    if (dryRun) {
      return e;
    }
    long from = batch.get(0).number;
    long to = batch.get(batch.size() - 1).number;
    console.note(summary(false));
    if (e.kind() != Kind.UNAVAILABLE && e.kind() != Kind.FAILED) {
      return new ClientException(
          e.kind(),
          "lines %d to %d were not submitted, and none after them: %s"
              .formatted(from, to, e.getMessage()),
          e.advice().orElse(null),
          e);
    }
    return new ClientException(
        e.kind(),
        "lines %d to %d may or may not have been submitted, and none after them: %s"
            .formatted(from, to, e.getMessage()),
        repeatable
            ? "Run it again with the same key: lines that were submitted give the same ids."
            : "With --idempotency-key the whole file could have been sent again without harm.",
        e);
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

  private String summary(boolean dryRun) {
    return "%,d %s %s%s"
        .formatted(
            accepted,
            accepted == 1 ? "job" : "jobs",
            dryRun ? "would be accepted" : "submitted",
            refused == 0 ? "." : ", %,d refused.".formatted(refused));
  }
}
