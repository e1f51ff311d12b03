package io.jobservice.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Which part of a log is asked for.
 *
 * @param tail how many lines at its end, 0 to {@value #MOST_LINES}; empty for all
 * @param since from which time on, to the second
 * @param attempts of which attempts
 * @param newest whether only the newest attempt is meant, whichever it is; {@code attempts} is all
 *     of them then
 */
public record LogQuery(
    OptionalInt tail, Optional<Instant> since, AttemptRange attempts, boolean newest) {

  /** As many lines may be asked for by their number. */
  public static final int MOST_LINES = 1_000_000;

  /** The whole log. */
  public static final LogQuery ALL =
      new LogQuery(OptionalInt.empty(), Optional.empty(), AttemptRange.ALL, false);

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,12}");

  /** Whether the whole log is asked for. */
  public boolean isAll() {
    return equals(ALL);
  }

  /** The same for other attempts. */
  public LogQuery with(AttemptRange range) {
    return new LogQuery(tail, since, range, false);
  }

  /** The same for fewer lines, at least none. */
  public LogQuery withTail(int lines) {
    return new LogQuery(OptionalInt.of(Math.max(0, lines)), since, attempts, newest);
  }

  /**
   * Reads the words of a request.
   *
   * @param tail a number of lines
   * @param since epoch seconds, a time as in RFC 3339, or how long ago, such as {@code 10m}
   * @param attempt {@code 3}, {@code 2-4}, {@code 2-} or {@code last}
   * @param now what "ago" is counted from
   * @throws BadRequestException if one of them cannot be read; the message names it
   */
  public static LogQuery parse(
      Optional<String> tail, Optional<String> since, Optional<String> attempt, Instant now)
      throws BadRequestException {
    boolean newest = attempt.isPresent() && attempt.get().equals("last");
    return new LogQuery(
        tail.isPresent() ? OptionalInt.of(lines(tail.get())) : OptionalInt.empty(),
        since.isPresent() ? Optional.of(time(since.get(), now)) : Optional.empty(),
        attempt.isPresent() && !newest ? range(attempt.get()) : AttemptRange.ALL,
        newest);
  }

  private static int lines(String text) throws BadRequestException {
    long lines = DIGITS.matcher(text).matches() ? Long.parseLong(text) : -1;
    if (lines < 0 || lines > MOST_LINES) {
      throw new BadRequestException(
          "'tail' must be a number of lines from 0 to " + MOST_LINES + ", not " + text);
    }
    return (int) lines;
  }

  private static AttemptRange range(String text) throws BadRequestException {
    return AttemptRange.parse(text)
        .orElseThrow(
            () ->
                new BadRequestException(
                    "'attempt' must be a number from 1 on, a range such as 2-4, or last, not "
                        + text));
  }

  private static Instant time(String text, Instant now) throws BadRequestException {
    if (DIGITS.matcher(text).matches()) {
      return Instant.ofEpochSecond(Long.parseLong(text));
    }
    try {
      var ago = DurationText.parse(text);
      // A plus that was not escaped has become a space.
      return ago.isPresent()
          ? now.minus(ago.get())
          : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
    } catch (DateTimeException | ArithmeticException e) {
      throw new BadRequestException(
          "'since' must be a time such as 2026-11-22T09:00:00Z, epoch seconds, or how long ago,"
              + " such as 10m, not "
              + text);
    }
  }
}
