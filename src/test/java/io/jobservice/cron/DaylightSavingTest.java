package io.jobservice.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a line does when the clocks of its zone change. */
class DaylightSavingTest {

  /** Lines beside what they mean, said once more by hand; all at full minutes. */
  private static final Map<String, Predicate<LocalDateTime>> LINES =
      Map.of(
          "0 30 2 * * *", time -> time.getHour() == 2 && time.getMinute() == 30,
          "0 0 0 * * *", time -> time.getHour() == 0 && time.getMinute() == 0,
          "0 15 2 * * *", time -> time.getHour() == 2 && time.getMinute() == 15,
          "0 45 0-3 * * *", time -> time.getHour() <= 3 && time.getMinute() == 45,
          "0 20 * * * *", time -> time.getMinute() == 20,
          "0 */10 * * * *", time -> time.getMinute() % 10 == 0,
          "0 0 */2 * * *", time -> time.getHour() % 2 == 0 && time.getMinute() == 0,
          "0 59 1 * * SUN",
              time ->
                  time.getHour() == 1
                      && time.getMinute() == 59
                      && time.getDayOfWeek().getValue() == 7);

  /** Those that are due so often that a whole year says no more than the days of a change. */
  private static final Set<String> FREQUENT = Set.of("0 20 * * * *", "0 */10 * * * *");

  private static final Duration DAYS = Duration.ofDays(3);

  /**
   * A time to look at.
   *
   * @param after when it begins
   * @param to its last instant
   */
  private record Window(Instant after, Instant to) {

    static final Window YEAR =
        new Window(Instant.parse("2025-12-31T23:59:00Z"), Instant.parse("2027-01-01T00:00:00Z"));

    /** Some days around each change of the clocks within the year. */
    static List<Window> aroundChanges(ZoneId zone) {
      List<Window> windows = new ArrayList<>();
      Instant change = zone.getRules().nextTransition(YEAR.after).getInstant();
      while (change.isBefore(YEAR.to)) {
        windows.add(new Window(change.minus(DAYS), change.plus(DAYS)));
        change = zone.getRules().nextTransition(change).getInstant();
      }
      return windows;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe"})
  void aWholeYearIsAsAWalkOverItsMinutesSays(String name) throws InvalidCronException {
    ZoneId zone = ZoneId.of(name);
    List<Window> changes = Window.aroundChanges(zone);
    assertThat(changes).hasSize(2);
    for (String text : LINES.keySet()) {
      for (Window window : FREQUENT.contains(text) ? changes : List.of(Window.YEAR)) {
        List<Instant> due =
            new ClockWalk(
                    zone,
                    60,
                    shown ->
                        LINES.get(text).test(LocalDateTime.ofEpochSecond(shown, 0, ZoneOffset.UTC)))
                .instants(window.after, window.to, Integer.MAX_VALUE);
        assertThat(due).hasSizeGreaterThan(50);
        assertThat(allOf(CronLine.parse(text, zone), window.after, window.to))
            .as(text)
            .isEqualTo(due);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The clocks of Berlin go from 2:00 to 3:00 at 1:00 UTC on March 29, 2026.
        "Europe/Berlin | 0 30 2 * * * | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z",
        "Europe/Berlin | 0 30 2 * * * | 2026-03-29T01:00:00Z | 2026-03-30T00:30:00Z",
        "Europe/Berlin | 0 10,40 2 * * * | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z",
        "Europe/Berlin | 0 10,40 2 * * * | 2026-03-29T01:00:00Z | 2026-03-30T00:10:00Z",
        "Europe/Berlin | 0 0 3 * * * | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z",
        "Europe/Berlin | 0 0 2,3 * * * | 2026-03-29T01:00:00Z | 2026-03-30T00:00:00Z",
        "Europe/Berlin | 0 30 * * * * | 2026-03-29T00:30:00Z | 2026-03-29T01:30:00Z",
        "Europe/Berlin | 5 * * * * * | 2026-03-29T00:59:05Z | 2026-03-29T01:00:05Z",
        "Europe/Berlin | */10 * * * * * | 2026-03-29T00:59:50Z | 2026-03-29T01:00:00Z",
        "Europe/Berlin | */10 * * * * * | 2026-03-29T01:00:00Z | 2026-03-29T01:00:10Z",
        "Europe/Berlin | 0 0 */2 * * * | 2026-03-28T23:00:00Z | 2026-03-29T01:00:00Z",
        "Europe/Berlin | 0 30 2 29 3 * | 2026-01-01T00:00:00Z | 2026-03-29T01:00:00Z",
        // They go from 3:00 to 2:00 at 1:00 UTC on October 25, 2026.
        "Europe/Berlin | 0 30 2 * * * | 2026-10-24T12:00:00Z | 2026-10-25T00:30:00Z",
        "Europe/Berlin | 0 30 2 * * * | 2026-10-25T00:30:00Z | 2026-10-26T01:30:00Z",
        "Europe/Berlin | 0 30 2 * * * | 2026-10-25T01:15:00Z | 2026-10-26T01:30:00Z",
        "Europe/Berlin | 0 0 3 * * * | 2026-10-25T01:15:00Z | 2026-10-25T02:00:00Z",
        "Europe/Berlin | 0 0 2 * * * | 2026-10-25T00:30:00Z | 2026-10-26T01:00:00Z",
        "Europe/Berlin | 0 30 * * * * | 2026-10-25T00:30:00Z | 2026-10-25T02:30:00Z",
        "Europe/Berlin | * * * * * * | 2026-10-25T00:59:59Z | 2026-10-25T02:00:00Z",
        // New York: March 8 and November 1, 2026.
        "America/New_York | 0 30 2 * * * | 2026-03-07T12:00:00Z | 2026-03-08T07:00:00Z",
        "America/New_York | 0 30 2 * * * | 2026-03-08T07:00:00Z | 2026-03-09T06:30:00Z",
        "America/New_York | 0 30 1 * * * | 2026-10-31T12:00:00Z | 2026-11-01T05:30:00Z",
        "America/New_York | 0 30 1 * * * | 2026-11-01T05:30:00Z | 2026-11-02T06:30:00Z",
        // Lord Howe changes by half an hour: 2:00 to 2:30 on October 4, and back on April 5, 2026.
        "Australia/Lord_Howe | 0 15 2 * * * | 2026-10-03T00:00:00Z | 2026-10-03T15:30:00Z",
        "Australia/Lord_Howe | 0 15,45 2 * * * | 2026-10-03T00:00:00Z | 2026-10-03T15:45:00Z",
        "Australia/Lord_Howe | 0 45 1 * * * | 2026-04-04T12:00:00Z | 2026-04-04T14:45:00Z",
        "Australia/Lord_Howe | 0 45 1 * * * | 2026-04-04T14:45:00Z | 2026-04-05T15:15:00Z",
        // In Santiago midnight is skipped, on September 6, 2026.
        "America/Santiago | 0 0 0 * * * | 2026-09-05T12:00:00Z | 2026-09-06T04:00:00Z",
        // In Samoa there was no December 30, 2011.
        "Pacific/Apia | 0 0 12 * * * | 2011-12-29T22:00:00Z | 2011-12-30T22:00:00Z",
        "Pacific/Apia | 0 0 12 30 12 * | 2011-01-01T00:00:00Z | 2011-12-30T10:00:00Z"
      })
  void whatIsSkippedAndWhatComesTwice(String zone, String text, Instant after, Instant expected)
      throws InvalidCronException {
    assertThat(CronLine.parse("TZ=" + zone + " " + text).next(after)).contains(expected);
  }

  @Test
  void anIntervalHeedsNoClock() throws InvalidCronException {
    CronLine line = CronLine.parse("CRON_TZ=Europe/Berlin @every 10m");
    Instant change = Instant.parse("2026-10-25T01:00:00Z");
    assertThat(
            Stream.iterate(change, at -> line.next(at).orElseThrow())
                .limit(13)
                .reduce((first, last) -> last))
        .contains(change.plusSeconds(7200));
  }

  private static List<Instant> allOf(CronLine line, Instant after, Instant to) {
    List<Instant> all = new ArrayList<>();
    Instant at = line.next(after).orElseThrow();
    while (!at.isAfter(to)) {
      all.add(at);
      at = line.next(at).orElseThrow();
    }
    return all;
  }
}
