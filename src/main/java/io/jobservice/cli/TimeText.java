package io.jobservice.cli;

import io.jobservice.model.DurationText;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/**
 * Past times as people write them: how long ago, as {@link DurationText} has it; a date, which is
 * its beginning; or a date and time in ISO 8601. What names no zone means that of the clock.
 */
record TimeText(Clock clock) {

  /** The time, or empty when the text is none. */
  Optional<Instant> parse(String text) {
    Optional<Duration> ago = DurationText.parse(text);
    return ago.isPresent() ? ago.map(clock.instant()::minus) : moment(text);
  }

  /** The time that a date, or a date and time, tells; empty when the text is neither. */
  Optional<Instant> moment(String text) {
    ZoneId here = clock.getZone();
    try {
      return Optional.of(
          text.indexOf('T') < 0
              ? LocalDate.parse(text).atStartOfDay(here).toInstant()
              : dateAndTime(text, here));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Instant dateAndTime(String text, ZoneId here) {
    TemporalAccessor time =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(text, ZonedDateTime::from, LocalDateTime::from);
    return time instanceof ZonedDateTime zoned
        ? zoned.toInstant()
        : LocalDateTime.from(time).atZone(here).toInstant();
  }
}
