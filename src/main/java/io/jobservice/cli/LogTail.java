package io.jobservice.cli;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;

/** The end of what is printed: the last lines until all that was there is here, then all lines. */
final class LogTail implements LogShape.Lines {

  private final Output out;
  private final int most;
  private final Deque<byte[]> last = new ArrayDeque<>();
  private boolean open;
  private boolean empty = true;

  /** How many lines at most; empty for all. */
  LogTail(OptionalInt most, Output out) {
    this.out = out;
    this.open = most.isEmpty();
    this.most = most.orElse(0);
  }

  @Override
  public void add(byte[] line) throws IOException {
    if (open) {
      print(line);
      return;
    }
    last.add(line);
    if (last.size() > most) {
      last.remove();
    }
  }

  /** All that was there is here. */
  void open() throws IOException {
    open = true;
    while (!last.isEmpty()) {
      print(last.remove());
    }
  }

  boolean isOpen() {
    return open;
  }

  /** Whether nothing was printed. */
  boolean isEmpty() {
    return empty;
  }

  private void print(byte[] line) throws IOException {
    empty = false;
    out.bytes().write(line);
    out.bytes().write('\n');
  }
}
