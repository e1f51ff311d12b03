package io.jobservice.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.jobservice.model.RateLimit;
import io.jobservice.redis.JobStore.NewJob;
import io.jobservice.redis.JobStore.Once;
import io.jobservice.redis.PoolStore.TypeRules;
import io.jobservice.redis.QueueStore.Fetched;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which types a fetch looks at, and whom a job wakes. */
class FetchTest extends StoreFixture {

  private static String type(int number) {
    return "T%03d".formatted(number);
  }

  private static String[] types(int number) {
    return IntStream.range(0, number).mapToObj(FetchTest::type).toArray(String[]::new);
  }

  private Set<String> active() {
    return probe.redis().smembers(probe.key("active_types"));
  }

  @Test
  void aWaitOfAMillisecondIsNoneWithoutEnd() {
    assertThatCode(() -> queues.awaitWork(POOL, Duration.ofMillis(1))).doesNotThrowAnyException();
  }

  @Test
  void aTypeWithWorkIsFoundAmongManyThatArePaused() {
    join(POOL, types(300));
    for (int i = 0; i < 300; i++) {
      jobs.submit(job(type(i)));
      jobs.pause(type(i), i != 123);
    }
    Fetched fetched = fetch(POOL, 5, false);
    assertThat(fetched.attempts()).extracting(Attempt::type).containsExactly(type(123));
    assertThat(fetched.exhausted()).isTrue();
    assertThat(active()).hasSize(299).doesNotContain(type(123));
  }

  @Test
  void aPoolOfFewTypesFindsThemAmongManyOfOthers() {
    join("cdcdcdcdcdcdcdcdcdcdcdcd", types(300));
    join(POOL, "MINE", type(7));
    IntStream.range(0, 300).forEach(i -> jobs.submit(job(type(i))));
    jobs.submit(job("MINE"));
    assertThat(fetch(POOL, 5, false).attempts())
        .extracting(Attempt::type)
        .containsExactlyInAnyOrder("MINE", type(7));
  }

  @Test
  void noTypeFillsAllSlotsByItsNumberOfJobs() {
    join(POOL, "MANY", "FEW");
    jobs.submitAll(jobs("MANY", 500));
    jobs.submitAll(jobs("FEW", 20));
    List<String> types = fetch(POOL, 40, false).attempts().stream().map(Attempt::type).toList();
    assertThat(types).hasSize(40);
    assertThat(Collections.frequency(types, "FEW")).isBetween(8, 20);
  }

  @Test
  void everyTypeOfManyComesUp() {
    join(POOL, types(200));
    IntStream.range(0, 200).forEach(i -> jobs.submitAll(jobs(type(i), 20)));
    Set<String> seen =
        IntStream.range(0, 40)
            .boxed()
            .flatMap(i -> fetch(POOL, 50, false).attempts().stream())
            .map(Attempt::type)
            .collect(Collectors.toSet());
    assertThat(seen).hasSizeGreaterThan(195);
  }

  @Test
  void aPushOfAnotherProducerIsFoundByALookOnly() {
    join(POOL, types(120));
    pushElsewhere(type(60));
    pushElsewhere(type(119));
    assertThat(fetch(POOL, 5, false).attempts()).isEmpty();
    assertThat(fetch(POOL, 5, true).attempts())
        .extracting(Attempt::type)
        .containsExactlyInAnyOrder(type(60), type(119));
    fetch(POOL, 5, true);
    assertThat(active()).isEmpty();
  }

  @Test
  void aRateLimitSaysWhenTheNextJobMayStart() {
    pools.join(
        POOL,
        Map.of("host", "test"),
        Map.of("SLOWLY", new TypeRules(0, 1, RateLimit.parse("2/10s"))));
    jobs.submitAll(jobs("SLOWLY", 5));
    assertThat(fetch(POOL, 1, false).permitIn()).isEmpty();
    assertThat(fetch(POOL, 5, false).attempts()).hasSize(1);
    Optional<Duration> permit = fetch(POOL, 5, false).permitIn();
    assertThat(permit)
        .get()
        .satisfies(
            time -> assertThat(time).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10)));
  }

  @Test
  void nobodyIsWokenForWhatNobodyMayTake() {
    join(POOL, "TYPE");
    assertThat(fetch(POOL, 1, false).exhausted()).isTrue();
    jobs.pause("TYPE", true);
    jobs.submit(job("TYPE"));
    assertThat(woken(POOL)).isZero();
    jobs.pause("TYPE", false);
    assertThat(woken(POOL)).isEqualTo(1);
  }

  @Test
  void aTypeAtItsLimitWakesWhenARunEnds() {
    pools.join(POOL, Map.of("host", "test"), Map.of("ONE", new TypeRules(1, 1, Optional.empty())));
    jobs.submit(job("ONE"));
    Attempt running = fetch(POOL, 2, false).attempts().get(0);
    jobs.submit(job("ONE"));
    assertThat(woken(POOL)).isZero();
    queues.end(List.of(Outcome.success(running, Optional.empty())), type -> true);
    assertThat(woken(POOL)).isEqualTo(1);
  }

  @Test
  void severalJobsWakeSeveralPools() {
    List<String> waiting = List.of("a".repeat(24), "b".repeat(24), "c".repeat(24));
    waiting.forEach(pool -> join(pool, "TYPE"));
    join(POOL, "OTHER");
    waiting.forEach(pool -> fetch(pool, 1, false));
    fetch(POOL, 1, false);
    jobs.submitAll(jobs("TYPE", 2));
    assertThat(waiting.stream().mapToLong(this::woken).sum()).isEqualTo(2);
    assertThat(woken(POOL)).isZero();
  }

  @Test
  void aJobThatWasRefusedIsNotAnsweredForWhenItIsSentAgain() {
    probe.redis().set(probe.key("jobs:BAD"), "no list");
    NewJob bad = job("BAD");
    Once once = new Once("key", "request", "{}");
    NewJob keyed = new NewJob(bad.entry(), bad.runAt(), bad.stats(), Optional.of(once));
    assertThat(jobs.submit(keyed)).isInstanceOf(JobStore.Submitted.Refused.class);
    assertThat(jobs.submit(keyed)).isInstanceOf(JobStore.Submitted.Refused.class);
  }

  @Test
  void aKeyThatHoldsSomethingElseHurtsOneJobOnly() {
    join(POOL, "GOOD", "BAD");
    probe.redis().set(probe.key("jobs:BAD"), "no list");
    List<JobStore.Submitted> answers =
        jobs.submitAll(List.of(job("GOOD"), job("BAD"), job("GOOD")));
    assertThat(answers.get(1)).isInstanceOf(JobStore.Submitted.Refused.class);
    assertThat(answers.get(0)).isEqualTo(new JobStore.Submitted.Taken());
    assertThat(answers.get(2)).isEqualTo(new JobStore.Submitted.Taken());
    assertThat(indexed()).hasSize(2);

    List<Attempt> running = fetch(POOL, 2, false).attempts();
    probe.redis().set(probe.key("job_stats:" + running.get(0).id()), "no hash");
    List<Outcome> outcomes =
        running.stream().map(attempt -> Outcome.success(attempt, Optional.empty())).toList();
    assertThat(queues.end(outcomes, type -> false))
        .containsExactly(QueueStore.Ended.REFUSED, QueueStore.Ended.ENDED);
    assertThat(probe.redis().get(probe.key("jobs:GOOD:lock"))).isEqualTo("1");
  }

  @Test
  void manyStoppedJobsAreDroppedInSeveralCalls() {
    join(POOL, "TYPE");
    var batch = jobs("TYPE", 1_200);
    jobs.submitAll(batch);
    batch.forEach(
        job -> probe.redis().hset(probe.key("job_stats:" + job.entry().id()), "status", "Stopped"));
    jobs.submit(job("TYPE"));
    assertThat(fetch(POOL, 1, false)).isEqualTo(new Fetched(List.of(), false, Optional.empty()));
    assertThat(fetch(POOL, 1, false).exhausted()).isFalse();
    assertThat(fetch(POOL, 1, false).attempts()).hasSize(1);
    assertThat(probe.redis().hlen(probe.key("job_track:inprogress"))).isEqualTo(1);
  }

  @Test
  void aBatchThatIsSentTwiceIsTakenOnce() {
    join(POOL, "TYPE");
    var batch = jobs("TYPE", 3);
    jobs.submitAll(batch);
    assertThat(jobs.submitAll(batch)).allMatch(new JobStore.Submitted.Known()::equals);
    assertThat(probe.redis().llen(probe.key("jobs:TYPE"))).isEqualTo(3);
    List<Outcome> outcomes =
        fetch(POOL, 3, false).attempts().stream()
            .map(attempt -> Outcome.success(attempt, Optional.empty()))
            .toList();
    assertThat(queues.end(outcomes, type -> false)).containsOnly(QueueStore.Ended.ENDED);
    assertThat(queues.end(outcomes, type -> false)).containsOnly(QueueStore.Ended.DONE);
    assertThat(probe.redis().get(probe.key("jobs:TYPE:lock"))).isEqualTo("0");
  }
}
