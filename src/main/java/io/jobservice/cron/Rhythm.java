package io.jobservice.cron;

import java.time.Instant;
import java.util.Optional;

/** When a line fires. */
sealed interface Rhythm permits WallClock, Interval {

  /** From here on a line fires no more: four digits are enough for a year. */
  Instant END = Instant.parse("9999-12-31T00:00:00Z");

  /** The first instant, in whole seconds, after the given one; none from {@link #END} on. */
  Optional<Instant> next(Instant after);

  /** Whether it fires twice in any minute. */
  boolean isMoreThanOnceAMinute();

  /** The same text for lines that mean the same. */
  String text();

  /** The meaning in plain English. */
  String words();
}
