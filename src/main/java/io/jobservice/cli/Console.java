package io.jobservice.cli;

import java.io.PrintStream;
import java.time.Instant;

/**
 * How a command speaks to whoever started it: results to standard output, all else to standard
 * error, in colour or not, with hints or without. For one thread.
 */
final class Console {

  private final Shell shell;
  private final boolean quiet;
  private final boolean colored;
  private final boolean coloredMessages;

  Console(Shell shell, boolean quiet, Coloring coloring) {
    this.shell = shell;
    this.quiet = quiet;
    this.colored = coloring.on(shell.terminal().out(), shell.env());
    this.coloredMessages = coloring.on(shell.terminal().err(), shell.env());
  }

  /** Where results go. */
  Output out() {
    return shell.out();
  }

  /** Where questions and progress go. */
  PrintStream err() {
    return shell.err();
  }

  /** Says something helpful, if there is somebody to read it. */
  void hint(String line) {
    if (showsHints()) {
      shell.err().println(line);
    }
  }

  /** Whether there is somebody to read a hint. */
  boolean showsHints() {
    return !quiet && shell.terminal().isWatched();
  }

  /** Says what was done, where results do not show it. */
  void note(String line) {
    if (!quiet) {
      shell.err().println(Printable.lines(line));
    }
  }

  /** Whether results are all that is wanted. */
  boolean isQuiet() {
    return quiet;
  }

  /** Whether a question would be seen and could be answered. */
  boolean canAsk() {
    return shell.terminal().in() && shell.terminal().err();
  }

  /** Whether progress can be shown, on a line that is written again and again. */
  boolean showsProgress() {
    return !quiet && shell.terminal().err();
  }

  /** Whether results are looked at on a terminal, or on their way to one in colours. */
  boolean isForEyes() {
    return colored || shell.terminal().out();
  }

  /** How wide lines of results may be, 0 for as wide as they are. */
  int width() {
    return shell.terminal().out() ? shell.terminal().columns() : 0;
  }

  /** Result text in a look, if there are looks. */
  String painted(String text, Paint paint) {
    return colored && paint != null ? paint.on(text) : text;
  }

  /** Message text in a look, if there are looks. */
  String paintedMessage(String text, Paint paint) {
    return coloredMessages ? paint.on(text) : text;
  }

  /**
   * How times are written.
   *
   * @param utc whether UTC was asked for
   */
  Times times(boolean utc) {
    if (utc || !shell.terminal().out()) {
      return Times.utc();
    }
    Instant now = shell.ticker().clock().get().instant();
    return Times.forPerson(shell.terminal().zone().get(), now);
  }
}
