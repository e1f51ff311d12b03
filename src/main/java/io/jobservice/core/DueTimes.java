package io.jobservice.core;

import io.jobservice.cron.CronLine;
import io.jobservice.redis.PolicyStore;
import io.jobservice.redis.PolicyStore.Timetable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The seconds at which a policy is due, by its line alone. All times are epoch seconds. Immutable.
 */
public final class DueTimes {

  /** How long before its last execution a policy gets further ones. */
  private static final long LEAD = PolicyStore.HORIZON / 2;

  private final CronLine line;

  DueTimes(CronLine line) {
    this.line = line;
  }

  /**
   * The first one after a second.
   *
   * @param second any
   * @return empty when there is none until the year 9999
   */
  public OptionalLong next(long second) {
    return line.next(Instant.ofEpochSecond(second))
        .map(instant -> OptionalLong.of(instant.getEpochSecond()))
        .orElseGet(OptionalLong::empty);
  }

  /**
   * Some after a second, ascending.
   *
   * @param second any
   * @param most how many at most
   */
  public List<Long> following(long second, int most) {
    List<Long> found = new ArrayList<>();
    OptionalLong next = next(second);
    while (next.isPresent() && found.size() < most) {
      found.add(next.getAsLong());
      next = next(next.getAsLong());
    }
    return found;
  }

  /**
   * The newest in a stretch of time, ascending. However long that is, each takes some ten looks.
   *
   * @param after they are later than this
   * @param until and not later than this
   * @param most how many at most
   */
  public List<Long> newest(long after, long until, int most) {
    List<Long> found = new ArrayList<>();
    OptionalLong last = last(after, until);
    while (last.isPresent() && found.size() < most) {
      found.add(0, last.getAsLong());
      last = last(after, last.getAsLong() - 1);
    }
    return found;
  }

  /** What follows a second only grows with it: steps back that double, then halves. */
  private OptionalLong last(long after, long until) {
    long low = until;
    long step = 1;
    OptionalLong found = OptionalLong.empty();
    while (found.isEmpty()) {
      if (low <= after) {
        return OptionalLong.empty();
      }
      low = Math.max(after, low - step);
      step *= 2;
      found = within(low, until);
    }
    long high = until;
    while (found.getAsLong() < high) {
      long middle = found.getAsLong() + (high - found.getAsLong()) / 2;
      OptionalLong later = within(middle, until);
      if (later.isPresent()) {
        found = later;
      } else {
        high = middle;
      }
    }
    return found;
  }

  private OptionalLong within(long after, long until) {
    OptionalLong next = next(after);
    return next.isPresent() && next.getAsLong() <= until ? next : OptionalLong.empty();
  }

  /**
   * How many there are in a stretch of time.
   *
   * @param after they are later than this
   * @param until and not later than this
   * @param most where to leave off
   */
  public int count(long after, long until, int most) {
    int count = 0;
    OptionalLong next = within(after, until);
    while (next.isPresent() && count < most) {
      count++;
      next = within(next.getAsLong(), until);
    }
    return count;
  }

  /**
   * The executions that a policy gets: all that are due within the horizon, and in any case the
   * next one, so that it has one ahead at any time.
   *
   * @param after up to which second there are executions already
   * @param now Redis' time
   */
  public Timetable timetable(long after, long now) {
    long horizon = now + PolicyStore.HORIZON;
    List<Long> due = new ArrayList<>();
    OptionalLong next = next(after);
    while (next.isPresent() && (due.isEmpty() || next.getAsLong() <= horizon)) {
      due.add(next.getAsLong());
      next = next(next.getAsLong());
    }
    if (due.isEmpty()) {
      return Timetable.none(Math.max(after, horizon));
    }
    long last = due.get(due.size() - 1);
    return new Timetable(
        due,
        Math.max(last, horizon),
        next.isPresent() ? OptionalLong.of(Math.max(last - LEAD, now + 1)) : OptionalLong.empty());
  }
}
