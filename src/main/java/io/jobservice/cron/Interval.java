package io.jobservice.cron;

import io.jobservice.model.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Fires each time that a number of seconds has passed since a start, not at the start itself.
 *
 * @param seconds 1 or more
 * @param start epoch second
 */
record Interval(long seconds, long start) implements Rhythm {

  @Override
  public Optional<Instant> next(Instant after) {
    if (!after.isBefore(END)) {
      return Optional.empty();
    }
    long passed = Math.max(after.getEpochSecond() - start, 0) / seconds;
    long next = start + (passed + 1) * seconds;
    return next < END.getEpochSecond()
        ? Optional.of(Instant.ofEpochSecond(next))
        : Optional.empty();
  }

  @Override
  public boolean isMoreThanOnceAMinute() {
    return seconds < 60;
  }

  @Override
  public String text() {
    return "@every " + seconds + "s";
  }

  @Override
  public String words() {
    return "every " + DurationText.format(Duration.ofSeconds(seconds));
  }
}
