package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.ClientException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows the state of the service again and again: where keys are read and seen on a screen of its
 * own, which keeps the last state when the service is away; elsewhere one state after the other.
 * For one thread.
 */
final class Watch {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Shell shell;
  private final Console console;
  private final SummaryPrinter summary;
  private final ConsoleOptions speech;
  private final Duration interval;
  private JsonNode last;
  private String trouble = "";

  Watch(
      Shell shell,
      Console console,
      SummaryPrinter summary,
      ConsoleOptions speech,
      Duration interval) {
    this.shell = shell;
    this.console = console;
    this.summary = summary;
    this.speech = speech;
    this.interval = interval;
  }

  /** Watches until somebody leaves; returns the exit code. */
  int run() throws ClientException, IOException, InterruptedException {
    // A screen without a keyboard could not be left, and one that reads a pipe ends with it.
    boolean both = shell.terminal().in() && shell.terminal().out();
    return both && summary.isTable() ? onScreen() : inLines();
  }

  private int inLines() throws ClientException, IOException, InterruptedException {
    for (boolean first = true; ; first = false) {
      JsonNode state = summary.read(PATIENCE);
      if (!first && summary.isTable()) {
        shell.out().line("");
      }
      summary.print(state, console);
      summary.advise(state, console);
      shell.out().flush();
      shell.ticker().sleeper().sleep(interval);
    }
  }

  private int onScreen() throws ClientException, IOException {
    Thread watching = Thread.currentThread();
    // Wrong secrets and the like are told on the usual screen; only an absence is lived with.
    last = summary.read(PATIENCE);
    Interrupts.Watch watch = shell.interrupts().onFirst(watching::interrupt);
    try (Screen screen = Screen.open()) {
      while (true) {
        screen.draw(lines(screen));
        Screen.Event event = screen.await(interval);
        if (event == Screen.Event.LEAVE) {
          return ExitCode.OK.code();
        }
        if (event == Screen.Event.TIME) {
          read();
        }
      }
    } catch (InterruptedException e) {
      return ExitCode.INTERRUPTED.code();
    } finally {
      watch.end();
    }
  }

  private void read() throws ClientException {
    try {
      last = summary.read(PATIENCE);
      trouble = "";
    } catch (ClientException e) {
      if (e.kind() != Kind.UNAVAILABLE && e.kind() != Kind.FAILED) {
        throw e;
      }
      trouble = trouble.isEmpty() ? "since " + now() + ": " + e.getMessage() : trouble;
    }
  }

  private List<String> lines(Screen screen) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Shell sized = shell.on(new Output(bytes), screen.columns());
    Console drawing = speech.console(sized);
    summary.print(last, drawing);
    sized.out().flush();
    List<String> lines = new ArrayList<>();
    String title = Printable.cut("jobservice  " + now() + "  q quits", screen.columns());
    lines.add(
        trouble.isEmpty()
            ? console.painted(title, Paint.DIM)
            : console.painted(
                Printable.cut("No answer " + Printable.line(trouble), screen.columns()),
                Paint.RED));
    lines.add("");
    lines.addAll(bytes.toString(StandardCharsets.UTF_8).lines().toList());
    return lines;
  }

  private String now() {
    return TIME.format(
        ZonedDateTime.ofInstant(
            shell.ticker().clock().get().instant(), shell.terminal().zone().get()));
  }
}
