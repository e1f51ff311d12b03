package io.jobservice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Standard output: UTF-8, buffered, and unlike {@link java.io.PrintStream} honest about a disk that
 * is full or a reader that went away. For one thread.
 */
final class Output {

  private final OutputStream bytes;

  Output(OutputStream target) {
    this.bytes = new BufferedOutputStream(target, 8192);
  }

  /** For what is bytes already. */
  OutputStream bytes() {
    return bytes;
  }

  /** Writes a piece of a line; it appears at the next flush. */
  void text(String text) throws IOException {
    bytes.write(text.getBytes(UTF_8));
  }

  /** Writes a line; it appears at the next flush. */
  void line(String text) throws IOException {
    text(text);
    bytes.write('\n');
  }

  /** Makes all that was written appear. */
  void flush() throws IOException {
    bytes.flush();
  }
}
