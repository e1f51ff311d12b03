package io.jobservice.cli;

import java.time.Duration;

/**
 * How far a long command is, on a line of the terminal that is written again and again: nothing in
 * the first half second, and nothing at all where nobody looks. For one thread.
 */
final class Progress {

  private static final long FIRST_NANOS = Duration.ofMillis(500).toNanos();
  private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();
  private static final String START_OF_EMPTY_LINE = "\r\033[K";

  private final Shell shell;
  private final Console console;
  private final long total;
  private final String done;
  private final long begin;
  private long next;
  private long count;
  private boolean shown;

  /**
   * The progress of a command.
   *
   * @param total how many steps there are, 0 when that is not known
   * @param done what was done to each, such as "stopped"
   */
  Progress(Shell shell, Console console, long total, String done) {
    this.shell = shell;
    this.console = console;
    this.total = total;
    this.done = done;
    this.begin = shell.ticker().nanos().getAsLong();
    this.next = begin + FIRST_NANOS;
  }

  /** One more is done. */
  void step() {
    step(1);
  }

  /** Some more are done. */
  void step(long steps) {
    count += steps;
    if (!console.showsProgress()) {
      return;
    }
    long now = shell.ticker().nanos().getAsLong();
    if (now - next >= 0) {
      next = now + PAUSE_NANOS;
      shown = true;
      console.err().print(START_OF_EMPTY_LINE + text(now));
      console.err().flush();
    }
  }

  /** Takes the line away, before something else is written. */
  void clear() {
    if (shown) {
      shown = false;
      console.err().print(START_OF_EMPTY_LINE);
      console.err().flush();
    }
  }

  private String text(long now) {
    String of = total > 0 ? " of " + Numbers.count(total) : "";
    return Numbers.count(count) + of + " " + done + ", " + rate(now);
  }

  /** How many there were a second. */
  String rate() {
    return rate(shell.ticker().nanos().getAsLong());
  }

  private String rate(long now) {
    return Numbers.rate(count, Math.max(1, now - begin) / 1e9);
  }
}
