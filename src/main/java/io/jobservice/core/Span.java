package io.jobservice.core;

import java.time.Duration;

/** Spans of time as a sentence has them: two units at most, such as {@code 3 min 20 s}. */
final class Span {

  private Span() {}

  /** A number of seconds; less than none counts as none. */
  static String of(long seconds) {
    Duration time = Duration.ofSeconds(Math.max(0, seconds));
    if (time.toMinutes() == 0) {
      return time.toSeconds() + " s";
    }
    if (time.toHours() == 0) {
      return time.toMinutes() + " min" + part(time.toSecondsPart(), "s");
    }
    if (time.toDays() == 0) {
      return time.toHours() + " h" + part(time.toMinutesPart(), "min");
    }
    return time.toDays() + " d" + part(time.toHoursPart(), "h");
  }

  private static String part(int number, String unit) {
    return number == 0 ? "" : " " + number + " " + unit;
  }
}
