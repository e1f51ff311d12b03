package io.jobservice.cron;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * When a periodic job is due.
 *
 * <p>A line is one of
 *
 * <pre>
 *   SECOND MINUTE HOUR DAY-OF-MONTH MONTH DAY-OF-WEEK
 *   {@literal @}yearly {@literal @}annually {@literal @}monthly {@literal @}weekly {@literal @}daily {@literal @}midnight {@literal @}hourly
 *   {@literal @}every DURATION
 * </pre>
 *
 * after {@code CRON_TZ=Area/City} or {@code TZ=Area/City}, if it has a zone of its own. Fields are
 * {@code *} or {@code ?}, values, ranges {@code 1-5}, steps {@code *}{@code /5}, {@code 10-30/5} or
 * {@code 10/5} (from 10 to the end of the field), and lists of these; months and days of the week
 * may be names of three letters. Sunday is 0, and 7 is nothing. A step beyond the range leaves the
 * first value. Where both day fields are restrictions (neither is {@code *}), a day that matches
 * one of them is enough. The duration has whole seconds, 1 or more; what is finer is cut off.
 *
 * <p>Of what the clocks of the zone show twice, the first fires; what they skip fires once when the
 * gap ends, unless the line matches by itself within as long after the gap as the gap is.
 *
 * <p>Immutable; may be shared between threads.
 */
public final class CronLine {

  private final String text;
  private final ZoneId zone;
  private final boolean plain;
  private final Rhythm rhythm;

  CronLine(String text, ZoneId zone, boolean plain, Rhythm rhythm) {
    this.text = text;
    this.zone = zone;
    this.plain = plain;
    this.rhythm = rhythm;
  }

  /**
   * Reads a line that is in UTC when it has no zone.
   *
   * @param text at most 1000 characters
   * @throws InvalidCronException if it is no line, or one that never fires
   */
  public static CronLine parse(String text) throws InvalidCronException {
    return parse(text, ZoneOffset.UTC);
  }

  /**
   * Reads a line.
   *
   * @param text at most 1000 characters
   * @param standard the zone when the line has none
   * @throws InvalidCronException if it is no line, or one that never fires
   */
  public static CronLine parse(String text, ZoneId standard) throws InvalidCronException {
    return new CronLineReader(text, Objects.requireNonNull(standard)).read();
  }

  /**
   * The same line for a policy of which the time of creation is known. The instants of {@code
   * @every} are counted from it, and fields do not change.
   *
   * <p>All nodes, and each of them after a restart, so find the same instants without a word
   * between them; a job does not run before its interval has passed once; and policies with the
   * same interval do not all run at the same time. A line that was not told counts from 1970.
   *
   * @param created a fraction of a second is cut off
   */
  public CronLine countedFrom(Instant created) {
    return rhythm instanceof Interval interval
        ? new CronLine(
            text, zone, plain, new Interval(interval.seconds(), created.getEpochSecond()))
        : this;
  }

  /**
   * The first instant at which the line fires after the given one, in whole seconds. Takes
   * microseconds, however rarely the line fires.
   *
   * @return later than {@code after}; not before 1970; empty from the last day of the year 9999 on
   */
  public Optional<Instant> next(Instant after) {
    return rhythm.next(after);
  }

  /** The line as it was given, without blanks around it. */
  public String text() {
    return text;
  }

  /** The zone whose clocks count. An {@code @every} has one too, and does not heed it. */
  public ZoneId zone() {
    return zone;
  }

  /**
   * Whether every node of the other kind reads this text as we do: six fields without a zone, in
   * UTC. A day field like {@code *}{@code /2} beside a restricted other day field is not plain,
   * since those nodes differ among themselves.
   */
  public boolean isPlain() {
    return plain;
  }

  /** Whether it fires more than once in some minute, which is rarely what was meant. */
  public boolean isMoreThanOnceAMinute() {
    return rhythm.isMoreThanOnceAMinute();
  }

  /**
   * What may not have been meant.
   *
   * @return sentences without a full stop; mostly none
   */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (isMoreThanOnceAMinute()) {
      warnings.add(
          "the cron line fires more than once a minute, "
              + explain()
              + (rhythm instanceof WallClock ? "; its first field is the second" : ""));
    }
    warnings.addAll(new CronLineReader(text, zone).oddSteps());
    return List.copyOf(warnings);
  }

  /**
   * A line that {@link #parse(String)} reads, the same for all lines that have the same fields and
   * zone, or the same interval.
   */
  public String normalised() {
    return hasOwnClocks() ? "CRON_TZ=" + zone + " " + rhythm.text() : rhythm.text();
  }

  /** The line in words, such as {@code at 02:30 every Monday, Europe/Berlin time}. */
  public String explain() {
    return hasOwnClocks() ? rhythm.words() + ", " + zone + " time" : rhythm.words();
  }

  private boolean hasOwnClocks() {
    return rhythm instanceof WallClock && !CronLineReader.isUtc(zone);
  }

  @Override
  public String toString() {
    return text;
  }
}
