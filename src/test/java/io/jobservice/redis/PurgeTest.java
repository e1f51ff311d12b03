package io.jobservice.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.config.RedisUrl;
import io.jobservice.model.JobEntry;
import io.jobservice.model.Purged;
import io.jobservice.redis.JobStore.NewJob;
import io.jobservice.redis.JobStore.Result;
import io.jobservice.testing.LostReply;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.Submissions;
import io.jobservice.testing.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Emptying a queue: each job ends as by a stop, and nothing else happens. */
class PurgeTest extends StoreFixture {

  private static final String OTHER_POOL = "cdcdcdcdcdcdcdcdcdcdcdcd";

  /** Of what a stop writes, what differs from job to job. */
  private static final Set<String> OWN = Set.of("id", "ref_link", "claim", "parameters");

  private final PurgeStore purges = new PurgeStore(redis, Retention.standard());
  private final Submissions submissions = new Submissions(new SplittableRandom());
  private int tokens;

  private Purged purge(String type, int most) {
    return purges.purge(type, most, "token-" + tokens++);
  }

  private Map<String, String> stats(NewJob job) {
    return probe.redis().hgetAll(probe.key("job_stats:" + job.entry().id()));
  }

  private String status(NewJob job) {
    return stats(job).get("status");
  }

  private long queued(String type) {
    return probe.redis().llen(probe.key("jobs:" + type));
  }

  private void set(NewJob job, String field, String value) {
    probe.redis().hset(probe.key("job_stats:" + job.entry().id()), field, value);
  }

  /** What is left of a job, but for what is its own and for the second of its end. */
  private Map<String, String> remains(NewJob job) {
    Map<String, String> left = new LinkedHashMap<>(stats(job));
    left.keySet().removeAll(OWN);
    for (String second : List.of("update_time", "ended_at", "queued_at", "revision")) {
      left.computeIfPresent(second, (field, value) -> "a second");
    }
    String key = probe.key("job_stats:" + job.entry().id());
    left.put("expires", Boolean.toString(probe.redis().pttl(key) > 0));
    String track = probe.redis().hget(probe.key("job_track:inprogress"), job.entry().id());
    left.put("track", String.valueOf(track));
    return left;
  }

  private NewJob unique(int number) {
    ObjectNode args = JsonNodeFactory.instance.objectNode().put("n", number);
    return submissions.job("TYPE", redis.clock().seconds(), Optional.of(args), true, 0);
  }

  private NewJob hooked() {
    NewJob job = job("TYPE");
    Map<String, String> stats = new LinkedHashMap<>(job.stats());
    stats.put("web_hook_url", "http://127.0.0.1:1/");
    return new NewJob(job.entry(), 0, stats, Optional.empty());
  }

  private void assertEndsAsByAStop(NewJob stopped, NewJob purged) {
    assertThat(jobs.stop(stopped.entry().id()).result()).isEqualTo(Result.STOPPED);
    assertThat(purge("TYPE", 10)).isEqualTo(new Purged(1, 0));
    assertThat(remains(purged))
        .isEqualTo(remains(stopped))
        .containsEntry("status", "Stopped")
        .containsEntry("ended_as", "Stopped")
        .containsEntry("ended_at", "a second")
        .containsEntry("expires", "true");
  }

  @Test
  void aJobEndsAsByAStop() {
    List<NewJob> both = jobs("TYPE", 2);
    jobs.submitAll(both);
    assertEndsAsByAStop(both.get(0), both.get(1));
    assertThat(remains(both.get(1))).containsEntry("track", "null");
  }

  @Test
  void aJobWithAHookIsTrackedUntilTheHookIsAcknowledged() {
    List<NewJob> both = List.of(hooked(), hooked());
    jobs.submitAll(both);
    assertEndsAsByAStop(both.get(0), both.get(1));
    assertThat(remains(both.get(1))).containsEntry("track", "1");
  }

  @Test
  void aUniqueJobGivesItsClaimBack() {
    List<NewJob> both = List.of(unique(1), unique(2));
    jobs.submitAll(both);
    assertEndsAsByAStop(both.get(0), both.get(1));
    assertThat(probe.redis().keys(probe.key("unique:*"))).isEmpty();
    assertThat(probe.redis().keys(probe.key("claim*"))).isEmpty();
  }

  @Test
  void aFailedJobThatIsDueAgainEndsWithANewRevision() {
    join(POOL, "TYPE");
    List<NewJob> both = jobs("TYPE", 2);
    jobs.submitAll(both);
    List<Outcome> failures = new ArrayList<>();
    for (Attempt attempt : fetch(POOL, 2, false).attempts()) {
      failures.add(Outcome.failure(attempt, "broken", OptionalLong.of(0)));
    }
    queues.end(failures, type -> false);
    new UpkeepStore(redis, RETENTION).moveDue();
    assertThat(status(both.get(1))).isEqualTo("Error");
    long before = Long.parseLong(stats(both.get(1)).get("revision"));
    assertEndsAsByAStop(both.get(0), both.get(1));
    assertThat(stats(both.get(1))).doesNotContainKey("retry_at");
    assertThat(Long.parseLong(stats(both.get(1)).get("revision"))).isGreaterThan(before);
  }

  @Test
  void theOldestGoFirstAndNoMoreThanAskedFor() {
    List<NewJob> all = jobs("TYPE", 250);
    jobs.submitAll(all);
    assertThat(purge("TYPE", 230)).isEqualTo(new Purged(230, 20));
    assertThat(all.subList(0, 230)).allMatch(job -> status(job).equals("Stopped"));
    assertThat(all.subList(230, 250)).allMatch(job -> status(job).equals("Pending"));
    join(POOL, "TYPE");
    assertThat(fetch(POOL, 100, false).attempts())
        .extracting(Attempt::id)
        .containsExactlyElementsOf(
            all.subList(230, 250).stream().map(job -> job.entry().id()).toList());
  }

  @Test
  void anEmptyQueueIsNoError() {
    assertThat(purge("TYPE", 10)).isEqualTo(new Purged(0, 0));
  }

  @Test
  void aPausedQueueIsEmptiedAndStaysPaused() {
    jobs.pause("TYPE", true);
    jobs.submitAll(jobs("TYPE", 3));
    assertThat(purge("TYPE", 10)).isEqualTo(new Purged(3, 0));
    assertThat(probe.redis().exists(probe.key("jobs:TYPE:paused"))).isTrue();
  }

  @Test
  void anEntryWithoutARecordJustGoes() {
    for (int i = 0; i < 5; i++) {
      pushElsewhere("TYPE");
    }
    assertThat(purge("TYPE", 10)).isEqualTo(new Purged(5, 0));
    assertThat(probe.redis().keys(probe.key("job_stats:*"))).isEmpty();
    assertThat(probe.redis().exists(probe.key("job_track:inprogress"))).isFalse();
    assertThat(probe.redis().zcard(probe.key("dead"))).isZero();
  }

  @Test
  void whatIsNoJobGoesToTheDeadSetAsText() {
    List<NewJob> all = jobs("TYPE", 120);
    jobs.submitAll(all.subList(0, 50));
    for (int i = 0; i < 30; i++) {
      probe.redis().lpush(probe.key("jobs:TYPE"), "nonsense " + i);
    }
    jobs.submitAll(all.subList(50, 120));
    NewJob strange = all.get(60);
    probe.redis().del(probe.key("job_stats:" + strange.entry().id()));
    probe.redis().set(probe.key("job_stats:" + strange.entry().id()), "no hash");

    assertThat(purge("TYPE", 1000)).isEqualTo(new Purged(150, 0));
    assertThat(all).filteredOn(job -> !job.equals(strange)).allMatch(this::isStopped);
    assertThat(probe.redis().zrange(probe.key("dead"), 0, -1))
        .hasSize(31)
        .allMatch(entry -> entry.startsWith("{\"name\":\"TYPE\",\"id\":\""))
        .allMatch(entry -> entry.contains("\"err\":\"not a job: purged"))
        .anyMatch(entry -> entry.contains("\"raw\":\"nonsense 7\""))
        .anyMatch(entry -> entry.contains(strange.entry().id()));
  }

  private boolean isStopped(NewJob job) {
    return "Stopped".equals(status(job));
  }

  @Test
  void aJobThatWasStoppedButNotTakenAwayEnds() {
    NewJob elsewhere = hooked();
    jobs.submit(elsewhere);
    set(elsewhere, "status", "Stopped");
    assertThat(purge("TYPE", 10)).isEqualTo(new Purged(1, 0));
    assertThat(remains(elsewhere))
        .containsEntry("ended_as", "Stopped")
        .containsEntry("expires", "true")
        .containsEntry("track", "1");
  }

  @Test
  void aJobThatHasEndedKeepsItsEnd() {
    join(POOL, "TYPE");
    NewJob done = job("TYPE");
    jobs.submit(done);
    Attempt attempt = fetch(POOL, 1, false).attempts().get(0);
    queues.end(List.of(Outcome.success(attempt, Optional.empty())), type -> false);
    set(done, "status", "Pending");
    probe.redis().lpush(probe.key("jobs:TYPE"), done.entry().toJson());
    assertThat(purge("TYPE", 10)).isEqualTo(new Purged(1, 0));
    assertThat(remains(done)).containsEntry("status", "Success").containsEntry("expires", "true");
  }

  @Test
  void aJobThatIsThereTwiceEndsOnce() {
    NewJob twice = hooked();
    jobs.submit(twice);
    probe.redis().lpush(probe.key("jobs:TYPE"), twice.entry().toJson());
    assertThat(purge("TYPE", 10)).isEqualTo(new Purged(2, 0));
    assertThat(remains(twice)).containsEntry("status", "Stopped").containsEntry("track", "1");
  }

  @Test
  void aJobThatRunsGoesOnThoughItsEntryWasPutBack() {
    join(POOL, "TYPE");
    join(OTHER_POOL, "TYPE");
    NewJob ours = job("TYPE");
    NewJob theirs = job("TYPE");
    jobs.submitAll(List.of(ours, theirs));
    fetch(POOL, 2, false);
    probe.redis().hdel(probe.key("job_stats:" + theirs.entry().id()), "pool", "attempt");
    String held = probe.key("jobs:TYPE:" + POOL + ":inprogress");
    probe.redis().lrem(held, 1, theirs.entry().toJson());
    String heldElsewhere = probe.key("jobs:TYPE:" + OTHER_POOL + ":inprogress");
    probe.redis().lpush(heldElsewhere, theirs.entry().toJson());
    for (NewJob job : List.of(ours, theirs)) {
      probe.redis().lpush(probe.key("jobs:TYPE"), job.entry().toJson());
    }
    assertThat(purge("TYPE", 10)).isEqualTo(new Purged(2, 0));
    assertThat(List.of(status(ours), status(theirs))).containsOnly("Running");
    assertThat(probe.redis().llen(held)).isEqualTo(1);
    assertThat(probe.redis().llen(heldElsewhere)).isEqualTo(1);
  }

  @Test
  void aJobThatTheyPutBackAndLeftRunningIsStopped() {
    join(POOL, "TYPE");
    NewJob job = job("TYPE");
    jobs.submit(job);
    set(job, "status", "Running");
    assertThat(purge("TYPE", 10)).isEqualTo(new Purged(1, 0));
    assertThat(remains(job)).containsEntry("status", "Stopped").containsEntry("expires", "true");
  }

  @Test
  void whoeverPushesMeanwhileDoesNotProlongIt() throws Exception {
    submitMany(3000);
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Integer> producer =
        CompletableFuture.supplyAsync(
            () -> {
              while (!probe.redis().exists(probe.key("purge:begun"))) {
                Thread.onSpinWait();
              }
              int pushed = 0;
              do {
                pushElsewhere("TYPE");
                pushed++;
              } while (!done.get());
              return pushed;
            });
    Purged purged = purges.purge("TYPE", 10_000, "begun");
    done.set(true);
    assertThat(purged.purged()).isEqualTo(3000);
    assertThat(queued("TYPE")).isEqualTo(producer.get().longValue());
  }

  private List<NewJob> submitMany(int number) {
    List<NewJob> all = jobs("TYPE", number);
    for (int from = 0; from < number; from += 500) {
      jobs.submitAll(all.subList(from, Math.min(number, from + 500)));
    }
    return all;
  }

  @Test
  void jobsThatAreTakenMeanwhileRunOnceAndNoneIsLost() throws Exception {
    join(POOL, "TYPE");
    List<NewJob> all = submitMany(3000);
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<List<Attempt>> pool =
        CompletableFuture.supplyAsync(
            () -> {
              List<Attempt> taken = new ArrayList<>();
              boolean exhausted = false;
              while (!exhausted) {
                var fetched = fetch(POOL, 7, false);
                taken.addAll(fetched.attempts());
                begun.countDown();
                exhausted = fetched.exhausted();
              }
              return taken;
            });
    begun.await();
    Purged purged = purge("TYPE", 10_000);
    List<Attempt> taken = pool.get();
    assertThat(purged.purged() + taken.size()).isEqualTo(3000);
    Set<String> ran = new HashSet<>(taken.stream().map(Attempt::id).toList());
    assertThat(ran).hasSameSizeAs(taken);
    for (NewJob job : all) {
      assertThat(status(job)).isEqualTo(ran.contains(job.entry().id()) ? "Running" : "Stopped");
    }
    assertThat(probe.redis().get(probe.key("jobs:TYPE:lock")))
        .isEqualTo(Integer.toString(taken.size()));
  }

  @Test
  void aPieceWhoseReplyWasLostIsTakenOnce() throws Exception {
    jobs.submitAll(jobs("TYPE", 250));
    try (TcpProxy proxy = TcpProxy.to(RedisServer.shared())) {
      RedisUrl.Server server =
          new RedisUrl.Server(
              proxy.host(), proxy.port(), Optional.empty(), Optional.empty(), 0, false);
      try (Redis unsteady =
          Redis.connect(server, probe.key(""), Duration.ofMinutes(1), 1, System::nanoTime)) {
        PurgeStore theirs = new PurgeStore(unsteady, RETENTION);
        // Known to Redis, so that the next call goes by its name.
        theirs.purge("TYPE", 1, "first");
        LostReply lost = proxy.loseReplyTo(ScriptSha.of("purge"));
        assertThat(theirs.purge("TYPE", 149, "second")).isEqualTo(new Purged(149, 100));
        assertThat(lost.hasHappened()).isTrue();
      }
    }
    assertThat(probe.redis().ttl(probe.key("purge:second"))).isBetween(1L, 60L);
  }

  @Test
  void aQueueThatIsNoneIsLeftAlone() {
    probe.redis().set(probe.key("jobs:TYPE"), "no list");
    assertThatThrownBy(() -> purge("TYPE", 10)).isInstanceOf(RefusedException.class);
    assertThat(probe.redis().get(probe.key("jobs:TYPE"))).isEqualTo("no list");
  }

  @Test
  void aBrokenClaimHoldsUpNoOtherJob() {
    NewJob broken = unique(1);
    List<NewJob> others = jobs("TYPE", 2);
    jobs.submit(others.get(0));
    jobs.submit(broken);
    jobs.submit(others.get(1));
    String claim = probe.redis().keys(probe.key("claim:*")).iterator().next();
    probe.redis().del(claim);
    probe.redis().lpush(claim, "no text");
    assertThat(purge("TYPE", 10)).isEqualTo(new Purged(3, 0));
    assertThat(others).allMatch(this::isStopped);
    assertThat(isStopped(broken)).isTrue();
  }

  @Test
  void anEntryReadsAsAJobByItsHeadHoweverItGoesOn() {
    NewJob job = job("TYPE");
    jobs.submit(job);
    probe.redis().del(probe.key("jobs:TYPE"));
    String entry = JobEntry.fresh("TYPE", job.entry().id(), 5, Optional.empty(), false).toJson();
    probe.redis().lpush(probe.key("jobs:TYPE"), entry + " and more");
    assertThat(purge("TYPE", 10)).isEqualTo(new Purged(1, 0));
    assertThat(isStopped(job)).isTrue();
  }
}
