package io.jobservice.cron;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/** Looks at the clocks of a zone step by step, and notes when a job would have to run. */
final class ClockWalk {

  private static final int OFFSET_HOLDS = 60;

  private ClockWalk() {}

  /**
   * All instants from one on, up to and with another, at which the clock matches.
   *
   * @param matches told what the clock shows, as the epoch second of the same reading in UTC
   * @param step in seconds; the line must not match anything between the steps
   */
  static List<Instant> instants(
      ZoneId zone, Instant from, Instant to, int step, LongPredicate matches) {
    List<Instant> due = new ArrayList<>();
    long newest = Long.MIN_VALUE;
    long offset = 0;
    for (long now = from.getEpochSecond(); now <= to.getEpochSecond(); now += step) {
      if (now % OFFSET_HOLDS == 0 || newest == Long.MIN_VALUE) {
        ZonedDateTime clock = Instant.ofEpochSecond(now).atZone(zone);
        offset = clock.getOffset().getTotalSeconds();
      }
      long shown = now + offset;
      if (shown <= newest) {
        continue;
      }
      long skipped = newest == Long.MIN_VALUE ? 0 : shown - newest - step;
      boolean makesUp =
          skipped > 0
              && any(newest + step, skipped, step, matches)
              && !any(shown, skipped, step, matches);
      if (makesUp || matches.test(shown)) {
        due.add(Instant.ofEpochSecond(now));
      }
      newest = shown;
    }
    return due;
  }

  private static boolean any(long start, long length, int step, LongPredicate matches) {
    for (long second = start; second < start + length; second += step) {
      if (matches.test(second)) {
        return true;
      }
    }
    return false;
  }
}
