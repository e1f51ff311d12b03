package io.jobservice.model;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 90s}, {@code 1h30m}, {@code 500ms}, {@code 7d}, {@code
 * 30}. The units are d, h, m, s and ms, each at most once and in this order, with whole numbers of
 * at most nine digits; a day has 24 hours.
 */
public final class DurationText {

  // Nine digits of days are far from overflowing a duration.
  private static final Pattern PARTS =
      Pattern.compile(
          "(?:([0-9]{1,9})d)?(?:([0-9]{1,9})h)?(?:([0-9]{1,9})m(?!s))?(?:([0-9]{1,9})s)?"
              + "(?:([0-9]{1,9})ms)?");

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  private DurationText() {}

  /**
   * Reads a duration.
   *
   * @param text any text; a bare number means seconds
   * @return the duration, never negative; empty when the text is none
   */
  public static Optional<Duration> parse(String text) {
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    Matcher parts = PARTS.matcher(text);
    if (text.isEmpty() || !parts.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofDays(part(parts, 1))
            .plusHours(part(parts, 2))
            .plusMinutes(part(parts, 3))
            .plusSeconds(part(parts, 4))
            .plusMillis(part(parts, 5)));
  }

  private static long part(Matcher parts, int group) {
    return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
  }

  /**
   * The shortest text that {@link #parse} reads back, such as {@code 1h30m}.
   *
   * @param duration zero or more; what is finer than a millisecond is cut off
   */
  public static String format(Duration duration) {
    StringBuilder text = new StringBuilder();
    append(text, duration.toDaysPart(), "d");
    append(text, duration.toHoursPart(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    append(text, duration.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long number, String unit) {
    if (number != 0) {
      text.append(number).append(unit);
    }
  }
}
