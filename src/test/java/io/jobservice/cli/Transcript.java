package io.jobservice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jobservice.client.Ticker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs commands in this process as a shell would, and keeps what they say. Sleeping takes no time.
 */
final class Transcript {

  private final Path directory;
  private final Map<String, String> env = new HashMap<>();
  private final AtomicLong nanos = new AtomicLong();
  private boolean realTime;
  private long nanosALook;
  private Clock clock = Clock.systemUTC();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private OutputStream out = new ByteArrayOutputStream();
  private String in = "";
  private Terminal terminal = Terminal.of("", 0, () -> ZoneId.of("UTC"));
  private int sleepsToInterrupt = -1;
  private Runnable onInterrupt;

  Transcript(Path directory) {
    this.directory = directory;
  }

  Transcript env(String name, String value) {
    env.put(name, value);
    return this;
  }

  Transcript in(String text) {
    in = text;
    return this;
  }

  Transcript out(OutputStream target) {
    out = target;
    return this;
  }

  /** For commands that wait for what goes on elsewhere. */
  Transcript inRealTime() {
    realTime = true;
    return this;
  }

  /** Time passes at each look at the clock. */
  Transcript withALookTaking(Duration time) {
    nanosALook = time.toNanos();
    return this;
  }

  /** At another time of day than now in UTC. */
  Transcript at(String instant, String zone) {
    clock = Clock.fixed(Instant.parse(instant), ZoneId.of(zone));
    return this;
  }

  /** With all three streams on a terminal. */
  Transcript onTerminalIn(String zone) {
    return onTerminal("ioe", 0, zone);
  }

  /** With some streams on a terminal, as the launcher tells it. */
  Transcript onTerminal(String letters, int columns, String zone) {
    terminal = Terminal.of(letters, columns, () -> ZoneId.of(zone));
    return this;
  }

  /** Somebody presses Ctrl-C when the command has slept so often. */
  Transcript interruptedAfter(int sleeps) {
    sleepsToInterrupt = sleeps;
    return this;
  }

  /** What a command did: its exit code and all it wrote. */
  record Result(int code, String out, String err) {}

  Result run(String... args) {
    int code = Main.run(args, shell());
    return new Result(
        code,
        out instanceof ByteArrayOutputStream bytes ? bytes.toString(UTF_8) : "",
        err.toString(UTF_8));
  }

  /** All that was written on standard error so far. */
  String err() {
    return err.toString(UTF_8);
  }

  /** How much time the command believes to have slept. */
  Duration slept() {
    return Duration.ofNanos(nanos.get());
  }

  Shell shell() {
    return new Shell(
        directory,
        env,
        new ByteArrayInputStream(in.getBytes(UTF_8)),
        new Output(out),
        new PrintStream(err, true, UTF_8),
        terminal,
        realTime
            ? new Ticker(() -> clock, System::nanoTime, this::sleep)
            : new Ticker(() -> clock, () -> nanos.addAndGet(nanosALook), this::sleep),
        action -> {
          onInterrupt = action;
          return () -> onInterrupt = null;
        },
        realTime ? task -> new Thread(task).start() : Runnable::run);
  }

  private void sleep(Duration time) throws InterruptedException {
    if (sleepsToInterrupt-- == 0 && onInterrupt != null) {
      onInterrupt.run();
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (realTime) {
      Thread.sleep(time.toMillis());
    } else {
      nanos.addAndGet(time.toNanos());
    }
  }
}
