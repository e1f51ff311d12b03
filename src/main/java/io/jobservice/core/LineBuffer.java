package io.jobservice.core;

import java.util.Arrays;
import java.util.Optional;

/** Makes lines of the pieces in which a log comes. A line longer than a mebibyte is cut there. */
final class LineBuffer {

  private static final int LONGEST = 1 << 20;

  private byte[] bytes = new byte[0];
  private int from;
  private int to;
  private int looked;

  void add(byte[] piece, int length) {
    if (to + length > bytes.length) {
      byte[] larger = new byte[Math.max(length, to - from + length)];
      System.arraycopy(bytes, from, larger, 0, to - from);
      bytes = larger;
      to -= from;
      looked -= from;
      from = 0;
    }
    System.arraycopy(piece, 0, bytes, to, length);
    to += length;
  }

  /** How many bytes are left that make no line so far. */
  int rest() {
    return to - from;
  }

  /** The next line with its line break. */
  Optional<byte[]> line() {
    for (; looked < to; looked++) {
      if (bytes[looked] == '\n' || looked - from + 1 == LONGEST) {
        return Optional.of(take(looked + 1));
      }
    }
    return Optional.empty();
  }

  /** What is left, with a line break of its own. */
  Optional<byte[]> last() {
    if (from == to) {
      return Optional.empty();
    }
    byte[] rest = take(to);
    byte[] line = Arrays.copyOf(rest, rest.length + 1);
    line[rest.length] = '\n';
    return Optional.of(line);
  }

  /** Forgets what is left. */
  void drop() {
    from = to;
    looked = to;
  }

  private byte[] take(int end) {
    byte[] line = Arrays.copyOfRange(bytes, from, end);
    from = end;
    looked = end;
    return line;
  }
}
