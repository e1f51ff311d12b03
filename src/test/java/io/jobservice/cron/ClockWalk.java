package io.jobservice.cron;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/** Looks at the clocks of a zone step by step, and notes when a job would have to run. */
final class ClockWalk {

  /** No clock changes but at a full quarter of an hour. */
  private static final int OFFSET_HOLDS = 900;

  /** No clock is put back further; so long before, the walk starts. */
  private static final int LONGEST_OVERLAP = 7200;

  private final ZoneId zone;
  private final int step;
  private final LongPredicate matches;

  /**
   * A walk.
   *
   * @param step in seconds; the line must not match anything between the steps
   * @param matches told what the clock shows, as the epoch second of the same reading in UTC
   */
  ClockWalk(ZoneId zone, int step, LongPredicate matches) {
    this.zone = zone;
    this.step = step;
    this.matches = matches;
  }

  /**
   * The first instants after one, up to and with another, at which the clock matches.
   *
   * @param most how many at most
   */
  List<Instant> instants(Instant after, Instant to, int most) {
    List<Instant> due = new ArrayList<>();
    int ahead = zone.getRules().isFixedOffset() ? 0 : LONGEST_OVERLAP;
    long start = after.getEpochSecond() - ahead;
    long offset = offset(start);
    // Of what the clock shows twice the second time is no news.
    long newest = start + offset;
    for (long now = start + step; now <= to.getEpochSecond() && due.size() < most; now += step) {
      if (now % OFFSET_HOLDS == 0) {
        offset = offset(now);
      }
      long shown = now + offset;
      if (shown > newest) {
        if (now > after.getEpochSecond() && (makesUp(newest, shown) || matches.test(shown))) {
          due.add(Instant.ofEpochSecond(now));
        }
        newest = shown;
      }
    }
    return due;
  }

  private long offset(long second) {
    return zone.getRules().getOffset(Instant.ofEpochSecond(second)).getTotalSeconds();
  }

  /** Whether the clock has skipped a match, and shows none for as long after that. */
  private boolean makesUp(long newest, long shown) {
    long skipped = shown - newest - step;
    return skipped > 0 && any(newest + step, skipped) && !any(shown, skipped);
  }

  private boolean any(long start, long length) {
    for (long second = start; second < start + length; second += step) {
      if (matches.test(second)) {
        return true;
      }
    }
    return false;
  }
}
