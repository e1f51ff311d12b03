package io.jobservice.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.model.JobEntry;
import io.jobservice.model.PoolHeartbeat;
import io.jobservice.redis.PoolStore;
import io.jobservice.redis.Redis;
import io.jobservice.redis.Retention;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a pool is dead, and what becomes of its jobs. */
class ReaperTest {

  private static final String DEAD = "dddddddddddddddddddddddd";
  private static final String OWN = "aaaaaaaaaaaaaaaaaaaaaaaa";
  private static final String ENTRY =
      "{\"name\":\"N\",\"id\":\"%s\",\"t\":1795304344,\"args\":null}";

  private final String namespace = Namespaces.fresh();
  private final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace);
  private long skippedNanos;
  private boolean beating = true;
  private final Redis redis =
      Redis.connect(
          RedisServer.shared().url(),
          "{" + namespace + "}:",
          Duration.ofMinutes(1),
          4,
          () -> System.nanoTime() + skippedNanos);
  private final PoolStore pools = new PoolStore(redis, Retention.standard());

  @AfterEach
  void close() {
    redis.close();
    probe.close();
  }

  private Reaper reaper(Predicate<PoolHeartbeat> gone) {
    return new Reaper(pools, redis.clock(), OWN, () -> beating, gone);
  }

  private Reaper reaper() {
    return reaper(pool -> false);
  }

  private void later(Duration time) {
    skippedNanos += time.toNanos();
    redis.measureClock();
  }

  private void pool(boolean ours) {
    Map<String, String> heartbeat = new LinkedHashMap<>();
    heartbeat.put("heartbeat_at", "1795304344");
    heartbeat.put("job_names", "N");
    if (ours) {
      heartbeat.put("beat_period", "2");
      heartbeat.put("beats", "7");
    }
    probe.redis().hset(probe.key("worker_pools:" + DEAD), heartbeat);
    probe.redis().sadd(probe.key("worker_pools"), DEAD);
  }

  private String running(String id, String status) {
    String entry = ENTRY.formatted(id);
    probe.redis().lpush(probe.key("jobs:N:" + DEAD + ":inprogress"), entry);
    probe.redis().incr(probe.key("jobs:N:lock"));
    probe.redis().hincrBy(probe.key("jobs:N:lock_info"), DEAD, 1);
    probe
        .redis()
        .hset(
            probe.key("job_stats:" + id),
            Map.of("status", status, "revision", "1795304344", "pool", DEAD, "attempt", "1"));
    return entry;
  }

  private boolean isThere() {
    return probe.redis().sismember(probe.key("worker_pools"), DEAD);
  }

  private List<String> queue() {
    return probe.redis().lrange(probe.key("jobs:N"), 0, -1);
  }

  @Test
  void aPoolOfOursIsDeadAfterSixSilentSeconds() {
    pool(true);
    Reaper reaper = reaper();
    reaper.turn();
    later(Duration.ofMillis(5_500));
    reaper.turn();
    assertThat(isThere()).isTrue();
    later(Duration.ofSeconds(1));
    reaper.turn();
    assertThat(isThere()).isFalse();
    assertThat(probe.redis().exists(probe.key("tombstone:" + DEAD))).isTrue();
    assertThat(probe.redis().exists(probe.key("worker_pools:" + DEAD))).isFalse();
  }

  @Test
  void aPoolOfTheOtherKindHasTwelveSeconds() {
    pool(false);
    Reaper reaper = reaper();
    reaper.turn();
    later(Duration.ofSeconds(11));
    reaper.turn();
    assertThat(isThere()).isTrue();
    later(Duration.ofSeconds(2));
    reaper.turn();
    assertThat(isThere()).isFalse();
  }

  @Test
  void aPoolThatBeatsIsNeverDead() {
    pool(true);
    Reaper reaper = reaper();
    for (int i = 0; i < 10; i++) {
      reaper.turn();
      probe.redis().hincrBy(probe.key("worker_pools:" + DEAD), "beats", 1);
      later(Duration.ofSeconds(5));
    }
    reaper.turn();
    assertThat(isThere()).isTrue();
  }

  @Test
  void aReaperThatDoesNotBeatItselfBuriesNobody() {
    pool(true);
    Reaper reaper = reaper();
    reaper.turn();
    beating = false;
    later(Duration.ofSeconds(30));
    reaper.turn();
    beating = true;
    reaper.turn();
    assertThat(isThere()).as("the wait starts anew").isTrue();
  }

  @Test
  void aPoolWhoseProcessIsGoneIsDeadAtOnce() {
    pool(true);
    reaper(pool -> pool.id().equals(DEAD)).turn();
    assertThat(isThere()).isFalse();
  }

  @Test
  void aPoolThatHasBeatenMeanwhileIsLeftAlone() {
    pool(true);
    PoolHeartbeat before = pools.list().get(0);
    probe.redis().hincrBy(probe.key("worker_pools:" + DEAD), "beats", 1);
    assertThat(pools.reap(before)).isEqualTo(PoolStore.Reaped.ALIVE);
    assertThat(isThere()).isTrue();
  }

  @Test
  void itsJobsRunNextInTheirOrder() {
    pool(true);
    probe.redis().lpush(probe.key("jobs:N"), ENTRY.formatted("waiting"));
    String first = running("first", "Running");
    String second = running("second", "Running");
    reaper(pool -> true).turn();
    // What is fetched next is at the right.
    assertThat(queue()).containsExactly(ENTRY.formatted("waiting"), second, first);
    Map<String, String> stats = probe.redis().hgetAll(probe.key("job_stats:first"));
    assertThat(stats).containsEntry("status", "Pending").containsEntry("pool", "");
    assertThat(Long.parseLong(stats.get("revision"))).isGreaterThan(1795304344L);
    assertThat(probe.redis().get(probe.key("jobs:N:lock"))).isEqualTo("0");
    assertThat(probe.redis().exists(probe.key("jobs:N:lock_info"))).isFalse();
  }

  @Test
  void moreJobsThanFitInOneStepAreAllPutBack() {
    pool(true);
    for (int i = 0; i < 250; i++) {
      running("job" + i, "Running");
    }
    reaper(pool -> true).turn();
    assertThat(queue()).hasSize(250);
    assertThat(isThere()).isFalse();
  }

  @Test
  void aStoppedJobIsNotPutBack() {
    pool(true);
    running("stopped", "Stopped");
    reaper(pool -> true).turn();
    assertThat(queue()).isEmpty();
    assertThat(probe.redis().hget(probe.key("job_stats:stopped"), "ended_at")).isNotNull();
    assertThat(probe.redis().ttl(probe.key("job_stats:stopped"))).isPositive();
  }

  @Test
  void aJobThatAnotherPoolHasIsNotPutBack() {
    pool(true);
    String entry = running("moved", "Running");
    probe.redis().hset(probe.key("job_stats:moved"), "pool", OWN);
    probe.redis().lpush(probe.key("jobs:N:" + OWN + ":inprogress"), entry);
    reaper(pool -> true).turn();
    assertThat(queue()).isEmpty();
  }

  @Test
  void aJobWithoutStatsIsPutBack() {
    pool(true);
    String entry = JobEntry.fresh("N", "foreign", 1, Optional.empty(), false).toJson();
    probe.redis().lpush(probe.key("jobs:N:" + DEAD + ":inprogress"), entry);
    reaper(pool -> true).turn();
    assertThat(queue()).containsExactly(entry);
    assertThat(probe.redis().exists(probe.key("job_stats:foreign"))).isFalse();
  }

  @Test
  void aProcessOfThisHostIsRecognisedByItsStart() {
    long pid = ProcessHandle.current().pid();
    long start = LocalProcesses.startOf(pid).orElseThrow();
    LocalProcesses here = new LocalProcesses("boot");
    assertThat(here.isGone(process("boot", pid, start))).as("it lives").isFalse();
    assertThat(here.isGone(process("boot", pid, start - 1))).as("the number went on").isTrue();
    assertThat(here.isGone(process("boot", 1L << 40, start))).as("no such process").isTrue();
    assertThat(here.isGone(process("other", 1L << 40, start))).as("another host").isFalse();
    assertThat(here.isGone(process("boot", 1L << 40, 0))).as("start unknown").isFalse();
    assertThat(new LocalProcesses("").isGone(process("", 1L << 40, start))).isFalse();
  }

  private static PoolHeartbeat process(String host, long pid, long start) {
    return new PoolHeartbeat(
        DEAD,
        Map.of(
            "boot_id", host,
            "pid", Long.toString(pid),
            "process_start", Long.toString(start)));
  }
}
