package io.jobservice.jobs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts the output of a program into lines, within bounded memory. Of a line that is written over by
 * carriage returns, as progress bars are, what comes after the last one is left. Lines of more than
 * {@value #LONGEST} bytes are split, and each part but the last says so. What is not UTF-8 becomes
 * U+FFFD. For one thread.
 */
final class OutputLines {

  /**
   * The most bytes of a line; a line for the service, which begins with two colons, may be longer.
   */
  static final int LONGEST = 64 << 10;

  static final int LONGEST_REQUEST = 1 << 20;

  /** The end of a part that is not the last one of its line. */
  static final String CONTINUES = " [continues]";

  private final Consumer<String> lines;
  private byte[] line = new byte[1 << 10];
  private int length;
  private boolean returned;
  private boolean isPart;

  OutputLines(Consumer<String> lines) {
    this.lines = lines;
  }

  void accept(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next == '\n') {
        emit();
      } else if (next == '\r') {
        returned = true;
      } else {
        if (returned) {
          returned = false;
          length = 0;
        }
        add(next);
      }
    }
  }

  /** Takes what has no end as a line. */
  void end() {
    if (length > 0) {
      emit();
    }
  }

  private void emit() {
    // The end of a line that was just split is no line of its own.
    if (length > 0 || !isPart) {
      lines.accept(text(length));
    }
    length = 0;
    returned = false;
    isPart = false;
  }

  private void add(byte next) {
    if (length == line.length) {
      if (length >= longest()) {
        split();
      } else {
        line = Arrays.copyOf(line, 2 * length);
      }
    } else if (length == LONGEST && length >= longest()) {
      split();
    }
    line[length++] = next;
  }

  private int longest() {
    boolean isRequest = !isPart && length > 1 && line[0] == ':' && line[1] == ':';
    return isRequest ? LONGEST_REQUEST : LONGEST;
  }

  /** Between characters, where there are any. */
  private void split() {
    int end = length;
    for (int back = 1; back <= 3; back++) {
      byte one = line[length - back];
      if ((one & 0xC0) == 0xC0) {
        end = length - back;
        break;
      }
      if ((one & 0x80) == 0) {
        break;
      }
    }
    lines.accept(text(end) + CONTINUES);
    System.arraycopy(line, end, line, 0, length - end);
    length -= end;
    isPart = true;
  }

  private String text(int end) {
    return new String(line, 0, end, StandardCharsets.UTF_8);
  }
}
