package io.jobservice.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.redis.JobStore.NewJob;
import io.jobservice.redis.JobStore.Result;
import io.jobservice.redis.JobStore.SubJob;
import io.jobservice.redis.JobStore.Submitted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs that wait for others: what makes them run, what stops them, and what is left of them. */
class WaitingJobsTest extends StoreFixture {

  private static final String OTHER_POOL = "cdcdcdcdcdcdcdcdcdcdcdcd";

  private final UpkeepStore upkeep = new UpkeepStore(redis, RETENTION);
  private int tokens;

  @BeforeEach
  void join() {
    join(POOL, "A");
    join(OTHER_POOL, "B");
  }

  private static String id(NewJob job) {
    return job.entry().id();
  }

  private Map<String, String> stats(NewJob job) {
    return probe.redis().hgetAll(probe.key("job_stats:" + id(job)));
  }

  private String status(NewJob job) {
    return stats(job).get("status");
  }

  private long queued(String type) {
    return probe.redis().llen(probe.key("jobs:" + type));
  }

  /** A job that waits for others, until a second unless that is 0. */
  private NewJob after(String how, long runAt, NewJob... others) {
    return after(job("B"), how, runAt, others);
  }

  private static NewJob after(NewJob job, String how, long runAt, NewJob... others) {
    Map<String, String> stats = new LinkedHashMap<>(job.stats());
    stats.put("status", "Scheduled");
    stats.put("run_at", Long.toString(runAt));
    stats.put(
        "after", String.join(",", List.of(others).stream().map(WaitingJobsTest::id).toList()));
    stats.put("after_status", how);
    return new NewJob(job.entry(), runAt, stats, Optional.empty());
  }

  private NewJob submitted(NewJob job) {
    assertThat(jobs.submit(job)).isNotInstanceOf(Submitted.Missing.class);
    return job;
  }

  private Attempt run(NewJob job) {
    String pool = job.entry().name().equals("A") ? POOL : OTHER_POOL;
    List<Attempt> attempts = fetch(pool, 1, true).attempts();
    assertThat(attempts).hasSize(1);
    assertThat(attempts.get(0).id()).isEqualTo(id(job));
    return attempts.get(0);
  }

  private void end(Outcome outcome) {
    queues.end(List.of(outcome), type -> false);
  }

  private void succeed(NewJob job) {
    end(Outcome.success(run(job), Optional.empty()));
  }

  private void fail(NewJob job) {
    end(Outcome.failure(run(job), "it failed", OptionalLong.empty()));
  }

  private void assertNothingWaits() {
    assertThat(probe.redis().keys(probe.key("await*"))).isEmpty();
    assertThat(probe.redis().exists(probe.key("ended_awaited"))).isFalse();
  }

  @Test
  void itIsQueuedByTheEndOfTheLast() {
    NewJob first = submitted(job("A"));
    NewJob second = submitted(job("A"));
    NewJob waiting = after("success", 0, first, second);
    assertThat(jobs.submit(waiting)).isEqualTo(new Submitted.Awaits("Scheduled", ""));
    assertThat(jobs.submit(waiting)).as("sent again").isEqualTo(new Submitted.Known());
    succeed(first);
    assertThat(queued("B")).isZero();
    succeed(second);
    assertThat(queued("B")).isEqualTo(1);
    assertThat(stats(waiting)).containsEntry("status", "Scheduled").containsKey("queued_at");
    assertNothingWaits();
    succeed(waiting);
    assertThat(status(waiting)).isEqualTo("Success");
  }

  @Test
  void itsEntryIsTheSameButForItsTime() {
    NewJob first = submitted(job("A"));
    NewJob waiting = submitted(after("success", 0, first));
    succeed(first);
    assertThat(probe.redis().lrange(probe.key("jobs:B"), 0, -1).get(0))
        .isEqualTo(
            waiting
                .entry()
                .toJson()
                .replaceFirst("\"t\":\\d+", "\"t\":" + stats(waiting).get("queued_at")));
  }

  @Test
  void aPoolThatWaitsIsWokenForIt() {
    NewJob first = submitted(job("A"));
    submitted(after("success", 0, first));
    Attempt running = run(first);
    assertThat(fetch(OTHER_POOL, 1, true).attempts()).isEmpty();
    assertThat(woken(OTHER_POOL)).isZero();
    end(Outcome.success(running, Optional.empty()));
    assertThat(woken(OTHER_POOL)).isEqualTo(1);
  }

  @Test
  void itsTimeCountsToo() {
    long later = redis.clock().seconds() + 1000;
    NewJob first = submitted(job("A"));
    NewJob waiting = submitted(after("success", later, first));
    upkeep.refresh("0");
    succeed(first);
    assertThat(queued("B")).isZero();
    assertThat(probe.redis().zrangeWithScores(probe.key("scheduled"), 0, -1))
        .singleElement()
        .satisfies(entry -> assertThat(entry.getScore()).isEqualTo((double) later));
    assertNothingWaits();
    assertThat(jobs.stop(id(waiting)).result()).isEqualTo(Result.STOPPED);
    assertThat(probe.redis().exists(probe.key("scheduled"))).isFalse();
  }

  @Test
  void itIsNotTakenForLostWhenItsTimeHasCome() {
    NewJob first = submitted(job("A"));
    NewJob waiting = submitted(after("success", redis.clock().seconds() + 1000, first));
    probe.redis().hset(probe.key("job_stats:" + id(waiting)), "run_at", "1795304340");
    upkeep.refresh("0");
    assertThat(queued("B")).isZero();
    succeed(first);
    assertThat(queued("B")).isEqualTo(1);
  }

  @Test
  void aFailureForGoodStopsItAndWhatWaitsForIt() {
    NewJob first = submitted(job("A"));
    NewJob second = submitted(after("success", 0, first));
    NewJob third = submitted(after("success", 0, second));
    NewJob anyway = submitted(after("any", 0, third));
    Attempt running = run(first);
    end(Outcome.failure(running, "it failed", OptionalLong.of(1000)));
    assertThat(status(second)).as("it is tried again").isEqualTo("Scheduled");
    probe.redis().hset(probe.key("job_stats:" + id(first)), "retry_at", "1");
    String entry = probe.redis().zrange(probe.key("retry"), 0, 0).get(0);
    probe.redis().zadd(probe.key("retry"), 1, entry);
    upkeep.moveDue();
    fail(first);
    assertThat(stats(second))
        .containsEntry("status", "Stopped")
        .containsEntry("stop_reason", "job " + id(first) + ", which it waited for, failed")
        .containsKey("ended_at");
    assertThat(stats(third))
        .containsEntry("status", "Stopped")
        .containsEntry("stop_reason", "job " + id(second) + ", which it waited for, was stopped");
    assertThat(probe.redis().ttl(probe.key("job_stats:" + id(third)))).isNotNegative();
    assertThat(queued("B")).isEqualTo(1);
    assertNothingWaits();
    succeed(anyway);
    assertThat(probe.redis().hlen(probe.key("job_track:inprogress"))).isZero();
  }

  @Test
  void aCancelledJobIsStillWaitedFor() {
    NewJob first = submitted(job("A"));
    NewJob waiting = submitted(after("success", 0, first));
    assertThat(jobs.cancel(id(first), "token").result()).isEqualTo(Result.CANCELLED);
    assertThat(status(waiting)).isEqualTo("Scheduled");
    upkeep.watchWaiting("0");
    assertThat(status(waiting)).isEqualTo("Scheduled");
    jobs.retry(jobs.find(id(first)).orElseThrow(), first.entry(), "again");
    succeed(first);
    assertThat(queued("B")).isEqualTo(1);
  }

  @Test
  void itCanBeCancelledAndRetriedWithoutTheOthers() {
    NewJob first = submitted(job("A"));
    NewJob waiting = submitted(after("success", 0, first));
    assertThat(jobs.cancel(id(waiting), "token").result()).isEqualTo(Result.CANCELLED);
    assertNothingWaits();
    jobs.retry(jobs.find(id(waiting)).orElseThrow(), waiting.entry(), "again");
    assertThat(queued("B")).isEqualTo(1);
    succeed(waiting);
    succeed(first);
    assertThat(status(waiting)).isEqualTo("Success");
    assertThat(queued("B")).as("only once").isZero();
  }

  @Test
  void whatHasEndedCountsAtOnce() {
    NewJob good = submitted(job("A"));
    succeed(good);
    NewJob bad = submitted(job("A"));
    fail(bad);
    assertThat(jobs.submit(after("success", 0, good)))
        .isEqualTo(new Submitted.Awaits("Pending", ""));
    assertThat(jobs.submit(after("any", 0, good, bad)))
        .isEqualTo(new Submitted.Awaits("Pending", ""));
    assertThat(queued("B")).isEqualTo(2);
    NewJob stopped = after("success", 0, good, bad);
    assertThat(jobs.submit(stopped))
        .isEqualTo(
            new Submitted.Awaits("Stopped", "job " + id(bad) + ", which it waited for, failed"));
    assertThat(stats(stopped)).containsEntry("status", "Stopped").containsKey("ended_at");
    assertThat(indexed()).contains(id(stopped));
    assertThat(jobs.submit(after("any", redis.clock().seconds() + 9, bad)))
        .isEqualTo(new Submitted.Awaits("Scheduled", ""));
    assertNothingWaits();
  }

  @Test
  void whatThereIsNotCannotBeWaitedFor() {
    NewJob unknown = job("A");
    NewJob refused = after("any", 0, submitted(job("A")), unknown);
    assertThat(jobs.submit(refused)).isEqualTo(new Submitted.Missing(id(unknown)));
    assertThat(stats(refused)).isEmpty();
    assertNothingWaits();
    assertThat(jobs.rehearsal().next(List.of(refused)))
        .containsExactly(new Submitted.Missing(id(unknown)));
  }

  @Test
  void aRehearsalSaysWhatBecomesOfIt() {
    NewJob open = submitted(job("A"));
    NewJob bad = submitted(job("A"));
    jobs.stop(id(bad));
    assertThat(
            jobs.rehearsal()
                .next(
                    List.of(
                        after("any", 0, bad),
                        after("any", 0, open, bad),
                        after("success", 0, open, bad))))
        .containsExactly(
            new Submitted.Awaits("Pending", ""),
            new Submitted.Awaits("Scheduled", ""),
            new Submitted.Awaits(
                "Stopped", "job " + id(bad) + ", which it waited for, was stopped"));
  }

  @Test
  void ofVeryManyThatWaitForOneJobSomeHearOfItsEndLater() {
    NewJob first = submitted(job("A"));
    List<NewJob> batch = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      batch.add(after("success", 0, first));
    }
    jobs.submitAll(batch);
    succeed(first);
    assertThat(queued("B")).isEqualTo(300);
    upkeep.tellOfEnds();
    assertThat(queued("B")).isEqualTo(1000);
    assertNothingWaits();
  }

  @Test
  void oneThatCannotBeQueuedKeepsNobodyElseWaiting() {
    NewJob first = submitted(job("A"));
    NewJob bad = submitted(after(job("C"), "success", 0, first));
    NewJob good = submitted(after("success", 0, first));
    probe.redis().set(probe.key("jobs:C"), "this is no list");
    assertThat(queues.end(List.of(Outcome.success(run(first), Optional.empty())), type -> false))
        .containsExactly(QueueStore.Ended.ENDED);
    upkeep.tellOfEnds();
    succeed(good);
    assertThat(status(bad)).isEqualTo("Scheduled");
    probe.redis().del(probe.key("jobs:C"));
    upkeep.watchWaiting("0");
    assertThat(queued("C")).isEqualTo(1);
    assertNothingWaits();
  }

  @Test
  void aLongChainIsStoppedToItsEnd() {
    NewJob first = submitted(job("A"));
    List<NewJob> chain = new ArrayList<>(List.of(first));
    for (int i = 0; i < 800; i++) {
      chain.add(submitted(after("success", 0, chain.get(i))));
    }
    jobs.stop(id(first));
    upkeep.tellOfEnds();
    assertNothingWaits();
    assertThat(probe.redis().hlen(probe.key("job_track:inprogress"))).isZero();
    assertThat(status(chain.get(700))).isIn("Stopped", null);
  }

  @Test
  void aRetryBeforeAllHaveHeardOfAnEndLetsTheOthersWait() {
    NewJob first = submitted(job("A"));
    List<NewJob> batch = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      batch.add(after("success", 0, first));
    }
    jobs.submitAll(batch);
    fail(first);
    jobs.retry(jobs.find(id(first)).orElseThrow(), first.entry(), "again");
    upkeep.tellOfEnds();
    assertThat(probe.redis().hlen(probe.key("awaiting"))).isEqualTo(100);
    succeed(first);
    assertThat(queued("B")).isEqualTo(100);
    assertNothingWaits();
  }

  @Test
  void anEndThatAnotherKindOfNodeWroteIsFound() {
    for (String end : List.of("Success", "Stopped", "Error")) {
      NewJob first = submitted(job("A"));
      NewJob waiting = submitted(after("success", 0, first));
      probe.redis().del(probe.key("jobs:A"));
      Map<String, String> theirs = Map.of("status", end, "update_time", "1795304340");
      probe.redis().hset(probe.key("job_stats:" + id(first)), theirs);
      upkeep.watchWaiting("0");
      assertThat(status(waiting)).isEqualTo(end.equals("Success") ? "Scheduled" : "Stopped");
      assertNothingWaits();
    }
    assertThat(queued("B")).isEqualTo(1);
  }

  @Test
  void aFailureOfAnotherKindOfNodeMayBeTriedAgain() {
    NewJob first = submitted(job("A"));
    NewJob waiting = submitted(after("success", 0, first));
    String now = Long.toString(redis.clock().seconds());
    probe
        .redis()
        .hset(probe.key("job_stats:" + id(first)), Map.of("status", "Error", "update_time", now));
    upkeep.watchWaiting("0");
    assertThat(status(waiting)).isEqualTo("Scheduled");
  }

  @Test
  void whatTheOtherKindGaveUpCanBeRetried() {
    NewJob first = submitted(job("A"));
    NewJob waiting = submitted(after("success", 0, first));
    NewJob last = submitted(after("success", 0, waiting));
    probe.redis().hset(probe.key("job_stats:" + id(waiting)), "status", "Error");
    upkeep.watchWaiting("0");
    assertThat(stats(waiting)).containsEntry("status", "Error").containsKey("die_at");
    assertThat(probe.redis().zrange(probe.key("dead"), 0, -1))
        .singleElement()
        .asString()
        .contains(id(waiting));
    assertThat(stats(last))
        .containsEntry("stop_reason", "job " + id(waiting) + ", which it waited for, failed");
    assertNothingWaits();
  }

  @Test
  void whatWasDeletedIsWaitedForNoLonger() {
    NewJob first = submitted(job("A"));
    NewJob waiting = submitted(after("success", 0, first));
    NewJob anyway = submitted(after("any", 0, first));
    NewJob gone = submitted(after("any", 0, first));
    probe.redis().del(probe.key("job_stats:" + id(first)), probe.key("job_stats:" + id(gone)));
    upkeep.watchWaiting("0");
    assertThat(stats(waiting))
        .containsEntry("status", "Stopped")
        .containsEntry("stop_reason", "job " + id(first) + ", which it waited for, was deleted");
    assertThat(probe.redis().lrange(probe.key("jobs:B"), 0, -1))
        .singleElement()
        .asString()
        .contains(id(anyway));
    assertNothingWaits();
  }

  @Test
  void aJobWhoseRecordIsGoneStillTellsHowItEnded() {
    NewJob first = submitted(job("A"));
    submitted(after("success", 0, first));
    Attempt running = run(first);
    probe.redis().del(probe.key("job_stats:" + id(first)));
    end(Outcome.success(running, Optional.empty()));
    assertThat(queued("B")).isEqualTo(1);
    assertNothingWaits();
  }

  @Test
  void aStopElsewhereOfAJobThatWaitsIsFound() {
    NewJob first = submitted(job("A"));
    NewJob waiting = submitted(after("success", 0, first));
    NewJob last = submitted(after("any", 0, waiting));
    probe.redis().hset(probe.key("job_stats:" + id(waiting)), "status", "Stopped");
    upkeep.watchWaiting("0");
    upkeep.watchWaiting("0");
    assertThat(stats(waiting)).containsKey("ended_at").doesNotContainKey("stop_reason");
    assertThat(stats(last)).containsKey("queued_at");
    assertNothingWaits();
  }

  @Test
  void aPurgeAndADropEndWhatIsWaitedFor() {
    NewJob first = submitted(job("A"));
    NewJob waiting = submitted(after("any", 0, first));
    new PurgeStore(redis, RETENTION).purge("A", 1, "token-" + tokens++);
    assertThat(stats(waiting)).containsKey("queued_at");
    NewJob second = submitted(job("A"));
    jobs.submitAll(jobs("A", 1000));
    NewJob next = submitted(after("any", 0, second));
    assertThat(jobs.stop(id(second)).result()).isEqualTo(Result.LATER);
    jobs.drop("A");
    assertThat(stats(next)).containsKey("queued_at");
    assertNothingWaits();
  }

  @Test
  void whatADeadPoolRanMayEndByReaping() {
    NewJob first = submitted(job("A"));
    NewJob waiting = submitted(after("any", 0, first));
    run(first);
    jobs.stop(id(first));
    assertThat(stats(waiting)).as("it still runs").doesNotContainKey("queued_at");
    pools.list().stream().filter(pool -> pool.id().equals(POOL)).forEach(pool -> pools.reap(pool));
    assertThat(stats(waiting)).containsKey("queued_at");
  }

  private NewJob child(NewJob parent) {
    NewJob job = job("B");
    Map<String, String> stats = new LinkedHashMap<>(job.stats());
    stats.put("upstream_job_id", id(parent));
    return new NewJob(job.entry(), 0, stats, Optional.empty());
  }

  private SubJob launch(Attempt attempt, NewJob job, int deepest) {
    return jobs.launch(attempt, job, deepest, Duration.ofSeconds(2));
  }

  @Test
  void aSubJobIsLaunchedOnceAndOnlyByTheAttemptThatRuns() {
    NewJob parent = submitted(job("A"));
    Attempt first = run(parent);
    NewJob child = child(parent);
    assertThat(launch(first, child, 1)).isEqualTo(new SubJob.Launched());
    assertThat(launch(first, child, 1)).isEqualTo(new SubJob.Launched());
    assertThat(queued("B")).isEqualTo(1);
    end(Outcome.of(first, Outcome.End.RETURNED));
    assertThat(launch(first, child(parent), 1)).isEqualTo(new SubJob.ParentStopped());
    succeed(child);
    probe.redis().del(probe.key("job_stats:" + id(child)));
    Attempt second = run(parent);
    assertThat(launch(first, child, 1)).isEqualTo(new SubJob.ParentStopped());
    assertThat(launch(second, child, 1))
        .as("its record has expired")
        .isEqualTo(new SubJob.Launched());
    assertThat(queued("B")).isZero();
    assertThat(jobs.subJobs(id(parent), 0, 10)).containsExactly(id(child));
  }

  @Test
  void aParentThatWasToldSomethingLaunchesNothing() {
    NewJob stopped = submitted(job("A"));
    Attempt first = run(stopped);
    jobs.stop(id(stopped));
    assertThat(launch(first, child(stopped), 1)).isEqualTo(new SubJob.ParentStopped());
    NewJob cancelled = submitted(job("A"));
    Attempt second = run(cancelled);
    jobs.cancel(id(cancelled), "token");
    assertThat(launch(second, child(cancelled), 1)).isEqualTo(new SubJob.ParentCancelled());
    assertThat(queued("B")).isZero();
  }

  @Test
  void subJobsAreNestedOnlySoDeep() {
    NewJob parent = submitted(job("A"));
    NewJob child = child(parent);
    launch(run(parent), child, 2);
    NewJob grandchild = child(child);
    launch(run(child), grandchild, 2);
    Attempt deepest = run(grandchild);
    assertThat(launch(deepest, child(grandchild), 2)).isEqualTo(new SubJob.TooDeep());
    assertThat(queued("B")).isZero();
  }

  @Test
  void theListOfSubJobsLivesAsLongAsTheirParentsRecord() {
    NewJob parent = submitted(job("A"));
    Attempt first = run(parent);
    launch(first, child(parent), 2);
    String list = probe.key("sub_jobs:" + id(parent));
    assertThat(probe.redis().ttl(list)).isEqualTo(-1);
    end(Outcome.failure(first, "it failed", OptionalLong.empty()));
    assertThat(probe.redis().ttl(list)).isNotNegative();
    jobs.retry(jobs.find(id(parent)).orElseThrow(), parent.entry(), "token");
    assertThat(probe.redis().ttl(list)).isEqualTo(-1);
    probe.redis().del(probe.key("job_stats:" + id(parent)));
    index.trim(0);
    assertThat(probe.redis().exists(list)).isFalse();
  }
}
