package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.cli.BulkSender.Reply;
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
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Submits a job for each line of a file, in batches, and writes a result for each as it comes. The
 * lines of a slow source are not held back until a batch is full. For one thread.
 */
final class BulkSubmission {

  private final Shell shell;
  private final Console console;
  private final JobLines lines;
  private final BulkResults results;
  private final BulkSender sender;
  private final Pipeline<BulkBatch, Reply> pipeline;
  private final List<BulkLine> lost = new ArrayList<>();
  private final Progress progress;
  private final boolean dryRun;
  private final boolean repeatable;
  private ClientException trouble;
  private IOException outputGone;
  private long accepted;
  private long refused;
  private long doubtful;
  private int code;
  private long lastAsked;
  private String last = "";

  /**
   * A submission of many jobs.
   *
   * @param dryRun whether they are only checked
   * @param repeatable whether a job may be sent again when its answer was lost
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
    this.lines = lines;
    this.results = results;
    this.dryRun = dryRun;
    this.repeatable = repeatable;
    this.sender = new BulkSender(shell.ticker(), client, dryRun, repeatable);
    this.pipeline = new Pipeline<>(shell.helpers(), batch -> sender.send(batch.jobs()), this::take);
    this.progress = new Progress(shell, console, 0, dryRun ? "checked" : "submitted");
  }

  /**
   * Submits all lines.
   *
   * @param source a file, or a dash for standard input
   * @return the exit code of the first line that was refused
   */
  int run(String source) throws ClientException, CommandFailure, IOException, InterruptedException {
    try (BufferedReader in = open(source)) {
      send(in, source);
    } finally {
      progress.clear();
      new LastJob(shell.env()).write(last);
    }
    if (trouble == null && outputGone == null) {
      write(results::end);
    }
    if (outputGone != null) {
      tellHowFar();
    }
    if (trouble != null) {
      console.note(summary() + ".");
      throw dryRun ? trouble : broken();
    }
    if (outputGone != null) {
      throw outputGone;
    }
    console.note(summary() + ".");
    return code;
  }

  private void send(BufferedReader in, String source)
      throws CommandFailure, IOException, InterruptedException {
    BulkBatch batch = new BulkBatch();
    long number = 0;
    for (String text = read(in, source); text != null && goesOn(); text = read(in, source)) {
      number++;
      if (!text.isBlank()) {
        BulkLine line = lines.read(text, number);
        if (!batch.takes(line)) {
          pipeline.put(batch);
          batch = new BulkBatch();
        }
        batch.add(line);
      }
      boolean waits = !in.ready();
      if (!batch.isEmpty() && goesOn() && (batch.isFull() || waits)) {
        pipeline.put(batch);
        batch = new BulkBatch();
      }
      if (waits) {
        pipeline.finish();
      }
    }
    if (!batch.isEmpty() && goesOn()) {
      pipeline.put(batch);
    }
    pipeline.finish();
  }

  private boolean goesOn() {
    return trouble == null && outputGone == null;
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

  private void take(BulkBatch batch, Reply reply) {
    lastAsked = batch.last();
    if (reply.failure() != null) {
      trouble = trouble == null ? reply.failure() : trouble;
      lost.addAll(batch.lines());
      return;
    }
    progress.clear();
    Iterator<JsonNode> next = reply.answers().iterator();
    List<JsonNode> answers = new ArrayList<>();
    for (BulkLine line : batch.lines()) {
      answers.add(line.error().isPresent() ? line.error().get() : next.next());
    }
    answers.forEach(this::count);
    if (outputGone == null) {
      write(() -> print(batch.lines(), answers));
    }
    if (!shell.terminal().out()) {
      // Where results are seen, they are the progress.
      progress.step(answers.size());
    }
  }

  private void count(JsonNode answer) {
    JsonNode error = answer.path("error");
    if (error.isMissingNode()) {
      accepted++;
      last = JobIds.of(answer);
      return;
    }
    if (sender.isLost(answer)) {
      doubtful++;
    } else {
      refused++;
    }
    code = code == 0 ? Failures.exitCode(Refusal.kind(error)).code() : code;
  }

  private interface Writing {
    void run() throws IOException;
  }

  /** What was sent is counted to its end, even when nobody reads what came of it. */
  private void write(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      outputGone = e;
    }
  }

  private void print(List<BulkLine> some, List<JsonNode> answers) throws IOException {
    for (int i = 0; i < some.size(); i++) {
      results.print(some.get(i).number(), answers.get(i));
    }
    results.flush();
  }

  /** The output does not show it, so it is said even to who wants results only. */
  private void tellHowFar() {
    console
        .err()
        .println(
            "jobservice: the output ended early: %s; line %d was the last that was sent"
                .formatted(summary(), lastAsked));
  }

  /** Says how far it came, and how to go on. */
  private ClientException broken() {
    boolean sure = trouble.kind() != Kind.UNAVAILABLE && trouble.kind() != Kind.FAILED;
    String message =
        "lines %d to %d %s, and none after line %d: %s"
            .formatted(
                lost.get(0).number(),
                lost.get(lost.size() - 1).number(),
                sure ? "were not submitted" : "may or may not have been submitted",
                lastAsked,
                trouble.getMessage());
    String advice =
        repeatable
            ? "Run it again with the same key: lines that were submitted give the same ids."
            : "With --idempotency-key the whole file could have been sent again without harm.";
    return new ClientException(
        trouble.kind(), message, sure ? trouble.advice().orElse(null) : advice, trouble);
  }

  private String summary() {
    return "%,d %s %s%s%s"
        .formatted(
            accepted,
            accepted == 1 ? "job" : "jobs",
            dryRun ? "would be accepted" : "submitted",
            refused == 0 ? "" : ", %,d refused".formatted(refused),
            doubtful == 0 ? "" : ", %,d in doubt".formatted(doubtful));
  }
}
