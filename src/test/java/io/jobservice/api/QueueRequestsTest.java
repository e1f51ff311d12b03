package io.jobservice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RawHttp.Answer;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queues, workers and the summary, over real HTTP. */
class QueueRequestsTest {

  private static final String DEAD_POOL = "dededededededededededede";

  @TempDir private Path folder;
  private final String namespace = Namespaces.fresh();
  private final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace);
  private TestNode node;
  private RawHttp http;

  @BeforeEach
  void start() {
    node =
        TestNode.start(
            folder,
            RedisServer.shared().url().toUri(),
            namespace,
            "shutdown_grace: 0s\njobs: {types: {DEMO: {max_concurrency: 3},"
                + " NOOP: {rate_limit: 100/s, max_pending: 70}}}\n");
    http = node.http();
  }

  @AfterEach
  void stop() {
    node.close();
    probe.close();
  }

  private Answer act(String type, String body) {
    return http.send("POST", "/api/v1/queues/" + type, body);
  }

  private JsonNode queue(String type) {
    Answer answer = http.get("/api/v1/queues/" + type);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json();
  }

  private String running() {
    return http.accepted(
        "RECORD",
        "{\"file\":\"%s\",\"gate\":\"%s\"}"
            .formatted(folder.resolve("runs"), folder.resolve("gate")));
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(15)).untilAsserted(assertion);
  }

  private static void assertError(Answer answer, int status, int code, String detail) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.json().path("code").asInt()).as(answer.body()).isEqualTo(code);
    assertThat(answer.json().path("description").asText()).contains(detail);
  }

  /** A pool that has been silent for long, with a type and workers of its own. */
  private void plantDeadPool() {
    probe.redis().sadd(probe.key("worker_pools"), DEAD_POOL);
    probe
        .redis()
        .hset(
            probe.key("worker_pools:" + DEAD_POOL),
            Map.of(
                "heartbeat_at", "1700000000",
                "job_names", "ELSEWHERE",
                "concurrency", "50",
                "worker_ids", "w1,w2"));
  }

  @Test
  void theQueuesOfAllTypesAreListedByName() {
    probe.redis().sadd(probe.key("known_jobs"), "ZEBRA", "AARDVARK");
    Answer answer = http.get("/api/v1/queues");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("content-type", "application/json");
    List<String> names = answer.json().findValuesAsText("name");
    assertThat(names).isSorted().contains("AARDVARK", "DEMO", "FAIL", "NOOP", "RECORD", "ZEBRA");
    assertThat(answer.json().findValuesAsText("pools"))
        .containsExactlyElementsOf(
            names.stream().map(name -> name.matches("AARD.*|ZEB.*") ? "0" : "1").toList());
  }

  @Test
  void aQueueIsShownAsItIs() {
    act("DEMO", "{\"action\":\"pause\"}");
    String first = http.accepted("DEMO", "{\"image\":\"demo:1\"}");
    http.accepted("DEMO", "{\"image\":\"demo:2\"}");
    assertThat(http.get("/api/v1/queues/DEMO").body())
        .isEqualTo(
            "{\"name\":\"DEMO\",\"depth\":2,\"oldest_at\":%d,\"running\":0,\"limit\":3,\"paused\":true,\"rate\":0,\"pools\":1}"
                .formatted(http.job(first).path("enqueue_time").asLong()));
    act("DEMO", "{\"action\":\"purge\"}");
    act("DEMO", "{\"action\":\"resume\"}");
    assertThat(http.get("/api/v1/queues/DEMO").body())
        .isEqualTo(
            "{\"name\":\"DEMO\",\"depth\":0,\"running\":0,\"limit\":3,\"paused\":false,\"rate\":0,\"pools\":1}");
  }

  @Test
  void aQueueSaysWhatItsLimitsAre() {
    assertThat(queue("NOOP").path("rate_limit").asText()).isEqualTo("100/s");
    assertThat(queue("NOOP").path("max_pending").asInt()).isEqualTo(70);
    assertThat(queue("DEMO").has("rate_limit")).isFalse();
    assertThat(queue("DEMO").has("max_pending")).isFalse();
  }

  @Test
  void theListHasWhatEachQueueHas() {
    for (JsonNode queue : http.get("/api/v1/queues").json()) {
      assertThat(queue(queue.path("name").asText())).isEqualTo(queue);
    }
  }

  @Test
  void theRateIsANumberOfAtMostTwoDecimals() {
    long now = Long.parseLong(probe.redis().eval("return redis.call('TIME')[1]").toString()) / 10;
    // Whichever six of these are the last minute.
    for (long bucket = now - 30; bucket < now + 30; bucket++) {
      probe.redis().hset(probe.key("ended:" + bucket), Map.of("NOOP", "7", "FAIL", "20"));
    }
    assertThat(http.get("/api/v1/queues/NOOP").body()).contains(",\"rate\":0.7,");
    assertThat(http.get("/api/v1/queues/FAIL").body()).contains(",\"rate\":2,");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pause", "resume", "purge", "GET"})
  void aTypeThatNobodyKnowsHasNoQueue(String action) {
    Answer answer =
        action.equals("GET")
            ? http.get("/api/v1/queues/NO_SUCH")
            : act("NO_SUCH", "{\"action\":\"" + action + "\"}");
    assertError(answer, 404, 10010, "there is no queue NO_SUCH");
    assertThat(probe.redis().keys(probe.key("jobs:NO_SUCH*"))).isEmpty();
  }

  @Test
  void aTypeOfADeadPoolAloneHasNoQueueUnlessItIsKnown() {
    plantDeadPool();
    assertError(http.get("/api/v1/queues/ELSEWHERE"), 404, 10010, "no queue ELSEWHERE");
    probe.redis().sadd(probe.key("known_jobs"), "ELSEWHERE");
    assertThat(queue("ELSEWHERE").path("pools").asInt(-1)).isZero();
    assertThat(act("ELSEWHERE", "{\"action\":\"pause\"}").status()).isEqualTo(204);
    assertThat(queue("ELSEWHERE").path("paused").asBoolean()).isTrue();
  }

  @Test
  void aTypeThatALivingPoolRegistersHasAQueueThoughItIsNotKnown() {
    probe.redis().del(probe.key("known_jobs"));
    assertThat(queue("NOOP").path("pools").asInt()).isEqualTo(1);
    assertThat(act("NOOP", "{\"action\":\"pause\"}").status()).isEqualTo(204);
    assertThat(http.get("/api/v1/queues").json().findValuesAsText("name")).contains("NOOP");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "NOOP  | {\"action\":\"purge\",\"limit\":0}     | 400 | 10013 | 'limit' must be a whole number from 1 to 10000",
        "NOOP  | {\"action\":\"purge\",\"limit\":10001} | 400 | 10013 | but it is 10001",
        "NOOP  | {\"action\":\"purge\",\"limit\":1.5}   | 400 | 10013 | but it is 1.5",
        "NOOP  | {\"action\":\"purge\",\"limit\":\"9\"} | 400 | 10001 | 'limit' must be a number",
        "NOOP  | {\"action\":\"purge\",\"limt\":1}    | 400 | 10013 | unknown name 'limt' in the body; did you mean 'limit'? There are: action, limit",
        "NOOP  | {\"action\":\"bogus\"}                 | 501 | 10008 | command: bogus",
        "NOOP  | {}                                     | 501 | 10008 | command:",
        "NOOP  | []                                     | 400 | 10001 | must be an object",
        "NOOP  | {                                      | 400 | 10001 | line 1",
        "a%3Ab | {\"action\":\"purge\"}                 | 400 | 10013 | 'a:b' is no job name",
        "a%3Ab | {\"action\":\"pause\"}                 | 400 | 10013 | 'a:b' is no job name"
      })
  void aBadOrderIsRefused(String type, String body, int status, int code, String detail) {
    assertError(act(type, body), status, code, detail);
  }

  @ParameterizedTest
  @CsvSource({"DELETE, queues/NOOP, 'GET, POST'", "POST, queues, GET", "POST, workers, GET"})
  void aMethodThatARouteDoesNotHaveIsNotAllowed(String method, String path, String allowed) {
    Answer answer = http.send(method, "/api/v1/" + path, "{}");
    assertError(answer, 405, 10025, "allowed are " + allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"queues", "queues/NOOP", "summary", "workers"})
  void allOfItNeedsTheSecret(String path) {
    Answer answer = http.send("GET", "/api/v1/" + path, null, Map.of());
    assertError(answer, 401, 10011, "Authorization");
  }

  @Test
  void aPurgeStopsTheOldestJobs() {
    act("NOOP", "{\"action\":\"pause\"}");
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(http.accepted("NOOP", "{\"i\":" + i + "}"));
    }
    Answer some = act("NOOP", "{\"action\":\"purge\",\"limit\":2}");
    assertThat(some.status()).isEqualTo(200);
    assertThat(some.body()).isEqualTo("{\"purged\":2,\"left\":3}");
    assertThat(ids.stream().map(http::status))
        .containsExactly("Stopped", "Stopped", "Pending", "Pending", "Pending");
    assertThat(http.job(ids.get(0)).path("ended_at").asLong()).isPositive();
    assertThat(act("NOOP", "{\"action\":\"purge\"}").body()).isEqualTo("{\"purged\":3,\"left\":0}");
    assertThat(act("NOOP", "{\"action\":\"purge\",\"limit\":null}").body())
        .isEqualTo("{\"purged\":0,\"left\":0}");
    act("NOOP", "{\"action\":\"resume\"}");
    String next = http.accepted("NOOP", "{}");
    eventually(() -> assertThat(http.status(next)).isEqualTo("Success"));
    assertThat(ids.stream().map(http::status)).containsOnly("Stopped");
  }

  @Test
  void aStoppedJobCanBeSubmittedAgainWhenItWasUnique() {
    act("NOOP", "{\"action\":\"pause\"}");
    String unique = "{\"kind\":\"Generic\",\"unique\":true}";
    http.accepted("NOOP", "{}", unique);
    assertThat(http.submit("NOOP", "{}", unique).status()).isEqualTo(409);
    act("NOOP", "{\"action\":\"purge\"}");
    assertThat(http.submit("NOOP", "{}", unique).status()).isEqualTo(202);
  }

  @Test
  void theSummaryHasTheNumbersOfAll() {
    plantDeadPool();
    act("NOOP", "{\"action\":\"pause\"}");
    http.accepted("NOOP", "{}");
    http.accepted("NOOP", "{}", "{\"kind\":\"Scheduled\",\"schedule_delay\":500}");
    String id = running();
    eventually(() -> assertThat(http.status(id)).isEqualTo("Running"));
    probe.redis().zadd(probe.key("retry"), 9e9, "a");
    probe.redis().zadd(probe.key("dead"), 9e9, "a");
    probe.redis().zadd(probe.key("dead"), 9e9, "b");
    probe.redis().hset(probe.key("jobs:RECORD:lock_info"), DEAD_POOL, "4");

    Answer answer = http.get("/api/v1/summary");
    assertThat(answer.status()).isEqualTo(200);
    JsonNode summary = answer.json();
    assertThat(summary.path("workers").asInt()).as("of the living").isEqualTo(2);
    assertThat(summary.path("busy").asInt()).as("of the living").isEqualTo(1);
    assertThat(summary.path("scheduled").asInt()).isEqualTo(1);
    assertThat(summary.path("retry").asInt()).isEqualTo(1);
    assertThat(summary.path("dead").asInt()).isEqualTo(2);
    assertThat(summary.path("redis").path("version").asText()).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(summary.path("redis").path("used_memory").asLong()).isGreaterThan(100_000);
    assertThat(summary.path("redis").path("max_memory").isIntegralNumber()).isTrue();
    assertThat(summary.path("time").asLong()).isGreaterThan(1_700_000_000);
    assertThat(summary.path("queues").findValuesAsText("name")).contains("NOOP", "RECORD");
    for (JsonNode pool : summary.path("worker_pools")) {
      boolean dead = pool.path("worker_pool_id").asText().equals(DEAD_POOL);
      assertThat(pool.path("busy").asInt()).isEqualTo(dead ? 4 : 1);
      assertThat(pool.path("status").asText()).isEqualTo(dead ? "Dead" : "Healthy");
    }
    assertThat(summary.path("worker_pools")).hasSize(2);
  }

  @Test
  void theSummaryHasWhatStatsHas() {
    JsonNode pool = http.get("/api/v1/stats").json().get(0);
    JsonNode same = http.get("/api/v1/summary").json().path("worker_pools").get(0);
    List<String> names = new ArrayList<>();
    pool.fieldNames().forEachRemaining(names::add);
    names.add("busy");
    assertThat(same.fieldNames()).toIterable().containsExactlyElementsOf(names);
  }

  @Test
  void workersShowWhatTheyRun() throws IOException {
    plantDeadPool();
    String id = running();
    eventually(() -> assertThat(http.get("/api/v1/workers").body()).contains(id));
    String pool = http.job(id).path("pool").asText();
    JsonNode workers = http.get("/api/v1/workers").json();
    assertThat(workers).as("without those of the dead").hasSize(2);
    for (JsonNode worker : workers) {
      assertThat(worker.path("worker_id").asText()).isNotEmpty();
      assertThat(worker.path("worker_pool_id").asText()).isEqualTo(pool);
      assertThat(worker.path("node").asText()).isNotEmpty();
      if (worker.has("job_id")) {
        assertThat(worker.fieldNames())
            .toIterable()
            .containsExactly(
                "worker_id", "worker_pool_id", "node", "job_name", "job_id", "started_at");
        assertThat(worker.path("job_name").asText()).isEqualTo("RECORD");
        assertThat(worker.path("started_at").asLong())
            .isEqualTo(http.job(id).path("started_at").asLong());
        String record = probe.key("worker:" + worker.path("worker_id").asText());
        probe.redis().hset(record, Map.of("checkin", "30%", "checkin_at", "1795304344"));
      } else {
        assertThat(worker.fieldNames())
            .toIterable()
            .containsExactly("worker_id", "worker_pool_id", "node");
      }
    }
    assertThat(http.get("/api/v1/workers").body())
        .contains(",\"check_in\":\"30%\",\"check_in_at\":1795304344}");
    Files.createFile(folder.resolve("gate"));
    eventually(() -> assertThat(http.get("/api/v1/workers").body()).doesNotContain("job_id"));
  }
}
