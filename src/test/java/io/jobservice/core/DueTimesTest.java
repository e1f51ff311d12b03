package io.jobservice.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.cron.CronLine;
import io.jobservice.redis.PolicyStore.Timetable;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a policy is due, from the first second of 2026 on. */
class DueTimesTest {

  private static final long NEW_YEAR = 1_767_225_600;
  private static final long MINUTE = 60;
  private static final long HOUR = 3600;
  private static final long DAY = 86_400;

  private static DueTimes times(String line) throws Exception {
    return new DueTimes(CronLine.parse(line));
  }

  private static List<Long> every(long step, long first, long last) {
    return LongStream.iterate(NEW_YEAR + first, at -> at <= NEW_YEAR + last, at -> at + step)
        .boxed()
        .toList();
  }

  @Test
  void aTimetableHasAllThatIsDueWithinFourMinutes() throws Exception {
    Timetable timetable = times("*/30 * * * * *").timetable(NEW_YEAR, NEW_YEAR);

    assertThat(timetable.due()).isEqualTo(every(30, 30, 240));
    assertThat(timetable.until()).isEqualTo(NEW_YEAR + 240);
    assertThat(timetable.turnAt()).hasValue(NEW_YEAR + 240 - 120);
  }

  @Test
  void theNextTurnGoesOnWhereTheLastOneEnded() throws Exception {
    Timetable timetable = times("* * * * * *").timetable(NEW_YEAR + 240, NEW_YEAR + 120);

    assertThat(timetable.due()).isEqualTo(every(1, 241, 360));
    assertThat(timetable.turnAt()).hasValue(NEW_YEAR + 240);
  }

  @Test
  void aTimetableHasTheNextInstantHoweverFar() throws Exception {
    Timetable timetable = times("0 0 0 29 2 *").timetable(NEW_YEAR, NEW_YEAR);
    long leapDay = 1_835_395_200;

    assertThat(timetable.due()).containsExactly(leapDay);
    assertThat(timetable.until()).isEqualTo(leapDay);
    assertThat(timetable.turnAt()).hasValue(leapDay - 120);
  }

  @Test
  void aPolicyHasAnExecutionAheadAtAnyTime() throws Exception {
    DueTimes hourly = times("0 0 * * * *");
    Timetable timetable = hourly.timetable(NEW_YEAR, NEW_YEAR);
    long turn = timetable.turnAt().orElseThrow();

    assertThat(turn).isEqualTo(NEW_YEAR + HOUR - 120);
    assertThat(hourly.timetable(timetable.until(), turn).due())
        .containsExactly(NEW_YEAR + 2 * HOUR);
  }

  @Test
  void aTurnIsNeverNow() throws Exception {
    Timetable timetable = times("0 * * * * *").timetable(NEW_YEAR, NEW_YEAR + 59);

    assertThat(timetable.turnAt()).hasValue(NEW_YEAR + 120);
    assertThat(times("59 59 23 31 12 *").timetable(NEW_YEAR, NEW_YEAR + 365 * DAY - 1).turnAt())
        .hasValue(NEW_YEAR + 365 * DAY);
  }

  @Test
  void whatIsDueAlreadyIsInTheTimetable() throws Exception {
    Timetable timetable = times("*/10 * * * * *").timetable(NEW_YEAR, NEW_YEAR + 25);

    assertThat(timetable.due()).isEqualTo(every(10, 10, 260));
  }

  @Test
  void afterTheLastInstantOfAllThereIsNoTurn() throws Exception {
    long lastDay = 253_402_214_400L;
    DueTimes yearly = times("0 0 0 1 1 *");

    Timetable last = yearly.timetable(lastDay - 365 * DAY, NEW_YEAR);
    assertThat(last.due()).hasSize(1);
    assertThat(last.turnAt()).isEmpty();
    assertThat(yearly.timetable(lastDay, lastDay)).isEqualTo(Timetable.none(lastDay + 240));
    assertThat(yearly.next(lastDay)).isEqualTo(OptionalLong.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "* * * * * *, 1000",
    "*/7 * * * * *, 1000",
    "0 * * * * *, 3600",
    "0 30 4 * * *, 864000",
    "15 0 0 1 1 *, 40000000",
    "* 59 23 31 12 *, 86400",
    "@every 1h1s, 100000"
  })
  void theNewestAreTheLastOfAll(String line, long seconds) throws Exception {
    DueTimes times = times(line);
    long from = NEW_YEAR - seconds;
    List<Long> all =
        times.following(from, 1500).stream().filter(second -> second <= NEW_YEAR).toList();
    List<Long> last = all.subList(Math.max(0, all.size() - 7), all.size());

    assertThat(times.newest(from, NEW_YEAR, 7)).isEqualTo(last);
    assertThat(times.count(from, NEW_YEAR, 2000)).isEqualTo(all.size());
  }

  @Test
  void aStretchHasItsLastSecondAndNotItsFirst() throws Exception {
    DueTimes minutes = times("0 * * * * *");

    assertThat(minutes.newest(NEW_YEAR, NEW_YEAR + MINUTE, 9)).containsExactly(NEW_YEAR + MINUTE);
    assertThat(minutes.newest(NEW_YEAR, NEW_YEAR + MINUTE - 1, 9)).isEmpty();
    assertThat(minutes.newest(NEW_YEAR, NEW_YEAR, 9)).isEmpty();
    assertThat(minutes.newest(NEW_YEAR, NEW_YEAR + DAY, 0)).isEmpty();
    assertThat(minutes.count(NEW_YEAR, NEW_YEAR + MINUTE, 9)).isEqualTo(1);
    assertThat(minutes.count(NEW_YEAR, NEW_YEAR + DAY, 9)).isEqualTo(9);
    assertThat(minutes.count(NEW_YEAR + MINUTE, NEW_YEAR, 9)).isZero();
  }
}
