package io.jobservice.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;

/**
 * The whole terminal as a screen of its own (the alternate one of xterm), which is as it was before
 * when this is closed. For one thread.
 */
final class Screen implements AutoCloseable {

  private static final int SLICE_MILLIS = 50;
  private static final int CTRL_C = 3;
  private static final String ENTER = "\033[?1049h\033[?25l";
  private static final String LEAVE = "\033[?25h\033[?1049l";

  private final Terminal terminal;
  private final Attributes before;
  private final AtomicBoolean resized = new AtomicBoolean();
  private final AtomicBoolean interrupted = new AtomicBoolean();

  private Screen(Terminal terminal) {
    this.terminal = terminal;
    this.before = terminal.enterRawMode();
    terminal.handle(Terminal.Signal.WINCH, signal -> resized.set(true));
    // The terminal's own handlers have replaced those that were there before.
    terminal.handle(Terminal.Signal.INT, signal -> interrupted.set(true));
    print(ENTER);
  }

  /** What ended a wait. */
  enum Event {
    /** The time is over. */
    TIME,
    /** The screen has another size. */
    SIZE,
    /** Somebody wants to leave. */
    LEAVE
  }

  /** Takes the terminal over. */
  static Screen open() throws IOException {
    // The provider that needs no native code: the others make newer Java versions warn.
    return new Screen(
        TerminalBuilder.builder().system(true).provider("exec").nativeSignals(true).build());
  }

  /** How wide it is now. */
  int columns() {
    return Math.max(20, terminal.getSize().getColumns());
  }

  /** Shows these lines, as far as there is room. */
  void draw(List<String> lines) {
    int rows = Math.max(2, terminal.getSize().getRows());
    StringBuilder text = new StringBuilder("\033[H");
    for (int i = 0; i < Math.min(rows, lines.size()); i++) {
      text.append(i == 0 ? "" : "\r\n").append(lines.get(i)).append("\033[K");
    }
    print(text.append("\033[J").toString());
  }

  /**
   * Waits for a time, a key or another size.
   *
   * @throws InterruptedException also on Ctrl-C, which is a key here and no signal
   */
  Event await(Duration time) throws IOException, InterruptedException {
    NonBlockingReader keys = terminal.reader();
    for (long left = time.toMillis(); left > 0; left -= SLICE_MILLIS) {
      int key = keys.read(Math.min(left, SLICE_MILLIS));
      if (Thread.interrupted() || interrupted.get() || key == CTRL_C) {
        throw new InterruptedException();
      }
      if (key == 'q' || key == 'Q' || key == NonBlockingReader.EOF) {
        return Event.LEAVE;
      }
      if (resized.getAndSet(false)) {
        return Event.SIZE;
      }
    }
    return Event.TIME;
  }

  @Override
  public void close() throws IOException {
    print(LEAVE);
    terminal.setAttributes(before);
    terminal.close();
  }

  private void print(String text) {
    PrintWriter writer = terminal.writer();
    writer.write(text);
    writer.flush();
  }
}
