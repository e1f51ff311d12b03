package io.jobservice.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.joblog.JobLogs;
import io.jobservice.joblog.LogSweeper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LogSweepTest {

  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  private Instant now = START;
  private final List<Instant> limits = new ArrayList<>();

  private LogSweep sweep(Duration kept, LogSweeper sweeper) {
    return new LogSweep(
        new JobLogs.Sweep("FILE", kept, sweeper), ids -> Set.of(), () -> now, new Random());
  }

  private LogSweep sweep(Duration kept) {
    return sweep(
        kept,
        (before, running) -> {
          limits.add(before);
          return 1;
        });
  }

  private void pass(LogSweep sweep, Duration time) {
    Instant end = now.plus(time);
    while (now.isBefore(end)) {
      now = now.plusSeconds(1);
      sweep.turn();
    }
  }

  @Test
  void itSweepsAboutAMinuteAfterTheStartAndThenEachHour() {
    LogSweep sweep = sweep(Duration.ofDays(14));
    pass(sweep, Duration.ofSeconds(44));
    assertThat(limits).isEmpty();
    pass(sweep, Duration.ofSeconds(32));
    assertThat(limits).hasSize(1);
    pass(sweep, Duration.ofHours(3));
    assertThat(limits).hasSize(4);
    assertThat(limits.get(3)).isBetween(now.minus(Duration.ofDays(14).plusHours(1)), now);
  }

  @Test
  void shortTimesAreSweptMoreOften() {
    assertThat(LogSweep.period(Duration.ofHours(12))).isEqualTo(Duration.ofMinutes(30));
    assertThat(LogSweep.period(Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(1));
    assertThat(LogSweep.period(Duration.ofDays(365))).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void aClockThatIsSetBackEndsNoSweeping() {
    LogSweep sweep = sweep(Duration.ofDays(14));
    pass(sweep, Duration.ofMinutes(2));
    assertThat(limits).hasSize(1);
    now = now.minus(Duration.ofDays(400));
    sweep.turn();
    assertThat(limits).hasSize(2);
  }

  @Test
  void aSweepThatFailsIsTriedAgainWhenItIsTime() {
    List<Instant> tried = new ArrayList<>();
    LogSweep sweep =
        sweep(
            Duration.ofDays(1),
            (before, running) -> {
              tried.add(before);
              throw new IOException("Redis does not answer");
            });
    pass(sweep, Duration.ofHours(3).plusMinutes(2));
    assertThat(tried).hasSize(4);
  }
}
