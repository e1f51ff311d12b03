package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Instants as ISO 8601: in the zone of whoever looks at a terminal, and in UTC for everything else,
 * so that a script reads the same everywhere.
 */
record Times(ZoneId zone) {

  static Times of(Shell shell) {
    return new Times(shell.person().map(Shell.Person::zone).orElse(ZoneOffset.UTC));
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
}
