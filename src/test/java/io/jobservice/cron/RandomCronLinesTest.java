package io.jobservice.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random lines against evaluators that look at every second. */
class RandomCronLinesTest {

  private static final int LINES = 20_000;
  private static final int FAR_LINES = 2_000;
  private static final int ZONED_LINES = 2_000;
  private static final int WINDOW = 300;

  /** A window ends early when a line has fired so often. */
  private static final int MOST = 8;

  @Test
  void everySecondOfAWindowIsRight() {
    int fired = sum(LINES, RandomCronLinesTest::firedInAWindow);
    assertThat(fired).isGreaterThan(LINES);
  }

  private static int firedInAWindow(int seed) throws InvalidCronException {
    Random random = new Random(seed);
    RandomLine expected = new RandomLine(random, false);
    if (!expected.everFires()) {
      assertThatThrownBy(() -> CronLine.parse(expected.text()))
          .as("seed %d, '%s'", seed, expected.text())
          .isInstanceOf(InvalidCronException.class);
      return 0;
    }
    CronLine line = CronLine.parse(expected.text());
    Instant from =
        expected.somewhere().toInstant(ZoneOffset.UTC).minusSeconds(random.nextInt(WINDOW));
    Instant to = from.plusSeconds(WINDOW);
    List<Instant> due =
        ClockWalk.instants(ZoneOffset.UTC, from.plusSeconds(1), to, 1, expected::matches).stream()
            .limit(MOST)
            .toList();
    Instant end = due.size() == MOST ? due.get(MOST - 1) : to;
    assertThat(instants(line, from, end))
        .as("seed %d, '%s' after %s", seed, expected.text(), from)
        .isEqualTo(due);
    return due.size();
  }

  @Test
  void theNextInstantIsFoundHoweverFar() {
    assertThat(sum(FAR_LINES, RandomCronLinesTest::farInstants)).isGreaterThan(FAR_LINES);
  }

  private static int farInstants(int number) throws InvalidCronException {
    int seed = -1 - number;
    Random random = new Random(seed);
    RandomLine expected = new RandomLine(random, false);
    if (!expected.everFires()) {
      return 0;
    }
    CronLine line = CronLine.parse(expected.text());
    LocalDateTime time =
        LocalDateTime.of(2000, 1, 1, 0, 0).plusSeconds((long) (random.nextDouble() * 4e9));
    for (int i = 0; i < 3; i++) {
      LocalDateTime next = after(expected, time);
      assertThat(line.next(time.toInstant(ZoneOffset.UTC)))
          .as("seed %d, '%s' after %s", seed, expected.text(), time)
          .contains(next.toInstant(ZoneOffset.UTC));
      time = next;
    }
    return 3;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "America/Santiago",
        "Africa/Casablanca"
      })
  void changesOfTheClockAreRight(String zone) {
    List<ZoneOffsetTransition> changes = changes(ZoneId.of(zone));
    int fired = sum(ZONED_LINES, seed -> firedAroundAChange(seed, ZoneId.of(zone), changes));
    assertThat(fired).isGreaterThan(ZONED_LINES);
  }

  private static int firedAroundAChange(int seed, ZoneId zone, List<ZoneOffsetTransition> changes)
      throws InvalidCronException {
    Random random = new Random(seed);
    RandomLine expected = new RandomLine(random, true);
    if (!expected.everFires()) {
      return 0;
    }
    CronLine line = CronLine.parse("CRON_TZ=" + zone + " " + expected.text());
    Instant change = changes.get(random.nextInt(changes.size())).getInstant();
    Instant from = change.plusSeconds(random.nextInt(4 * 3600) - 2 * 3600);
    Instant to = change.plusSeconds(3 * 3600);
    List<Instant> due =
        ClockWalk.instants(zone, change.minusSeconds(4 * 3600), to, 1, expected::matches).stream()
            .filter(from::isBefore)
            .limit(MOST)
            .toList();
    Instant end = due.size() == MOST ? due.get(MOST - 1) : to;
    assertThat(instants(line, from, end))
        .as("seed %d, '%s' in %s after %s", seed, expected.text(), zone, from)
        .isEqualTo(due);
    return due.size();
  }

  @Test
  void oneTextIsOneMeaning() {
    assertThat(sum(FAR_LINES, RandomCronLinesTest::readAgain)).isGreaterThan(FAR_LINES / 2);
  }

  private static int readAgain(int seed) throws InvalidCronException {
    RandomLine expected = new RandomLine(new Random(seed), false);
    if (!expected.everFires()) {
      return 0;
    }
    CronLine line = CronLine.parse("TZ=Europe/Berlin " + expected.text());
    CronLine again = CronLine.parse(line.normalised());
    Instant from = expected.somewhere().toInstant(ZoneOffset.UTC).minusSeconds(7200);
    assertThat(again.normalised()).as("seed %d", seed).isEqualTo(line.normalised());
    assertThat(again.explain()).as("seed %d", seed).isEqualTo(line.explain());
    assertThat(again.next(from)).as("seed %d", seed).isEqualTo(line.next(from));
    return 1;
  }

  /** What is tried with each seed. */
  private interface Trial {
    int of(int seed) throws InvalidCronException;
  }

  private static int sum(int seeds, Trial trial) {
    return IntStream.range(0, seeds)
        .parallel()
        .map(
            seed -> {
              try {
                return trial.of(seed);
              } catch (InvalidCronException e) {
                throw new AssertionError("seed " + seed, e);
              }
            })
        .sum();
  }

  private static List<ZoneOffsetTransition> changes(ZoneId zone) {
    List<ZoneOffsetTransition> changes = new ArrayList<>();
    Instant at = Instant.parse("2000-01-01T00:00:00Z");
    while (at.isBefore(Instant.parse("2036-01-01T00:00:00Z"))) {
      ZoneOffsetTransition change = zone.getRules().nextTransition(at);
      changes.add(change);
      at = change.getInstant();
    }
    return changes;
  }

  private static List<Instant> instants(CronLine line, Instant from, Instant to) {
    List<Instant> instants = new ArrayList<>();
    Instant at = line.next(from).orElseThrow();
    while (!at.isAfter(to)) {
      instants.add(at);
      at = line.next(at).orElseThrow();
    }
    return instants;
  }

  /** Day by day, and second by second of a day that matches. */
  private static LocalDateTime after(RandomLine line, LocalDateTime time) {
    LocalDate day = time.toLocalDate();
    int second = time.toLocalTime().toSecondOfDay() + 1;
    while (true) {
      if (line.matchesDay(day)) {
        for (; second < 86_400; second++) {
          if (line.matchesTime(second)) {
            return day.atStartOfDay().plusSeconds(second);
          }
        }
      }
      day = day.plusDays(1);
      second = 0;
    }
  }
}
