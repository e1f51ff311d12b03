package io.jobservice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.redis.PoolStore;
import io.jobservice.redis.Redis;
import io.jobservice.redis.Retention;
import io.jobservice.testing.GoldenDump;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The path of one job, and what it leaves in Redis on its way. */
@Execution(ExecutionMode.CONCURRENT)
class JobPathTest {

  private static final String DEMO = "{\"image\":\"demo:1.7\",\"pause\":\"1ms\",\"hold\":\"0s\"}";

  @TempDir Path folder;
  private final String namespace = Namespaces.fresh();
  private final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace);
  private TestNode node;
  private RawHttp http;

  @BeforeEach
  void start() {
    node = TestNode.start(folder, RedisServer.shared().url().toUri(), namespace);
    http = node.http();
  }

  @AfterEach
  void stop() {
    node.close();
    probe.close();
  }

  private void awaitStatus(String id, String status) {
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(http.status(id)).isEqualTo(status));
  }

  private Map<String, String> stats(String id) {
    return probe.redis().hgetAll(probe.key("job_stats:" + id));
  }

  private String gated(Path gate) {
    return "{\"file\":\"%s\",\"gate\":\"%s\"}".formatted(folder.resolve("runs"), gate);
  }

  @Test
  void theDemoJobRunsChecksInAndLogs() {
    String id = http.accepted("DEMO", DEMO);
    awaitStatus(id, "Success");
    JsonNode job = http.job(id);
    assertThat(job.path("check_in").asText()).isEqualTo("100%");
    assertThat(job.path("attempt").asInt()).isEqualTo(1);
    assertThat(http.get("/api/v1/jobs/" + id + "/log").body().lines())
        .anyMatch(
            line ->
                line.matches(
                    "\\S+Z \\[INFO] \\[/io/jobservice/jobs/DemoJob.java:\\d+]: .*starting"))
        .anyMatch(line -> line.contains("image=demo:1.7"))
        .anyMatch(line -> line.contains("[WARNING]"))
        .anyMatch(line -> line.contains("[ERROR]"))
        .noneMatch(line -> line.contains("[DEBUG]"));
  }

  @Test
  void aJobRunsWithTheDefaultsOfItsTypeAndItsRecordKeepsWhatWasSubmitted() {
    String submitted = "{\"image\":\"demo\",\"pause\":\"0s\"}";
    String id = http.accepted("DEMO", submitted);
    await()
        .untilAsserted(
            () ->
                assertThat(http.get("/api/v1/jobs/" + id + "/log").body())
                    .contains("Params: {image=demo, pause=0s, hold=15s}"));
    assertThat(stats(id)).containsEntry("parameters", submitted);
    http.send("POST", "/api/v1/jobs/" + id, "{\"action\":\"stop\"}");
    awaitStatus(id, "Stopped");
  }

  @Test
  void aWaitingJobLooksInRedisAsTheOldServiceLeavesIt() {
    GoldenDump golden = GoldenDump.read("redis-01-pending-workers-stopped");
    probe.redis().set(probe.key("jobs:DEMO:paused"), "1");
    String id = http.accepted("DEMO", "{\"image\":\"demo:1.7\"}");

    Map<String, String> expected = golden.hash("job_stats:484eb097268bce5779ae4640");
    String now = stats(id).get("enqueue_time");
    expected.put("id", id);
    expected.put("ref_link", "/api/v1/jobs/" + id);
    expected.putAll(Map.of("enqueue_time", now, "update_time", now, "revision", now));
    assertThat(stats(id)).isEqualTo(expected);

    String entry =
        golden
            .values("jobs:DEMO")
            .get(0)
            .replace("484eb097268bce5779ae4640", id)
            .replace("1795304319", now);
    assertThat(probe.redis().lrange(probe.key("jobs:DEMO"), 0, -1)).containsExactly(entry);
    assertThat(probe.redis().smembers(probe.key("known_jobs"))).contains("DEMO");
    // Ours is untracked at its final status, since no hook will be acknowledged.
    assertThat(probe.redis().hget(probe.key("job_track:inprogress"), id)).isEqualTo("1");
  }

  @Test
  void aRunningJobLooksInRedisAsTheOldServiceLeavesIt() throws IOException {
    GoldenDump golden = GoldenDump.read("redis-11-demo-in-progress");
    String pool = probe.redis().smembers(probe.key("worker_pools")).iterator().next();
    String id = http.accepted("DEMO", "{\"image\":\"demo:1.7\",\"hold\":\"30s\",\"pause\":\"0s\"}");
    awaitStatus(id, "Running");

    Map<String, String> stats = stats(id);
    Map<String, String> expected = golden.hash("job_stats:b469be5756e97a5fa7199026");
    Set<String> theirs = new TreeSet<>(expected.keySet());
    // Hooks are delivered by a later part; check-ins may be at any of three.
    theirs.removeAll(Set.of("ack", "check_in_at"));
    assertThat(stats.keySet()).containsAll(theirs);
    for (String field : List.of("name", "kind", "unique", "status", "run_at", "cron_spec")) {
      assertThat(stats.get(field)).as(field).isEqualTo(expected.get(field));
    }
    assertThat(stats.get("revision")).isEqualTo(stats.get("enqueue_time"));
    assertThat(stats).containsEntry("pool", pool).containsEntry("attempt", "1");

    String entry =
        probe.redis().lrange(probe.key("jobs:DEMO:" + pool + ":inprogress"), 0, -1).get(0);
    assertThat(entry)
        .isEqualTo(
            "{\"name\":\"DEMO\",\"id\":\"%s\",\"t\":%s,\"args\":{\"hold\":\"30s\",\"image\":\"demo:1.7\",\"pause\":\"0s\"}}"
                .formatted(id, stats.get("enqueue_time")));
    assertThat(probe.redis().get(probe.key("jobs:DEMO:lock"))).isEqualTo("1");
    assertThat(probe.redis().hgetAll(probe.key("jobs:DEMO:lock_info")))
        .isEqualTo(Map.of(pool, "1"));

    String worker =
        golden.keys().keySet().stream()
            .filter(k -> k.startsWith("worker:"))
            .findFirst()
            .orElseThrow();
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(probe.redis().keys(probe.key("worker:*"))).hasSize(1));
    String shown = probe.redis().keys(probe.key("worker:*")).iterator().next();
    assertThat(probe.redis().hgetAll(shown))
        .containsAllEntriesOf(Map.of("job_name", "DEMO", "job_id", id))
        .containsKeys(golden.hash(worker).keySet().toArray(String[]::new));
    assertThat(probe.redis().ttl(shown)).isBetween(86_000L, 86_400L);

    assertThat(http.stop(id).status()).isEqualTo(204);
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () -> {
              assertThat(probe.redis().keys(probe.key("worker:*"))).isEmpty();
              assertThat(probe.redis().get(probe.key("jobs:DEMO:lock"))).isEqualTo("0");
            });
  }

  @Test
  void theHeartbeatHasTheFieldsOfTheOldServiceInItsForms() {
    GoldenDump golden = GoldenDump.read("redis-10-worker-pool-idle");
    Map<String, String> expected = golden.hash("worker_pools:07ede49e252b7df3ed71343a");
    String pool = probe.redis().smembers(probe.key("worker_pools")).iterator().next();
    Map<String, String> heartbeat = probe.redis().hgetAll(probe.key("worker_pools:" + pool));

    assertThat(heartbeat).containsKeys(expected.keySet().toArray(String[]::new));
    for (String field : List.of("concurrency", "pid", "started_at", "heartbeat_at")) {
      assertThat(heartbeat.get(field)).as(field).matches("[0-9]+");
      assertThat(expected.get(field)).as(field).matches("[0-9]+");
    }
    assertThat(heartbeat.get("job_names")).isEqualTo("DEMO,FAIL,NOOP,RECORD,TALK");
    assertThat(heartbeat.get("concurrency")).isEqualTo("2");
    assertThat(heartbeat.get("worker_ids")).matches("[0-9a-f]{24},[0-9a-f]{24}");
    assertThat(expected.get("worker_ids")).matches("([0-9a-f]{24},){9}[0-9a-f]{24}");
    assertThat(heartbeat.get("host")).isNotEmpty();
    assertThat(heartbeat.get("pid")).isEqualTo(Long.toString(ProcessHandle.current().pid()));
    assertThat(probe.redis().get(probe.key("jobs:DEMO:max_concurrency"))).isEqualTo("0");
    assertThat(probe.redis().ttl(probe.key("worker_pools:" + pool))).isEqualTo(-1);
  }

  @Test
  void anEndedJobExpiresAndLeavesNothingElse() {
    String id = http.accepted("NOOP", "null");
    awaitStatus(id, "Success");
    assertThat(probe.redis().ttl(probe.key("job_stats:" + id))).isBetween(86_000L, 86_400L);
    assertThat(probe.redis().hexists(probe.key("job_track:inprogress"), id)).isFalse();
    assertThat(probe.redis().llen(probe.key("jobs:NOOP"))).isZero();
    assertThat(probe.redis().keys(probe.key("jobs:NOOP:*:inprogress"))).isEmpty();
    assertThat(stats(id)).containsKey("ended_at").doesNotContainKey("parameters");
  }

  @Test
  void aRunningJobThatIsStoppedEndsAtOnce() {
    String id = http.accepted("DEMO", "{\"image\":\"demo\",\"hold\":\"60s\"}");
    awaitStatus(id, "Running");
    assertThat(http.stop(id).status()).isEqualTo(204);
    assertThat(http.status(id)).isEqualTo("Stopped");
    await()
        .atMost(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(http.job(id).has("ended_at")).isTrue());
    assertThat(http.stop(id).status()).as("a second stop").isEqualTo(204);
    assertThat(http.status(id)).isEqualTo("Stopped");
  }

  @Test
  void aWaitingJobThatIsStoppedLeavesItsQueueAndNeverRuns() {
    probe.redis().set(probe.key("jobs:RECORD:paused"), "1");
    String id = http.accepted("RECORD", gated(folder.resolve("runs")));
    assertThat(http.stop(id).status()).isEqualTo(204);
    assertThat(http.status(id)).isEqualTo("Stopped");
    assertThat(probe.redis().llen(probe.key("jobs:RECORD"))).isZero();
    assertThat(probe.redis().ttl(probe.key("job_stats:" + id))).isPositive();
    assertThat(probe.redis().hexists(probe.key("job_track:inprogress"), id)).isFalse();
  }

  @Test
  void aFailedJobTellsWhy() {
    String id = http.accepted("FAIL", "{}");
    awaitStatus(id, "Error");
    JsonNode job = http.job(id);
    assertThat(job.path("last_error").asText())
        .startsWith("java.lang.IllegalStateException: this job always fails")
        .contains("FailJob.run");
    assertThat(http.get("/api/v1/jobs/" + id + "/log").body())
        .contains("[ERROR]")
        .contains("this job always fails");
  }

  @Test
  void aUniqueJobIsRefusedWhileItsEqualIsUnderWay() {
    probe.redis().set(probe.key("jobs:NOOP:paused"), "1");
    String unique =
        "{\"job\":{\"name\":\"NOOP\",\"parameters\":{\"u\":1},"
            + "\"metadata\":{\"kind\":\"Generic\",\"unique\":true}}}";
    RawHttp.Answer first = http.send("POST", "/api/v1/jobs", unique);
    assertThat(first.status()).isEqualTo(202);
    String claim = probe.key("unique:NOOP:{\"u\":1}\n");
    assertThat(probe.redis().get(claim)).isEqualTo("1");
    assertThat(probe.redis().lrange(probe.key("jobs:NOOP"), 0, 0).get(0))
        .endsWith("\"unique\":true}");

    RawHttp.Answer second = http.send("POST", "/api/v1/jobs", unique);
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.json().path("description").asText())
        .contains(first.job().path("id").asText());

    probe.redis().del(probe.key("jobs:NOOP:paused"));
    awaitStatus(first.job().path("id").asText(), "Success");
    assertThat(probe.redis().exists(claim)).isFalse();
    assertThat(http.send("POST", "/api/v1/jobs", unique).status()).isEqualTo(202);
  }

  @Test
  void entriesOfTheOldServiceRunAlthoughTheyHaveNoStats() {
    GoldenDump golden = GoldenDump.read("redis-01-pending-workers-stopped");
    List<String> entries = golden.values("jobs:NOOP");
    probe.redis().lpush(probe.key("jobs:NOOP"), entries.toArray(String[]::new));
    for (String id : List.of("14a6feb8fab95bcf051e48c9", "678b73ca9c5cc6e7e078dcf3")) {
      awaitStatus(id, "Success");
      assertThat(stats(id)).containsEntry("kind", "Generic").containsEntry("name", "NOOP");
    }
    assertThat(probe.redis().llen(probe.key("jobs:NOOP"))).isZero();
  }

  @Test
  void aRecordThatIsNoJobIsBuriedAndHoldsUpNothing() {
    for (String poison :
        List.of(
            "nonsense", "{\"name\":\"NOOP\"}", "{\"name\":\"NOOP\",\"id\":\"a\",\"args\":[1]}")) {
      probe.redis().lpush(probe.key("jobs:NOOP"), poison);
    }
    String id = http.accepted("NOOP", "{}");
    awaitStatus(id, "Success");
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(probe.redis().zcard(probe.key("dead"))).isEqualTo(3));
    assertThat(probe.redis().zrange(probe.key("dead"), 0, -1))
        .allMatch(entry -> entry.startsWith("{\"name\":\"NOOP\",\"id\":\""))
        .anyMatch(
            entry ->
                entry.contains("\"raw\":\"nonsense\"") && entry.contains("\"err\":\"not a job:"));
    assertThat(probe.redis().get(probe.key("jobs:NOOP:lock"))).isEqualTo("0");
  }

  @Test
  void jobsThatDoNotEndInTheGraceGoBackToTheirQueue() throws IOException {
    Path gate = folder.resolve("gate");
    String obedient = http.accepted("RECORD", gated(gate));
    String deaf = http.accepted("RECORD", gated(gate).replace("}", ",\"deaf\":true}"));
    awaitStatus(obedient, "Running");
    awaitStatus(deaf, "Running");
    String before = stats(deaf).get("revision");
    node.close();

    assertThat(probe.redis().llen(probe.key("jobs:RECORD"))).isEqualTo(2);
    assertThat(stats(obedient)).containsEntry("status", "Pending").containsEntry("pool", "");
    assertThat(stats(deaf)).containsEntry("status", "Pending");
    assertThat(Long.parseLong(stats(deaf).get("revision"))).isGreaterThan(Long.parseLong(before));
    assertThat(probe.redis().exists(probe.key("worker_pools"))).isFalse();
    assertThat(probe.redis().get(probe.key("jobs:RECORD:lock"))).isEqualTo("0");

    Files.createFile(gate);
    node = TestNode.start(folder, RedisServer.shared().url().toUri(), namespace);
    http = node.http();
    awaitStatus(obedient, "Success");
    awaitStatus(deaf, "Success");
    assertThat(http.job(deaf).path("attempt").asInt()).isEqualTo(2);
  }

  @Test
  void aStopTakesNoOtherJobFromTheQueue() {
    probe.redis().set(probe.key("jobs:NOOP:paused"), "1");
    String first = http.accepted("NOOP", "{}");
    String second = http.accepted("NOOP", "{\"id\":\"" + first + "\"}");
    http.stop(first);
    assertThat(probe.redis().lrange(probe.key("jobs:NOOP"), 0, -1))
        .singleElement()
        .asString()
        .startsWith("{\"name\":\"NOOP\",\"id\":\"" + second);
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "stack", "text"})
  void aJobMayDieOfAnythingAndItsWorkerGoesOn(String how) {
    for (int i = 0; i < 3; i++) {
      String id = http.accepted("FAIL", "{\"how\":\"" + how + "\"}");
      awaitStatus(id, "Error");
    }
    awaitStatus(http.accepted("NOOP", "{}"), "Success");
  }

  @Test
  void anInterruptThatAJobLeavesBehindMeetsNobody() {
    for (int i = 0; i < 4; i++) {
      awaitStatus(http.accepted("FAIL", "{\"how\":\"interrupt\"}"), "Success");
      awaitStatus(http.accepted("DEMO", DEMO), "Success");
    }
  }

  @Test
  void aValidationThatBreaksIsAnsweredAndHurtsNobody() {
    RawHttp.Answer answer = http.submit("FAIL", "{\"how\":\"validate\"}");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.json().path("code").asInt()).isEqualTo(10003);
    awaitStatus(http.accepted("NOOP", "{}"), "Success");
  }

  @Test
  void aLateSaveByTheOldServiceEndsNothing() throws IOException {
    Path gate = folder.resolve("gate");
    String id = http.accepted("RECORD", gated(gate));
    awaitStatus(id, "Running");
    probe.redis().hset(probe.key("job_stats:" + id), "status", "Pending");
    Files.createFile(gate);
    awaitStatus(id, "Success");
    String demo = http.accepted("DEMO", "{\"image\":\"demo\",\"pause\":\"200ms\",\"hold\":\"0s\"}");
    awaitStatus(demo, "Running");
    probe.redis().hset(probe.key("job_stats:" + demo), "status", "Pending");
    awaitStatus(demo, "Success");
    assertThat(http.job(demo).path("check_in").asText()).isEqualTo("100%");
  }

  @Test
  void aRecordOfAnotherTypeHoldsUpNothing() {
    probe.redis().set(probe.key("jobs:NOOP:paused"), "1");
    String id = http.accepted("NOOP", "{}");
    probe.redis().del(probe.key("job_stats:" + id));
    probe.redis().set(probe.key("job_stats:" + id), "a text where a hash should be");
    probe.redis().del(probe.key("jobs:NOOP:paused"));
    awaitStatus(http.accepted("NOOP", "{}"), "Success");
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(probe.redis().zcard(probe.key("dead"))).isEqualTo(1));
  }

  @Test
  void aPoolThatWasTakenForDeadGoesOnWithFreshJobs() throws IOException {
    Path gate = folder.resolve("gate");
    String pool = probe.redis().smembers(probe.key("worker_pools")).iterator().next();
    String old = http.accepted("RECORD", gated(gate));
    awaitStatus(old, "Running");
    try (Redis redis =
        Redis.connect(
            RedisServer.shared().url(),
            "{" + namespace + "}:",
            Duration.ofMinutes(1),
            2,
            System::nanoTime)) {
      PoolStore pools = new PoolStore(redis, Retention.standard());
      await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> pools.reap(pools.list().get(0)) == PoolStore.Reaped.DONE);
    }
    // The old attempt is told; the new one, of the same pool, runs on.
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(http.job(old).path("attempt").asInt()).isEqualTo(2));
    Files.createFile(gate);
    awaitStatus(old, "Success");
    awaitStatus(http.accepted("NOOP", "{}"), "Success");
    assertThat(probe.redis().smembers(probe.key("worker_pools"))).containsExactly(pool);
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () -> assertThat(probe.redis().get(probe.key("jobs:RECORD:lock"))).isEqualTo("0"));
  }
}
