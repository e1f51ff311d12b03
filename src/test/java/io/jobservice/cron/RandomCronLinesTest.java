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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random lines against evaluators that look at every second. */
class RandomCronLinesTest {

  private static final int LINES = 10_000;
  private static final int FAR_LINES = 1_000;
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
        new ClockWalk(ZoneOffset.UTC, 1, expected::matches).instants(from, to, MOST);
    assertThat(instants(line, from, end(due, to)))
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
  @CsvSource({
    "Europe/Berlin, 10000",
    "America/New_York, 10000",
    "Australia/Lord_Howe, 10000",
    "America/Santiago, 1000",
    "Africa/Casablanca, 1000"
  })
  void everySecondOfAWindowIsRightByTheClocksOfAZone(String name, int lines) {
    ZoneId zone = ZoneId.of(name);
    List<ZoneOffsetTransition> changes = changes(zone);
    int fired = sum(lines, seed -> firedInAZone(seed, zone, changes));
    assertThat(fired).isGreaterThan(lines);
  }

  /** Every second window is anywhere, the others are where the clocks change. */
  private static int firedInAZone(int seed, ZoneId zone, List<ZoneOffsetTransition> changes)
      throws InvalidCronException {
    Random random = new Random(seed);
    RandomLine expected = new RandomLine(random, true);
    if (!expected.everFires()) {
      return 0;
    }
    CronLine line = CronLine.parse("CRON_TZ=" + zone + " " + expected.text());
    Instant change = changes.get(random.nextInt(changes.size())).getInstant();
    boolean anywhere = random.nextBoolean();
    Instant from =
        anywhere
            ? expected.somewhere().atZone(zone).toInstant().minusSeconds(random.nextInt(WINDOW))
            : change.plusSeconds(random.nextInt(3 * 3600) - 5400);
    Instant to = anywhere ? from.plusSeconds(WINDOW) : change.plusSeconds(2 * 3600);
    List<Instant> due = new ClockWalk(zone, 1, expected::matches).instants(from, to, MOST);
    assertThat(instants(line, from, end(due, to)))
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

  /**
   * On threads of its own: for lists cron-utils throws and catches exceptions, which cost the more
   * the deeper the stack is.
   */
  private static int sum(int seeds, Trial trial) {
    int threads = Runtime.getRuntime().availableProcessors();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Integer>> shares = new ArrayList<>();
      for (int share = 0; share < threads; share++) {
        int first = share;
        shares.add(() -> sum(first, seeds, threads, trial));
      }
      int sum = 0;
      for (Future<Integer> share : pool.invokeAll(shares)) {
        sum += share.get();
      }
      return sum;
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    } finally {
      pool.shutdownNow();
    }
  }

  private static int sum(int first, int end, int step, Trial trial) throws InvalidCronException {
    int sum = 0;
    for (int seed = first; seed < end; seed += step) {
      sum += trial.of(seed);
    }
    return sum;
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

  /** Until where all instants are known. */
  private static Instant end(List<Instant> due, Instant to) {
    return due.size() == MOST ? due.get(MOST - 1) : to;
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
