package io.jobservice.client;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A line of a log as its bytes, without its newline. They are not copied: leave them alone. */
public final class RawLine {

  private final byte[] bytes;

  /** A line of these bytes. */
  public RawLine(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The bytes. */
  public byte[] bytes() {
    return bytes;
  }

  /** The line as text; what is not UTF-8 is shown as U+FFFD. */
  public String text() {
    return new String(bytes, UTF_8);
  }
}
