package io.jobservice.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.jobservice.testing.TestNode;

/**
 * What is sent. What is malformed as HTTP has a connection of its own, which the sender closes
 * after its last byte; all else has exactly one answer, on a connection that others use too.
 */
final class Case {

  private static final String HEAD =
      " HTTP/1.1\r\nHost: fuzz\r\nAuthorization: Harbor-Secret " + TestNode.SECRET + "\r\n";

  private final Level level;
  private final byte[] bytes;
  private final boolean hasBody;

  private Case(Level level, byte[] bytes, boolean hasBody) {
    this.level = level;
    this.bytes = bytes;
    this.hasBody = hasBody;
  }

  Level level() {
    return level;
  }

  /** All that is sent. */
  byte[] bytes() {
    return bytes;
  }

  /** Whether its answer may have a body. */
  boolean hasBody() {
    return hasBody;
  }

  static Case protocol(byte[] bytes) {
    return new Case(Level.PROTOCOL, bytes, true);
  }

  static Case protocol(String text) {
    return protocol(text.getBytes(ISO_8859_1));
  }

  /** A request whose HTTP is right; {@code headers} end with a line break each. */
  static Case of(Level level, String method, String path, String headers, byte[] body) {
    String length = body.length == 0 ? "" : "Content-Length: " + body.length + "\r\n";
    byte[] head = (method + " " + path + HEAD + headers + length + "\r\n").getBytes(UTF_8);
    byte[] all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return new Case(level, all, !method.equals("HEAD"));
  }

  /** Its beginning, on one line. */
  String shown() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(bytes.length, 600); i++) {
      int one = bytes[i] & 0xff;
      if (one == '\r') {
        text.append("\\r");
      } else if (one == '\n') {
        text.append("\\n");
      } else if (one < ' ' || one > '~') {
        text.append("\\x%02x".formatted(one));
      } else {
        text.append((char) one);
      }
    }
    return text + (bytes.length > 600 ? ".. (" + bytes.length + " bytes)" : "");
  }
}
