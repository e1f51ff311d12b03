package io.jobservice.hook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The header {@code Retry-After}: seconds, or a date in one of the three forms of RFC 9110, section
 * 5.6.7.
 */
final class RetryAfter {

  private static final Pattern SECONDS = Pattern.compile("\\d{1,18}");
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final int YEARS_BACK = 50;

  private RetryAfter() {}

  /**
   * What a value asks to wait, at most a year.
   *
   * @param value of the header
   * @param now the time
   * @return zero or more; empty when the value is none
   */
  static Optional<Duration> parse(String value, Instant now) {
    String text = value.strip();
    Optional<Duration> wait =
        SECONDS.matcher(text).matches()
            ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
            : date(text, now).map(date -> Duration.between(now, date));
    return wait.map(
        time -> time.isNegative() ? Duration.ZERO : time.compareTo(LONGEST) > 0 ? LONGEST : time);
  }

  private static Optional<Instant> date(String text, Instant now) {
    for (DateTimeFormatter form : forms(now)) {
      try {
        return Optional.of(ZonedDateTime.parse(text, form).toInstant());
      } catch (DateTimeException e) {
        // Another form, perhaps.
      }
    }
    return Optional.empty();
  }

  private static List<DateTimeFormatter> forms(Instant now) {
    int century = now.atZone(ZoneOffset.UTC).getYear() - YEARS_BACK;
    DateTimeFormatter obsolete =
        new DateTimeFormatterBuilder()
            .appendPattern("EEEE, dd-MMM-")
            .appendValueReduced(ChronoField.YEAR, 2, 2, century)
            .appendPattern(" HH:mm:ss 'GMT'")
            .toFormatter(Locale.US);
    DateTimeFormatter asctime = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US);
    return List.of(
        DateTimeFormatter.RFC_1123_DATE_TIME,
        obsolete.withZone(ZoneOffset.UTC),
        asctime.withZone(ZoneOffset.UTC));
  }
}
