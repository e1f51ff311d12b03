package io.jobservice.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads server-sent events: lines {@code event: NAME}, {@code id: TEXT} and {@code data: TEXT} up
 * to an empty one, and comments, which begin with a colon. Unlike browsers it takes a carriage
 * return for the end of a line before a newline only, since a line of a log may hold one. The
 * memory that it takes is bounded. For one thread.
 */
final class EventStream {

  /** What is longer of a line of a log is cut off. */
  static final int LONGEST_LINE = 1 << 20;

  /** The record of a job may be larger; what is larger still cannot be read. */
  private static final int LARGEST_RECORD = 16 << 20;

  /** What stands before a line of a log. */
  private static final int FIELD = "data: ".length();

  private static final byte[] CUT = "…".getBytes(UTF_8);
  private static final String LOG = "log";
  private static final String UNNAMED = "message";

  private final InputStream in;
  private final byte[] buffer = new byte[16 * 1024];
  private int next;
  private int end;

  EventStream(InputStream in) {
    this.in = in;
  }

  /**
   * An event.
   *
   * @param name its name, empty for a comment
   * @param id its id, or null
   * @param data its data, mostly one line
   */
  record Event(String name, String id, RawLine data) {}

  /** The next event or comment; null at the end. An event that breaks off is none. */
  Event read() throws IOException {
    String name = UNNAMED;
    String id = null;
    ByteArrayOutputStream data = null;
    while (true) {
      byte[] line = line(name.equals(LOG) ? FIELD + LONGEST_LINE : LARGEST_RECORD);
      if (line == null) {
        return null;
      }
      if (line.length == 0) {
        if (data != null) {
          return new Event(name, id, new RawLine(data.toByteArray()));
        }
        name = UNNAMED;
        id = null;
      } else if (line[0] == ':') {
        if (data == null && id == null && name.equals(UNNAMED)) {
          return new Event("", null, new RawLine(line));
        }
      } else if (field(line, "data")) {
        data = joined(data, value(line));
      } else if (field(line, "event")) {
        name = new String(value(line), UTF_8);
      } else if (field(line, "id")) {
        id = new String(value(line), UTF_8);
      }
    }
  }

  private static ByteArrayOutputStream joined(ByteArrayOutputStream data, byte[] more) {
    ByteArrayOutputStream all = data;
    if (all == null) {
      all = new ByteArrayOutputStream(more.length);
    } else {
      all.write('\n');
    }
    all.writeBytes(more);
    return all;
  }

  private static boolean field(byte[] line, String name) {
    return line.length >= name.length()
        && new String(line, 0, name.length(), UTF_8).equals(name)
        && (line.length == name.length() || line[name.length()] == ':');
  }

  private static byte[] value(byte[] line) {
    int from = 0;
    while (from < line.length && line[from] != ':') {
      from++;
    }
    from++;
    if (from < line.length && line[from] == ' ') {
      from++;
    }
    return from >= line.length ? new byte[0] : Arrays.copyOfRange(line, from, line.length);
  }

  /** A line without its end; null if the stream ends before it does. */
  private byte[] line(int most) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    boolean cut = false;
    while (true) {
      if (next == end) {
        end = Math.max(0, in.read(buffer));
        next = 0;
        if (end == 0) {
          return null;
        }
      }
      int from = next;
      while (next < end && buffer[next] != '\n') {
        next++;
      }
      int kept = Math.min(next - from, most - line.size());
      line.write(buffer, from, kept);
      cut |= kept < next - from;
      if (next < end) {
        next++;
        return cut ? cut(line.toByteArray()) : withoutReturn(line.toByteArray());
      }
    }
  }

  private static byte[] withoutReturn(byte[] line) {
    return line.length > 0 && line[line.length - 1] == '\r'
        ? Arrays.copyOf(line, line.length - 1)
        : line;
  }

  /** Between two characters, with a sign that something is missing. */
  private static byte[] cut(byte[] line) {
    int length = line.length;
    while (length > 0 && (line[length - 1] & 0xc0) == 0x80) {
      length--;
    }
    byte[] shown = Arrays.copyOf(line, Math.max(0, length - 1) + CUT.length);
    System.arraycopy(CUT, 0, shown, shown.length - CUT.length, CUT.length);
    return shown;
  }
}
