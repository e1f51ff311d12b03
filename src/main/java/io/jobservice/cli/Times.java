package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Instants as ISO 8601: in UTC, so that a script reads the same everywhere, or for a person in
 * their zone, and in tables as how long ago.
 *
 * @param zone the zone to write in
 * @param now the time that others are told from; empty when only instants are written
 */
record Times(ZoneId zone, Optional<Instant> now) {

  static Times utc() {
    return new Times(ZoneOffset.UTC, Optional.empty());
  }

  static Times forPerson(ZoneId zone, Instant now) {
    return new Times(zone, Optional.of(now));
  }

  /** An instant given as epoch seconds; anything else stays as it is, nothing is a dash. */
  String shown(JsonNode seconds) {
    if (!seconds.isIntegralNumber()) {
      return seconds.asText().isEmpty() ? "-" : seconds.asText();
    }
    try {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
          Instant.ofEpochSecond(seconds.asLong()).atZone(zone));
    } catch (DateTimeException e) {
      return seconds.asText();
    }
  }

  /** The same, with how long ago or until then where a person looks at it. */
  String shownWithSpan(JsonNode seconds) {
    return now.isEmpty() || !seconds.isIntegralNumber()
        ? shown(seconds)
        : shown(seconds) + " (" + brief(seconds) + ")";
  }

  /** The same for a table: how long ago, or how long until then, where a person looks at it. */
  String brief(JsonNode seconds) {
    if (now.isEmpty() || !seconds.isIntegralNumber()) {
      return shown(seconds);
    }
    long ago = now.get().getEpochSecond() - seconds.asLong();
    return ago >= 0 ? span(ago) + " ago" : "in " + span(-ago);
  }

  /** A number of seconds in its two largest units, such as {@code 1h5m}. */
  static String span(long seconds) {
    Duration time = Duration.ofSeconds(seconds);
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return time.toMinutes() + "m" + unless0(time.toSecondsPart(), "s", seconds < 600);
    }
    if (seconds < 86_400) {
      return time.toHours() + "h" + unless0(time.toMinutesPart(), "m", true);
    }
    return time.toDays() + "d" + unless0(time.toHoursPart(), "h", seconds < 864_000);
  }

  private static String unless0(int part, String unit, boolean wanted) {
    return part == 0 || !wanted ? "" : part + unit;
  }
}
