package io.jobservice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobservice.model.JobEntry;
import io.jobservice.redis.Redis;
import io.jobservice.redis.Retention;
import io.jobservice.redis.UpkeepStore;
import io.jobservice.testing.GoldenDump;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RedisServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import redis.clients.jedis.args.ListDirection;

/** What nodes of the other kind do beside ours, played on Redis. */
@Execution(ExecutionMode.CONCURRENT)
class OtherKindTest extends EngineFixture {

  private static final String GENERIC = "{\"kind\":\"Generic\"}";

  private interface Work {
    void on(UpkeepStore store);
  }

  private void upkeep(Work work) {
    try (Redis redis =
        Redis.connect(
            RedisServer.shared().url(),
            probe.key(""),
            Duration.ofMinutes(1),
            2,
            System::nanoTime)) {
      work.on(new UpkeepStore(redis, Retention.standard()));
    }
  }

  private String pool() {
    return probe.redis().smembers(probe.key("worker_pools")).iterator().next();
  }

  @Test
  void anEntryThatTheirMoverGaveUpComesBack() {
    String entry =
        "{\"name\":\"NOOP\",\"args\":null,\"id\":\"66cf2de874203d3a5e2069f6\",\"t\":1795304957,"
            + "\"failed_at\":1795304959,\"err\":\"unknown job when requeueing\"}";
    probe.redis().zadd(probe.key("dead"), 1795304959, entry);
    probe
        .redis()
        .hset(
            probe.key("job_stats:66cf2de874203d3a5e2069f6"),
            Map.of("id", "66cf2de874203d3a5e2069f6", "status", "Scheduled", "revision", "5"));
    // The node may have done it already.
    upkeep(store -> assertThat(store.revive(List.of("NOOP"))).isBetween(0, 1));
    awaitStatus("66cf2de874203d3a5e2069f6", "Success");
    assertThat(set("dead")).isEmpty();
  }

  @Test
  void whatOthersGaveUpAndIsFinalStaysDead() {
    String entry =
        "{\"name\":\"NOOP\",\"args\":null,\"id\":\"a\",\"t\":1,\"err\":\"unknown job when requeueing\"}";
    probe.redis().hset(probe.key("job_stats:a"), "status", "Stopped");
    probe.redis().zadd(probe.key("dead"), 1, entry);
    upkeep(store -> assertThat(store.revive(List.of("NOOP"))).isZero());
    assertThat(set("dead")).containsExactly(entry);
  }

  @Test
  void anInProgressEntryThatTheirStartRequeuesRunsOnce() throws IOException {
    String id = http.accepted("RECORD", gated("gate"), GENERIC);
    awaitStatus(id, "Running");
    probe
        .redis()
        .lmove(
            probe.key("jobs:RECORD:" + pool() + ":inprogress"),
            probe.key("held"),
            ListDirection.RIGHT,
            ListDirection.LEFT);
    Files.createFile(folder.resolve("gate"));
    awaitStatus(id, "Success");
    probe
        .redis()
        .lmove(
            probe.key("held"), probe.key("jobs:RECORD"), ListDirection.RIGHT, ListDirection.LEFT);
    eventually(() -> assertThat(queue("RECORD")).isEmpty());
    assertThat(Files.readAllLines(folder.resolve("runs"))).containsExactly(id + " 1");
  }

  @Test
  void aCounterThatTheyDecrementTwiceIsRepaired() throws IOException {
    String id = http.accepted("RECORD", gated("gate"), GENERIC);
    awaitStatus(id, "Running");
    probe.redis().set(probe.key("jobs:RECORD:lock"), "-3");
    probe.redis().hset(probe.key("jobs:RECORD:lock_info"), "ffffffffffffffffffffffff", "4");
    upkeep(store -> store.repairCounters("RECORD"));
    assertThat(probe.redis().get(probe.key("jobs:RECORD:lock"))).isEqualTo("1");
    assertThat(probe.redis().hgetAll(probe.key("jobs:RECORD:lock_info")))
        .isEqualTo(Map.of(pool(), "1"));
    Files.createFile(folder.resolve("gate"));
    awaitStatus(id, "Success");
    eventually(() -> assertThat(probe.redis().get(probe.key("jobs:RECORD:lock"))).isEqualTo("0"));
  }

  @Test
  void aLiveJobIsRenewedBeforeTheyTakeItForLost() {
    pause("NOOP");
    String id = http.accepted("NOOP", "{}", "{\"kind\":\"Generic\",\"unique\":true}");
    probe.redis().hset(probe.key("job_stats:" + id), "update_time", "1795000000");
    probe.redis().del(probe.key("unique:NOOP:{}\n"));
    upkeep(store -> assertThat(store.refresh("0")).isEqualTo("0"));
    assertThat(number(id, "update_time")).isGreaterThan(1795000000L);
    assertThat(probe.redis().get(probe.key("unique:NOOP:{}\n"))).as("the claim").isEqualTo("1");
  }

  @Test
  void aTrackedJobWithoutARecordIsTrackedNoMore() {
    probe.redis().hset(probe.key("job_track:inprogress"), "gone", "2");
    upkeep(store -> store.refresh("0"));
    assertThat(probe.redis().hexists(probe.key("job_track:inprogress"), "gone")).isFalse();
  }

  @Test
  void aLateSaveOverAnEndedJobIsUndone() {
    String id = "66cf2de874203d3a5e2069f6";
    String entry = JobEntry.fresh("NOOP", id, 5, Optional.empty(), false).toJson();
    probe.redis().lpush(probe.key("jobs:NOOP"), entry);
    awaitStatus(id, "Success");
    probe.redis().hset(probe.key("job_stats:" + id), "status", "Pending");
    probe.redis().persist(probe.key("job_stats:" + id));
    await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(() -> assertThat(http.status(id)).isEqualTo("Success"));
    assertThat(probe.redis().ttl(probe.key("job_stats:" + id))).isPositive();
  }

  @Test
  void theirScheduledAndRetriedEntriesRunWithTheirBytes() throws Exception {
    GoldenDump golden = GoldenDump.read("redis-12-slow-in-progress");
    List<String> retries = golden.jsonOf("retry");
    assertThat(retries).isNotEmpty();
    pause("FAIL");
    for (String entry : retries) {
      probe.redis().zadd(probe.key("retry"), 1795304423, entry);
    }
    eventually(() -> assertThat(set("retry")).isEmpty());
    JobEntry first = JobEntry.parse(retries.get(0).getBytes(StandardCharsets.UTF_8));
    String moved = probe.redis().lrange(probe.key("jobs:" + first.name()), -1, -1).get(0);
    assertThat(moved).contains("\"fails\":" + first.fails() + ",\"err\":");
    assertThat(moved.replaceFirst("\"t\":\\d+", ""))
        .isIn(retries.stream().map(entry -> entry.replaceFirst("\"t\":\\d+", "")).toList());
  }

  @Test
  void anExecutionOfTheirPolicyRunsUnderItsOwnId() {
    String policy = "2745068c2a921a2fec578cd7";
    probe
        .redis()
        .zadd(
            probe.key("scheduled"),
            1795304340,
            "{\"name\":\"NOOP\",\"id\":\""
                + policy
                + "\",\"t\":1795304340,"
                + "\"args\":{\"_job_kind_periodic_\":\"1795304340\",\"p\":1}}");
    awaitStatus(policy + "@1795304340", "Success");
  }

  @Test
  void whatIsScheduledAndIsNoJobIsBuried() {
    probe.redis().zadd(probe.key("scheduled"), 1, "nonsense");
    eventually(() -> assertThat(set("dead")).hasSize(1));
    assertThat(set("scheduled")).isEmpty();
    assertThat(set("dead").get(0)).contains("\"raw\":\"nonsense\"");
  }

  @Test
  void aRedisThatLostItsDataGetsBackWhatRuns() throws IOException {
    String id = http.accepted("RECORD", gated("gate"), GENERIC);
    awaitStatus(id, "Running");
    for (String key : probe.redis().keys(probe.key("*"))) {
      probe.redis().del(key);
    }
    eventually(() -> assertThat(stats(id)).containsEntry("status", "Running"));
    Files.createFile(folder.resolve("gate"));
    awaitStatus(id, "Success");
    eventually(() -> assertThat(probe.redis().get(probe.key("jobs:RECORD:lock"))).isEqualTo("0"));
  }

  @Test
  void queuesThatTheirCoreDeletesAreNoError() throws IOException {
    String id = http.accepted("RECORD", gated("gate"), GENERIC);
    awaitStatus(id, "Running");
    probe.redis().del(probe.key("job_stats:" + id));
    probe.redis().hdel(probe.key("job_track:inprogress"), id);
    Files.createFile(folder.resolve("gate"));
    eventually(() -> assertThat(probe.redis().get(probe.key("jobs:RECORD:lock"))).isEqualTo("0"));
    assertThat(probe.redis().exists(probe.key("job_stats:" + id))).isFalse();
    awaitStatus(http.accepted("NOOP", "{}"), "Success");
  }

  @Test
  void aStopThroughTheirsReachesOursWithTheBeat() {
    String id = http.accepted("RECORD", gated("gate"), GENERIC);
    awaitStatus(id, "Running");
    probe.redis().hset(probe.key("job_stats:" + id), "status", "Stopped");
    eventually(() -> assertThat(stats(id)).containsKey("ended_at"));
    assertThat(http.status(id)).isEqualTo("Stopped");
  }

  @Test
  void anExecutionThatTheyWriteAnewRunsNoSecondTime() {
    String id = "2745068c2a921a2fec578cd7";
    String entry =
        "{\"name\":\"NOOP\",\"id\":\""
            + id
            + "\",\"t\":1795304340,"
            + "\"args\":{\"_job_kind_periodic_\":\"1795304340\"}}";
    String stats = probe.key("job_stats:" + id + "@1795304340");
    probe.redis().zadd(probe.key("scheduled"), 1795304340, entry);
    awaitStatus(id + "@1795304340", "Success");
    for (String place : List.of("scheduled", "jobs:NOOP")) {
      probe.redis().hset(stats, Map.of("status", "Scheduled", "revision", "1999999999"));
      probe.redis().persist(stats);
      if (place.equals("scheduled")) {
        probe.redis().zadd(probe.key(place), 1795304340, entry);
      } else {
        probe.redis().lpush(probe.key(place), entry);
      }
      awaitStatus(id + "@1795304340", "Success");
      assertThat(stats(id + "@1795304340")).containsEntry("attempt", "1");
      assertThat(probe.redis().ttl(stats)).isPositive();
    }
  }

  @Test
  void anOverdueEntryThatTheyDeletedIsPutBackOnce() {
    String id =
        http.accepted("NOOP", "{\"a\":[]}", "{\"kind\":\"Scheduled\",\"schedule_delay\":3600}");
    pause("NOOP");
    probe.redis().del(probe.key("scheduled"));
    probe.redis().hset(probe.key("job_stats:" + id), "run_at", "1795304340");
    upkeep(store -> store.refresh("0"));
    upkeep(store -> store.refresh("0"));
    assertThat(queue("NOOP"))
        .singleElement()
        .asString()
        .startsWith("{\"name\":\"NOOP\",\"id\":\"" + id)
        .endsWith("\"args\":{\"a\":[]}}");
    resume("NOOP");
    awaitStatus(id, "Success");
  }

  @Test
  void aClaimThatTheyDeleteIsStillOurs() {
    pause("NOOP");
    String unique = "{\"kind\":\"Generic\",\"unique\":true}";
    String id = http.accepted("NOOP", "{\"c\":1}", unique);
    probe.redis().del(probe.key("unique:NOOP:{\"c\":1}\n"));
    RawHttp.Answer second = http.submit("NOOP", "{\"c\":1}", unique);
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.body()).contains(id);
  }

  @Test
  void aWaitingJobThatTheyStopIsDroppedWithItsClaim() {
    pause("NOOP");
    String id = http.accepted("NOOP", "{\"s\":1}", "{\"kind\":\"Generic\",\"unique\":true}");
    probe.redis().hset(probe.key("job_stats:" + id), "status", "Stopped");
    resume("NOOP");
    eventually(() -> assertThat(queue("NOOP")).isEmpty());
    eventually(() -> assertThat(probe.redis().keys(probe.key("unique:*"))).isEmpty());
    assertThat(stats(id)).containsEntry("status", "Stopped").containsKey("ended_at");
    assertThat(stats(id)).doesNotContainKey("attempt");
  }

  @Test
  void aCancelledJobIsNoLongerTracked() {
    pause("NOOP");
    String id = http.accepted("NOOP", "{}", GENERIC);
    assertThat(probe.redis().hexists(probe.key("job_track:inprogress"), id)).isTrue();
    http.act(id, "cancel");
    assertThat(probe.redis().hexists(probe.key("job_track:inprogress"), id)).isFalse();
  }

  @Test
  void everyBeatWritesEveryField() {
    String heartbeat = probe.key("worker_pools:" + pool());
    Map<String, String> before = probe.redis().hgetAll(heartbeat);
    probe.redis().del(heartbeat);
    eventually(() -> assertThat(probe.redis().hgetAll(heartbeat)).hasSameSizeAs(before));
  }

  @Test
  void aPoolThatIsInNoSetTakesNothing() {
    probe.redis().srem(probe.key("worker_pools"), pool());
    String id = http.accepted("NOOP", "{}");
    awaitStatus(id, "Success");
    assertThat(probe.redis().scard(probe.key("worker_pools")))
        .as("it has joined first")
        .isEqualTo(1);
  }

  @Test
  void aJobOfATypeThatNobodyRegistersStaysQueuedAndSaysSo() {
    String id = "66cf2de874203d3a5e2069f6";
    String entry = JobEntry.fresh("ELSEWHERE", id, 5, Optional.empty(), false).toJson();
    probe.redis().lpush(probe.key("jobs:ELSEWHERE"), entry);
    probe
        .redis()
        .hset(
            probe.key("job_stats:" + id),
            Map.of("id", id, "name", "ELSEWHERE", "status", "Pending", "kind", "Generic"));
    assertThat(http.job(id).path("obstacle").asText()).contains("no worker pool registers");
    assertThat(queue("ELSEWHERE")).containsExactly(entry);
  }
}
