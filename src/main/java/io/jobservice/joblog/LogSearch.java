package io.jobservice.joblog;

import io.jobservice.model.AttemptRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds places in a log without reading all of it, where that can be helped: its last lines from
 * behind, a time by halving. Attempts are found by their separators, from the beginning on. It
 * reads some ten thousand bytes at a time. For one thread.
 */
public final class LogSearch {

  /** A part of a log, from one place up to another. */
  public record Span(long from, long to) {}

  /** The last lines of a part: where they begin, and how many there are. */
  public record Tail(long from, int lines) {}

  private static final int BLOCK = 64 << 10;

  /** Below this it is no slower to read on than to halve again. */
  private static final long NEAR = 2L * BLOCK;

  private static final int LONGEST_HEAD = 160;
  private static final Pattern ATTEMPT =
      Pattern.compile(
          "--- attempt ([0-9]{1,18}), .*|\\{\"time\":\"[^\"]*\",\"notice\":\"attempt\",\"attempt\":([0-9]{1,18}).*");
  private static final Pattern TIME =
      Pattern.compile(
          "(?:|\\{\"time\":\"|--- attempt [0-9]{1,18}, )"
              + "([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\\.[0-9]+)?Z.*");

  private final StoredLog log;
  private final byte[] block = new byte[BLOCK];

  /** A search in a log, which stays open. */
  public LogSearch(StoredLog log) {
    this.log = log;
  }

  /**
   * The last lines of a part. A line that is not ended counts.
   *
   * @param span the part
   * @param lines how many at most, 0 or more
   * @throws IOException if the log cannot be read
   */
  public Tail tail(Span span, int lines) throws IOException {
    if (lines == 0 || span.to <= span.from) {
      return new Tail(span.to, 0);
    }
    int found = 0;
    // The line break that ends the last line begins no other.
    long to = span.to - 1;
    while (to > span.from) {
      long from = Math.max(span.from, to - BLOCK);
      int length = fill(from, (int) (to - from));
      for (int i = length - 1; i >= 0; i--) {
        if (block[i] == '\n' && ++found == lines) {
          return new Tail(from + i + 1, lines);
        }
      }
      to = from;
    }
    return new Tail(span.from, found + 1);
  }

  /**
   * Where the lines of a time and later ones begin. Lines are taken to be in the order of their
   * times, which they are unless a clock was set back.
   *
   * @param span the part to look in
   * @param time the time; what is finer than a second does not count
   * @throws IOException if the log cannot be read
   */
  public long since(Span span, Instant time) throws IOException {
    long second = time.getEpochSecond();
    long low = span.from;
    long high = span.to;
    while (high - low > NEAR) {
      long middle = low + (high - low) / 2;
      Optional<Timed> timed = firstTimed(nextLine(middle, high), high);
      if (timed.isPresent() && timed.get().second < second) {
        low = timed.get().place;
      } else {
        high = middle;
      }
    }
    for (Optional<Timed> timed = firstTimed(low, span.to);
        timed.isPresent();
        timed = firstTimed(nextLine(timed.get().place, span.to), span.to)) {
      if (timed.get().second >= second) {
        return timed.get().place;
      }
    }
    return span.to;
  }

  /**
   * The part that some attempts wrote.
   *
   * @param range which attempts
   * @param end where the log ends
   * @return the part; empty ones begin at the end
   * @throws IOException if the log cannot be read
   */
  public Span attempts(AttemptRange range, long end) throws IOException {
    return attempts(range, log.start(), end);
  }

  /**
   * The part that attempts wrote which had not begun when the log was read before.
   *
   * @param range which attempts
   * @param before up to where it was read
   * @param end where the log ends now
   * @return the part; empty ones begin at the end
   * @throws IOException if the log cannot be read
   */
  public Span begun(AttemptRange range, long before, long end) throws IOException {
    // What was read may end in a piece of a separator.
    return attempts(range, Math.max(log.start(), before - LONGEST_HEAD), end);
  }

  private Span attempts(AttemptRange range, long low, long end) throws IOException {
    long from = range.first() == 1 ? log.start() : -1;
    for (Optional<Numbered> next = separator(low, end);
        next.isPresent();
        next = separator(next.get().place + 1, end)) {
      long number = next.get().number;
      if (number > range.last()) {
        return new Span(from < 0 ? next.get().place : from, next.get().place);
      }
      if (from < 0 && number >= range.first()) {
        from = next.get().place;
        if (range.last() == Long.MAX_VALUE) {
          break;
        }
      }
    }
    return new Span(from < 0 ? end : from, end);
  }

  /**
   * Where attempts end in a part that begins with lines of theirs.
   *
   * @param range which attempts
   * @param from where the part begins
   * @param to where it ends
   * @return the place of the first separator of a later attempt, or the end of the part
   * @throws IOException if the log cannot be read
   */
  public long endOf(AttemptRange range, long from, long to) throws IOException {
    for (Optional<Numbered> next = separator(from, to);
        next.isPresent();
        next = separator(next.get().place + 1, to)) {
      if (next.get().number > range.last()) {
        return next.get().place;
      }
    }
    return to;
  }

  private record Timed(long place, long second) {}

  private record Numbered(long place, long number) {}

  /** The first line from a line's beginning on that has a time. */
  private Optional<Timed> firstTimed(long from, long to) throws IOException {
    for (long place = from; place < to; place = nextLine(place, to)) {
      OptionalLong second = second(head(place, to));
      if (second.isPresent()) {
        return Optional.of(new Timed(place, second.getAsLong()));
      }
    }
    return Optional.empty();
  }

  private static OptionalLong second(String head) {
    Matcher time = TIME.matcher(head);
    if (!time.matches()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Instant.parse(time.group(1) + "Z").getEpochSecond());
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }

  /** The first separator whose line begins at a place or behind it. */
  private Optional<Numbered> separator(long from, long to) throws IOException {
    boolean atLine = from == log.start() || byteAt(from - 1) == '\n';
    long place = from;
    while (place < to) {
      int length = fill(place, (int) Math.min(BLOCK, to - place));
      if (length == 0) {
        break;
      }
      for (int i = 0; i < length; i++) {
        if (atLine && mayBeSeparator(i, length)) {
          // The head is read anew, since it may lie in two blocks; the block is then another one.
          Optional<Numbered> found = numbered(place + i, to);
          if (found.isPresent()) {
            return found;
          }
          length = fill(place, length);
        }
        atLine = block[i] == '\n';
      }
      place += length;
    }
    return Optional.empty();
  }

  /** Most lines are passed over by this, so that the pattern is asked rarely. */
  private boolean mayBeSeparator(int i, int length) {
    if (block[i] == '-') {
      return true;
    }
    int key = i + "{\"time\":\"2026-11-22T09:00:00.000000Z\",\"".length();
    return block[i] == '{' && (key >= length || block[key] != 'l');
  }

  private Optional<Numbered> numbered(long place, long to) throws IOException {
    Matcher separator = ATTEMPT.matcher(head(place, to));
    if (!separator.matches()) {
      return Optional.empty();
    }
    String number = separator.group(1) == null ? separator.group(2) : separator.group(1);
    return Optional.of(new Numbered(place, Long.parseLong(number)));
  }

  /** The beginning of a line, as far as it tells what the line is. */
  private String head(long place, long to) throws IOException {
    int length = fill(place, (int) Math.min(LONGEST_HEAD, to - place));
    int end = 0;
    while (end < length && block[end] != '\n') {
      end++;
    }
    return new String(block, 0, end, StandardCharsets.ISO_8859_1);
  }

  /** Where the line after that of a place begins. */
  private long nextLine(long place, long to) throws IOException {
    int piece = LONGEST_HEAD;
    for (long from = place; from < to; piece = Math.min(BLOCK, piece * 4)) {
      int length = fill(from, (int) Math.min(piece, to - from));
      for (int i = 0; i < length; i++) {
        if (block[i] == '\n') {
          return from + i + 1;
        }
      }
      if (length == 0) {
        break;
      }
      from += length;
    }
    return to;
  }

  private int byteAt(long place) throws IOException {
    byte[] one = new byte[1];
    return log.read(place, one, 0, 1) < 1 ? -1 : one[0];
  }

  private int fill(long place, int length) throws IOException {
    int filled = 0;
    while (filled < length) {
      int count = log.read(place + filled, block, filled, length - filled);
      if (count < 0) {
        break;
      }
      filled += count;
    }
    return filled;
  }
}
