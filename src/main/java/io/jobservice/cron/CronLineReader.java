package io.jobservice.cron;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** Reads lines: a zone or none, then six fields, a word for six fields, or an interval. */
final class CronLineReader {

  private static final int LONGEST = 1000;
  private static final String LINE = "cron line";
  private static final String BLANKS = "[ \\t]+";
  private static final String EVERY = "@every";
  private static final String FORM =
      "write six fields: second minute hour day-of-month month day-of-week";

  private static final Map<String, String> WORDS =
      Map.of(
          "@yearly", "0 0 0 1 1 *",
          "@annually", "0 0 0 1 1 *",
          "@monthly", "0 0 0 1 * *",
          "@weekly", "0 0 0 * * 0",
          "@daily", "0 0 0 * * *",
          "@midnight", "0 0 0 * * *",
          "@hourly", "0 0 * * * *");

  private final String text;
  private final ZoneId standard;

  CronLineReader(String text, ZoneId standard) {
    this.text = text.strip();
    this.standard = standard;
  }

  CronLine read() throws InvalidCronException {
    checkText();
    String[] words = text.split(BLANKS, 2);
    boolean prefixed = words[0].startsWith("CRON_TZ=") || words[0].startsWith("TZ=");
    if (!prefixed) {
      return line(standard, "", text);
    }
    if (words.length == 1) {
      throw wrong("has a zone and nothing else", FORM + ", after the zone");
    }
    return line(zone(words[0].substring(words[0].indexOf('=') + 1)), words[0] + " ", words[1]);
  }

  private void checkText() throws InvalidCronException {
    if (text.isEmpty()) {
      throw wrong("is empty", FORM);
    }
    if (text.length() > LONGEST) {
      throw wrong("is longer than " + LONGEST + " characters", "write ranges instead of lists");
    }
    Optional<String> odd =
        text.chars()
            .filter(c -> (c < ' ' || c > '~') && c != '\t' && c != 'µ' && c != 'μ')
            .mapToObj(c -> String.format("U+%04X", c))
            .findFirst();
    if (odd.isPresent()) {
      throw new InvalidCronException(
          LINE,
          text.replaceAll("[^ -~]", "?"),
          "holds the character " + odd.get(),
          "write letters, digits, spaces and * ? , - / @ only");
    }
  }

  private ZoneId zone(String name) throws InvalidCronException {
    if (ZoneId.getAvailableZoneIds().contains(name)) {
      return ZoneId.of(name);
    }
    Optional<String> meant =
        ZoneId.getAvailableZoneIds().stream().filter(name::equalsIgnoreCase).sorted().findFirst();
    throw new InvalidCronException(
        "zone",
        name,
        "is not known",
        meant
            .map(id -> "did you mean '" + id + "'?")
            .orElse("write an area and a city, such as Europe/Berlin, or UTC"));
  }

  private CronLine line(ZoneId zone, String prefix, String rest) throws InvalidCronException {
    if (rest.startsWith("@")) {
      return new CronLine(text, zone, false, rhythm(zone, rest));
    }
    String[] fields = rest.split(BLANKS);
    if (fields.length == 5) {
      throw wrong("has five fields, without the seconds", meant(prefix, rest));
    }
    if (fields.length != 6) {
      throw wrong(
          "has " + fields.length + (fields.length == 1 ? " field" : " fields"),
          FORM + (fields.length == 7 ? ", and no year" : ""));
    }
    CronFields values = CronFields.read(fields);
    return new CronLine(
        text,
        zone,
        prefix.isEmpty() && isUtc(zone) && !isReadInTwoWays(fields, values),
        new WallClock(values, zone));
  }

  private static String meant(String prefix, String rest) {
    String six = "0 " + String.join(" ", rest.split(BLANKS));
    try {
      CronFields.read(six.split(" "));
      return "did you mean '" + prefix + six + "'?";
    } catch (InvalidCronException e) {
      return FORM;
    }
  }

  static boolean isUtc(ZoneId zone) {
    return zone.getRules().isFixedOffset()
        && zone.getRules().getOffset(Instant.EPOCH).equals(ZoneOffset.UTC);
  }

  /**
   * Older nodes of the other kind take a star with a step for no restriction, so that with a
   * restricted other day field both must match; newer ones and ours take it for a restriction.
   */
  private static boolean isReadInTwoWays(String[] fields, CronFields values) {
    return values.isEitherDay() && (fields[3] + fields[5]).matches(".*[*?].*");
  }

  private Rhythm rhythm(ZoneId zone, String rest) throws InvalidCronException {
    String[] words = rest.split(BLANKS);
    if (words[0].equals(EVERY)) {
      return new Interval(seconds(words), 0);
    }
    String fields = words.length == 1 ? WORDS.get(words[0]) : null;
    if (fields == null) {
      throw wrong(
          "is not known",
          "write @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly or @every 1h30m");
    }
    return new WallClock(CronFields.read(fields.split(" ")), zone);
  }

  private long seconds(String[] words) throws InvalidCronException {
    if (words.length != 2) {
      throw wrong("needs one duration", "write it as in @every 1h30m");
    }
    Duration duration =
        GoDuration.read(words[1])
            .orElseThrow(
                () ->
                    new InvalidCronException(
                        "duration",
                        words[1],
                        "is none, or longer than 290 years",
                        "write hours, minutes and seconds, such as 1h30m"));
    if (duration.toSeconds() < 1) {
      throw new InvalidCronException("duration", words[1], "is too short", "write 1s or more");
    }
    return duration.toSeconds();
  }

  private InvalidCronException wrong(String reason, String remedy) {
    return new InvalidCronException(LINE, text, reason, remedy);
  }
}
