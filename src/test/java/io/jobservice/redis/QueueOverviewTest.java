package io.jobservice.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.model.QueueState;
import io.jobservice.redis.QueueStore.Ended;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is read of queues, and the counting of attempts behind their rates. */
class QueueOverviewTest extends StoreFixture {

  private final QueueOverview overview = new QueueOverview(redis);

  private QueueState state(String type) {
    return overview.states(Map.of(type, 0)).get(0);
  }

  private static QueueState idle(String type) {
    return new QueueState(type, 0, OptionalLong.empty(), 0, 0, false, 0, 0);
  }

  private void count(long bucket, String type, int attempts) {
    probe.redis().hset(probe.key("ended:" + bucket), type, Integer.toString(attempts));
  }

  /** All that the buckets have of a type. */
  private long counted(String type) {
    return probe.redis().keys(probe.key("ended:*")).stream()
        .map(bucket -> probe.redis().hget(bucket, type))
        .mapToLong(number -> number == null ? 0 : Long.parseLong(number))
        .sum();
  }

  @Test
  void aQueueIsAsTheLayoutHasIt() {
    join(POOL, "TYPE", "OTHER");
    List<JobStore.NewJob> batch = jobs("TYPE", 5);
    jobs.submitAll(batch);
    fetch(POOL, 2, false);
    jobs.pause("TYPE", true);
    probe.redis().set(probe.key("jobs:TYPE:max_concurrency"), "7");
    OptionalLong oldest = OptionalLong.of(batch.get(2).entry().enqueuedAt());
    assertThat(overview.states(new TreeMap<>(Map.of("TYPE", 3, "OTHER", 1))))
        .containsExactly(
            new QueueState("OTHER", 0, OptionalLong.empty(), 0, 0, false, 0, 1),
            new QueueState("TYPE", 3, oldest, 2, 7, true, 0, 3));
    assertThat(overview.knownTypes()).containsExactlyInAnyOrder("TYPE", "OTHER");
    assertThat(overview.isKnown("TYPE")).isTrue();
    assertThat(overview.isKnown("NONE")).isFalse();
  }

  @Test
  void theOldestIsTheOneThatIsTakenNext() {
    probe.redis().lpush(probe.key("jobs:TYPE"), entry(111), entry(222));
    assertThat(state("TYPE").oldestAt()).hasValue(111);
    probe.redis().rpush(probe.key("jobs:TYPE"), entry(333));
    assertThat(state("TYPE").oldestAt()).hasValue(333);
    probe.redis().rpush(probe.key("jobs:TYPE"), "no job");
    assertThat(state("TYPE").oldestAt()).isEmpty();
    assertThat(state("TYPE").depth()).isEqualTo(4);
  }

  private static String entry(long second) {
    return "{\"name\":\"TYPE\",\"id\":\"x\",\"t\":" + second + ",\"args\":null}";
  }

  @Test
  void theRateIsOfTheMinuteBeforeTheTenSecondsThatRun() {
    long bucket;
    List<QueueState> states;
    do {
      bucket = redis.clock().seconds() / 10;
      for (long i = bucket - 6; i < bucket; i++) {
        count(i, "STEADY", 15);
      }
      count(bucket - 3, "ONCE", 1);
      count(bucket, "NOW", 600);
      count(bucket - 7, "PAST", 600);
      states = overview.states(new TreeMap<>(Map.of("STEADY", 0, "ONCE", 0, "NOW", 0, "PAST", 0)));
      // Else the ten seconds were over in the middle of it.
    } while (bucket != redis.clock().seconds() / 10);
    assertThat(states).extracting(QueueState::rate).containsExactly(0.0, 0.02, 0.0, 1.5);
  }

  @Test
  void attemptsAreCountedByTypeWhenTheyEnd() {
    join(POOL, "TYPE", "OTHER");
    jobs.submitAll(jobs("TYPE", 6));
    jobs.submitAll(jobs("OTHER", 2));
    List<Attempt> running = fetch(POOL, 8, false).attempts();
    List<Outcome> outcomes = new ArrayList<>();
    for (Attempt attempt : running) {
      outcomes.add(Outcome.success(attempt, Optional.empty()));
    }
    queues.end(outcomes, type -> false);
    assertThat(counted("TYPE")).isEqualTo(6);
    assertThat(counted("OTHER")).isEqualTo(2);
    assertThat(queues.end(outcomes, type -> false)).containsOnly(Ended.DONE);
    assertThat(counted("TYPE")).as("sent twice").isEqualTo(6);
    assertThat(probe.redis().keys(probe.key("ended:*")))
        .allMatch(bucket -> probe.redis().ttl(bucket) > 100 && probe.redis().ttl(bucket) <= 120);
  }

  @Test
  void anAttemptThatPutsItsJobBackIsNotCounted() {
    join(POOL, "TYPE");
    jobs.submitAll(jobs("TYPE", 3));
    List<Attempt> running = fetch(POOL, 3, false).attempts();
    queues.end(
        List.of(
            Outcome.of(running.get(0), Outcome.End.RETURNED),
            Outcome.failure(running.get(1), "broken", OptionalLong.of(60)),
            Outcome.of(running.get(2), Outcome.End.STOPPED)),
        type -> false);
    assertThat(counted("TYPE")).isEqualTo(2);
  }

  @Test
  void anAttemptWhoseRecordIsGoneIsCountedOnce() {
    join(POOL, "TYPE");
    jobs.submit(job("TYPE"));
    Attempt attempt = fetch(POOL, 1, false).attempts().get(0);
    probe.redis().del(probe.key("job_stats:" + attempt.id()));
    List<Outcome> outcome = List.of(Outcome.success(attempt, Optional.empty()));
    assertThat(queues.end(outcome, type -> false)).containsExactly(Ended.GONE);
    assertThat(queues.end(outcome, type -> false)).containsExactly(Ended.GONE);
    assertThat(counted("TYPE")).isEqualTo(1);
  }

  @Test
  void aCountThatCannotBeKeptKeepsNoJobFromItsEnd() {
    join(POOL, "TYPE");
    jobs.submit(job("TYPE"));
    Attempt attempt = fetch(POOL, 1, false).attempts().get(0);
    long bucket = redis.clock().seconds() / 10;
    for (long i = bucket - 1; i < bucket + 5; i++) {
      probe.redis().set(probe.key("ended:" + i), "no hash");
    }
    List<Outcome> outcome = List.of(Outcome.success(attempt, Optional.empty()));
    assertThat(queues.end(outcome, type -> false)).containsExactly(Ended.ENDED);
    assertThat(state("TYPE")).isEqualTo(idle("TYPE"));
  }

  @Test
  void keysThatHoldSomethingElseCountAsEmpty() {
    for (String key : List.of("", ":lock_info", ":inprogress")) {
      probe.redis().set(probe.key("jobs:STRANGE" + key), "text");
    }
    for (String key : List.of(":lock", ":max_concurrency")) {
      probe.redis().set(probe.key("jobs:STRANGE" + key), "no number");
    }
    probe.redis().set(probe.key("jobs:NEGATIVE:lock"), "-3");
    jobs.submit(job("TYPE"));
    List<QueueState> states =
        overview.states(new TreeMap<>(Map.of("NEGATIVE", 0, "STRANGE", 0, "TYPE", 0)));
    assertThat(states.subList(0, 2)).containsExactly(idle("NEGATIVE"), idle("STRANGE"));
    assertThat(states.get(2).depth()).isEqualTo(1);
    assertThat(overview.busy(Set.of("STRANGE", "TYPE"))).isEmpty();
  }

  @Test
  void poolsAreBusyWithJobsOfAllTypes() {
    join(POOL, "TYPE", "OTHER");
    join("cdcdcdcdcdcdcdcdcdcdcdcd", "TYPE");
    jobs.submitAll(jobs("TYPE", 3));
    jobs.submitAll(jobs("OTHER", 2));
    fetch("cdcdcdcdcdcdcdcdcdcdcdcd", 1, false);
    fetch(POOL, 10, false);
    assertThat(overview.busy(Set.of("TYPE", "OTHER", "NONE")))
        .isEqualTo(Map.of(POOL, 4L, "cdcdcdcdcdcdcdcdcdcdcdcd", 1L));
  }

  @Test
  void aThousandTypesComeInTheirOrder() {
    Map<String, Integer> types = new TreeMap<>();
    IntStream.range(0, 1000).forEach(i -> types.put("T%04d".formatted(i), 0));
    jobs.submit(job("T0777"));
    List<QueueState> states = overview.states(types);
    assertThat(states).extracting(QueueState::name).containsExactlyElementsOf(types.keySet());
    assertThat(states.get(777).depth()).isEqualTo(1);
    assertThat(states).filteredOn(state -> state.depth() == 0).hasSize(999);
  }
}
