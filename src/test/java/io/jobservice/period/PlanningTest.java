package io.jobservice.period;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.core.Policy;
import io.jobservice.model.JobStats;
import io.jobservice.model.Misfire;
import io.jobservice.redis.PolicyStore.Timetable;
import io.jobservice.redis.PolicyTurns.Due;
import io.jobservice.redis.PolicyTurns.Plan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a turn of a policy comes to; all times count from a full hour. */
class PlanningTest {

  private static final long HOUR = 1_795_302_000;

  private final Map<String, String> record = new HashMap<>();

  private void policy(String line, String misfire, long enqueuedTo) {
    record.putAll(Map.of("id", "p", "name", "NOOP", "kind", "Periodic", "status", "Scheduled"));
    record.put("cron_spec", line);
    record.put("misfire", misfire);
    record.put("enqueued_to", Long.toString(HOUR + enqueuedTo));
  }

  private Planning.Outcome outcome(long now, long... overdue) {
    try {
      JobStats stats = JobStats.of(record);
      return Planning.of(
          Policy.of(stats),
          new Due(stats, LongStream.of(overdue).mapToObj(this::at).toList()),
          HOUR + now);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private long at(long second) {
    return HOUR + second;
  }

  private Plan plan(long now, long... overdue) {
    return outcome(now, overdue).plan();
  }

  private static List<Long> since(List<Long> seconds) {
    return seconds.stream().map(second -> second - HOUR).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fire_once", "skip", "fire_all"})
  void whenNothingIsLateAPolicyGetsItsNextExecutions(String misfire) {
    policy("0 * * * * *", misfire, 240);

    Plan plan = plan(120);

    assertThat(since(plan.timetable().due())).containsExactly(300L, 360L);
    assertThat(plan.makeUp()).isEmpty();
    assertThat(plan.drop()).isEmpty();
    assertThat(plan.missed()).isZero();
    assertThat(outcome(120).missed()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fire_once", "skip", "fire_all"})
  void whatIsLateByAMinuteAtMostSimplyRuns(String misfire) {
    policy("*/20 * * * * *", misfire, 0);

    Plan plan = plan(80);

    assertThat(since(plan.timetable().due())).startsWith(20L, 40L, 60L, 80L, 100L).endsWith(320L);
    assertThat(plan.makeUp()).isEmpty();
    assertThat(plan.missed()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SKIP      | 1 | is skipped",
        "FIRE_ONCE | 1 | is made up for by one run",
        "FIRE_ALL  | 1 | is made up for by one run",
        "FIRE_ONCE | 2 | are made up for by one run",
        "FIRE_ALL  | 2 | are made up for by 2 runs"
      })
  void whatWasMissedIsSaidInWords(Misfire misfire, int missed, String consequence) {
    List<Long> makeUp = List.of(60L, 120L).subList(0, misfire == Misfire.SKIP ? 0 : missed);
    Plan plan = new Plan(Timetable.none(180), makeUp, List.of(), 0, 0);

    assertThat(new Planning.Outcome(plan, missed, 60).sentence(misfire))
        .isEqualTo(
            (missed == 1
                    ? "1 instant was missed while no node was alive, that of"
                    : "2 instants were missed while no node was alive, since")
                + " 1970-01-01T00:01:00Z, and "
                + consequence);
  }

  @Test
  void executionsThatAreLateByAMinuteAtMostAreLeftToTheMover() {
    policy("*/20 * * * * *", "skip", 240);

    Plan plan = plan(121, 80, 100);

    assertThat(plan.drop()).isEmpty();
    assertThat(plan.makeUp()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fire_once", "no word"})
  void oneRunMakesUpForAllThatWasMissed(String misfire) {
    policy("0 * * * * *", misfire, 240);

    Plan plan = plan(330, 60, 120, 180, 240);

    assertThat(since(plan.makeUp())).containsExactly(300L);
    assertThat(since(plan.drop())).containsExactly(60L, 120L, 180L, 240L);
    assertThat(plan.missed()).isEqualTo(5);
    assertThat(plan.missedSince()).isEqualTo(at(60));
    assertThat(since(plan.timetable().due())).containsExactly(360L, 420L, 480L, 540L);
  }

  @Test
  void theOneRunMayBeAnExecutionThatIsThere() {
    policy("0 0 * * * *", "", 3600);

    Plan plan = plan(3700, 3600);

    assertThat(since(plan.makeUp())).containsExactly(3600L);
    assertThat(plan.drop()).isEmpty();
    assertThat(plan.missed()).isEqualTo(1);
    assertThat(plan.missedSince()).isEqualTo(at(3600));
    assertThat(since(plan.timetable().due())).containsExactly(7200L);
  }

  @Test
  void whatIsOnTimeGoesWithTheOneRun() {
    policy("0 * * * * *", "fire_once", 0);

    Plan plan = plan(180);

    assertThat(since(plan.makeUp())).containsExactly(180L);
    assertThat(plan.missed()).isEqualTo(3);
    assertThat(since(plan.timetable().due())).startsWith(240L);
  }

  @Test
  void allThatWasMissedIsSkipped() {
    policy("0 * * * * *", "skip", 240);

    Plan plan = plan(330, 60, 120, 180, 240);

    assertThat(plan.makeUp()).isEmpty();
    assertThat(since(plan.drop())).containsExactly(60L, 120L, 180L, 240L);
    assertThat(since(plan.timetable().due())).containsExactly(360L, 420L, 480L, 540L);
    assertThat(outcome(330, 60, 120, 180, 240).missed()).isEqualTo(5);
  }

  @Test
  void whatIsOnTimeIsNotSkipped() {
    policy("0 * * * * *", "skip", 0);

    assertThat(since(plan(182).timetable().due())).startsWith(180L, 240L);
    assertThat(since(plan(183).timetable().due())).startsWith(240L);
  }

  @Test
  void eachMissedInstantIsMadeUpFor() {
    policy("0 * * * * *", "fire_all", 240);

    Plan plan = plan(330, 60, 120, 180, 240);

    assertThat(since(plan.makeUp())).containsExactly(60L, 120L, 180L, 240L, 300L);
    assertThat(plan.drop()).isEmpty();
    assertThat(plan.missed()).isEqualTo(1);
    assertThat(plan.missedSince()).isEqualTo(at(300));
  }

  @Test
  void theNewestHundredAreMadeUpForAndTheOthersLeftOut() {
    policy("0 * * * * *", "fire_all", 240);

    Planning.Outcome outcome = outcome(103 * 60, 60, 120, 180, 240);

    assertThat(since(outcome.plan().makeUp())).hasSize(100).startsWith(240L).endsWith(103 * 60L);
    assertThat(since(outcome.plan().drop())).containsExactly(60L, 120L, 180L);
    assertThat(outcome.missed()).isEqualTo(103);
    assertThat(outcome.sentence(Misfire.FIRE_ALL))
        .startsWith("103 instants were missed while no node was alive, since 20")
        .endsWith("Z, and the newest 100 are made up for, the others are left out: 3");
  }

  @Test
  void aYearOfMissedSecondsIsNotCountedToItsEnd() {
    policy("* * * * * *", "fire_all", -365 * 86_400L);

    Planning.Outcome outcome = outcome(0);

    assertThat(since(outcome.plan().makeUp())).hasSize(100).endsWith(-1L, 0L);
    assertThat(outcome.missed()).isEqualTo(Planning.MOST_COUNTED);
    assertThat(outcome.since()).isEqualTo(at(1 - 365 * 86_400L));
    assertThat(outcome.sentence(Misfire.SKIP))
        .startsWith("1000 or more instants were missed")
        .endsWith(", and are skipped");
    assertThat(since(outcome.plan().timetable().due())).hasSize(240).startsWith(1L);
  }

  @Test
  void aPolicyOfWhichNobodyKnowsTheLastInstantBeginsNow() {
    policy("0 * * * * *", "fire_all", 0);
    record.remove("enqueued_to");

    assertThat(since(plan(600).timetable().due())).startsWith(660L);
    assertThat(plan(600).makeUp()).isEmpty();
    assertThat(since(plan(600, 60, 120).makeUp())).containsExactly(60L, 120L);
  }

  @Test
  void executionsThatTheOtherKindMadeAreNotCountedTwice() {
    policy("0 * * * * *", "fire_once", 60);

    Plan plan = plan(330, 120, 240);

    assertThat(plan.missed()).isEqualTo(3);
    assertThat(since(plan.makeUp())).containsExactly(300L);
    assertThat(since(plan.drop())).containsExactly(120L, 240L);
  }

  @Test
  void whatAMoverHasLeftWasMissedAlsoWhenTheOldestIsGone() {
    policy("*/20 * * * * *", "skip", 240);
    record.put("missing", "1");

    assertThat(since(plan(121, 80, 100).drop())).containsExactly(80L, 100L);
    assertThat(plan(121).drop()).isEmpty();
  }
}
