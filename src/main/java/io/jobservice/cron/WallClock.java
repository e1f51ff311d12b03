package io.jobservice.cron;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * Fires when the clocks of a zone show what six fields match.
 *
 * <p>What clocks show twice fires at the first of the two. What they skip fires once, at the end of
 * the gap, unless the line matches by itself within as long after the gap as the gap is. So a daily
 * job runs that day, and one that runs each minute or hour keeps its pace.
 */
final class WallClock implements Rhythm {

  private final CronFields fields;
  private final FieldCalendar calendar;
  private final ZoneId zone;

  WallClock(CronFields fields, ZoneId zone) {
    this.fields = fields;
    this.calendar = new FieldCalendar(fields);
    this.zone = zone;
  }

  @Override
  public Optional<Instant> next(Instant after) {
    if (!after.isBefore(END)) {
      return Optional.empty();
    }
    Instant from = after.isBefore(Instant.EPOCH) ? Instant.EPOCH.minusNanos(1) : after;
    ZoneRules rules = zone.getRules();
    return afterLocal(shown(from, rules), rules).filter(instant -> instant.isBefore(END));
  }

  /** What the clocks show, or the last second of what they show for the second time. */
  private static LocalDateTime shown(Instant instant, ZoneRules rules) {
    LocalDateTime shown =
        LocalDateTime.ofInstant(instant, rules.getOffset(instant)).truncatedTo(ChronoUnit.SECONDS);
    ZoneOffsetTransition change = rules.getTransition(shown);
    boolean again = change != null && change.isOverlap() && !instant.isBefore(change.getInstant());
    return again ? change.getDateTimeBefore().minusSeconds(1) : shown;
  }

  private Optional<Instant> afterLocal(LocalDateTime time, ZoneRules rules) {
    Optional<LocalDateTime> match = calendar.after(time);
    if (match.isEmpty()) {
      return Optional.empty();
    }
    ZoneOffsetTransition change = rules.getTransition(match.get());
    if (change == null || change.isOverlap()) {
      // In an overlap this is the earlier one.
      return Optional.of(match.get().toInstant(rules.getOffset(match.get())));
    }
    LocalDateTime gapEnd = change.getDateTimeAfter();
    LocalDateTime beforeEnd = gapEnd.minusSeconds(1);
    boolean soon =
        calendar
            .after(beforeEnd)
            .filter(own -> own.isBefore(gapEnd.plus(change.getDuration())))
            .isPresent();
    return soon ? afterLocal(beforeEnd, rules) : Optional.of(change.getInstant());
  }

  @Override
  public boolean isMoreThanOnceAMinute() {
    return fields.second().count() > 1;
  }

  @Override
  public String text() {
    return fields.text();
  }

  @Override
  public String words() {
    return new CronWords(fields).sentence();
  }
}
