package io.jobservice.joblog;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;

/** Times in logs: RFC 3339, in UTC. By hand, since a formatter takes longer than all the rest. */
final class LogTime {

  private LogTime() {}

  /** Such as {@code 2026-11-21T23:39:09Z}; the fraction is cut off. */
  static void appendSeconds(StringBuilder into, Instant at) {
    append(into, at, false);
  }

  /** Such as {@code 2026-11-21T23:39:09.123456Z}. */
  static void appendMicros(StringBuilder into, Instant at) {
    append(into, at, true);
  }

  private static void append(StringBuilder into, Instant at, boolean micros) {
    LocalDateTime time = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    pad(into, time.getYear(), 4);
    into.append('-');
    pad(into, time.getMonthValue(), 2);
    into.append('-');
    pad(into, time.getDayOfMonth(), 2);
    into.append('T');
    pad(into, time.getHour(), 2);
    into.append(':');
    pad(into, time.getMinute(), 2);
    into.append(':');
    pad(into, time.getSecond(), 2);
    if (micros) {
      into.append('.');
      pad(into, time.get(ChronoField.MICRO_OF_SECOND), 6);
    }
    into.append('Z');
  }

  private static void pad(StringBuilder into, int number, int digits) {
    String text = Integer.toString(number);
    into.append("0".repeat(Math.max(0, digits - text.length()))).append(text);
  }
}
