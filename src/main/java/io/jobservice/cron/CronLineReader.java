package io.jobservice.cron;

import io.jobservice.model.EditDistance;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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

  /** Sentences about steps that are beyond their range, of a line that can be read. */
  List<String> oddSteps() {
    List<String> odd = new ArrayList<>();
    String[] fields = text.replaceFirst("^(?:CRON_)?TZ=\\S+\\s+", "").split(BLANKS, -1);
    if (fields.length == CronField.values().length) {
      int next = 0;
      for (CronField field : CronField.values()) {
        odd.addAll(new FieldReader(field).oddSteps(fields[next++]));
      }
    }
    return odd;
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
      Optional<String> meant =
          EditDistance.nearest(
                  words[0],
                  Stream.concat(WORDS.keySet().stream(), Stream.of(EVERY)).sorted().toList())
              .filter(word -> !word.equals(words[0]))
              .filter(word -> words.length == (word.equals(EVERY) ? 2 : 1));
      throw wrong(
          "is not known",
          meant
              .map(word -> "did you mean '" + text.replace(words[0], word) + "'?")
              .orElse(
                  "write @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly or"
                      + " @every 1h30m"));
    }
    return new WallClock(CronFields.read(fields.split(" ")), zone);
  }

  private long seconds(String[] words) throws InvalidCronException {
    if (words.length != 2) {
      throw wrong("needs one duration", "write it as in @every 1h30m");
    }
    Duration duration = GoDuration.read(words[1]).orElseThrow(() -> wrongDuration(words[1]));
    if (duration.toSeconds() < 1) {
      throw new InvalidCronException("duration", words[1], "is too short", "write 1s or more");
    }
    return duration.toSeconds();
  }

  private static InvalidCronException wrongDuration(String text) {
    String reason = "is none, or longer than 290 years";
    String remedy = "write hours, minutes and seconds, such as 1h30m";
    if (text.matches("-.*")) {
      reason = "must be more than 0";
      remedy = "write 1s or more";
    } else if (text.matches("[0-9]{1,9}")) {
      reason = "has no unit";
      remedy = "write " + text + "s";
    } else if (text.matches("[0-9]{1,5}d")) {
      long days = Long.parseLong(text.substring(0, text.length() - 1));
      reason = "has days, which are not allowed";
      remedy = "write " + Duration.ofDays(days).toHours() + "h";
    } else if (text.matches("[0-9.]+d.*")) {
      reason = "has days, which are not allowed";
      remedy = "write hours";
    }
    return new InvalidCronException("duration", text, reason, remedy);
  }

  private InvalidCronException wrong(String reason, String remedy) {
    return new InvalidCronException(LINE, text, reason, remedy);
  }
}
