package io.jobservice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Makes lines of bytes; of one longer than 1 MiB, what follows is left out for an ellipsis. */
final class LineSplitter {

  private static final int LONGEST = 1 << 20;
  private static final byte[] CUT = "…".getBytes(UTF_8);

  private final LogShape.Lines lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
  private boolean begun;
  private boolean cut;

  LineSplitter(LogShape.Lines lines) {
    this.lines = lines;
  }

  void add(byte[] bytes, int from, int length) throws IOException {
    int begin = from;
    for (int i = from; i < from + length; i++) {
      if (bytes[i] == '\n') {
        keep(bytes, begin, i - begin);
        begin = i + 1;
        begun = true;
        finish();
      }
    }
    keep(bytes, begin, from + length - begin);
  }

  private void keep(byte[] bytes, int from, int length) {
    int kept = Math.min(length, LONGEST - line.size());
    line.write(bytes, from, kept);
    cut |= kept < length;
    begun |= length > 0;
  }

  /** Gives out a last line that has no newline. */
  void finish() throws IOException {
    if (!begun) {
      return;
    }
    if (cut) {
      line.writeBytes(CUT);
    }
    byte[] whole = line.toByteArray();
    line.reset();
    begun = false;
    cut = false;
    lines.add(whole);
  }
}
