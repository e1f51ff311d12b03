package io.jobservice.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.config.RedisUrl;
import io.jobservice.model.JobEntry;
import io.jobservice.model.RateLimit;
import io.jobservice.redis.Attempt;
import io.jobservice.redis.PoolStore;
import io.jobservice.redis.PoolStore.TypeRules;
import io.jobservice.redis.QueueStore;
import io.jobservice.redis.QueueStore.Fetch;
import io.jobservice.redis.Redis;
import io.jobservice.redis.Retention;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** How many jobs of a type run, how often, in which order, and for how long. */
@Execution(ExecutionMode.CONCURRENT)
class LimitsTest extends EngineFixture {

  private static final String POOL = "abababababababababababab";

  private List<Attempt> fetch(int slots, Map<String, TypeRules> types) {
    RedisUrl.Server server = RedisServer.shared().url();
    try (Redis redis =
        Redis.connect(server, probe.key(""), Duration.ofMinutes(1), 2, System::nanoTime)) {
      new PoolStore(redis, Retention.standard()).join(POOL, Map.of("host", "test"), types);
      return new QueueStore(redis, Retention.standard())
          .fetch(new Fetch(POOL, "test", "store test:1", 7, slots, true))
          .attempts();
    }
  }

  private static TypeRules weighing(int weight) {
    return new TypeRules(0, weight, Optional.empty());
  }

  private void push(String type, int number) {
    for (int i = 0; i < number; i++) {
      String id = String.format("%024x", i);
      probe
          .redis()
          .lpush(
              probe.key("jobs:" + type),
              JobEntry.fresh(type, type + id, 1, Optional.empty(), false).toJson());
    }
  }

  @Test
  void atMostSoManyRunAtOnceOverAllPools() {
    String demo = "{\"image\":\"demo\",\"pause\":\"0s\",\"hold\":\"300ms\"}";
    String first = http.accepted("DEMO", demo);
    String second = http.accepted("DEMO", demo);
    awaitStatus(first, "Running");
    assertThat(http.status(second)).isEqualTo("Pending");
    awaitStatus(first, "Success");
    awaitStatus(second, "Success");
    assertThat(number(second, "started_at")).isGreaterThanOrEqualTo(number(first, "ended_at"));
  }

  @Test
  void atMostSoManyStartInATime() {
    push("SLOWLY", 20);
    var types = Map.of("SLOWLY", new TypeRules(0, 1, RateLimit.parse("5/m")));
    assertThat(fetch(3, types)).hasSize(3);
    assertThat(fetch(10, types)).hasSize(2);
    assertThat(fetch(10, types)).isEmpty();
    String oldest = probe.redis().lindex(probe.key("rate:SLOWLY"), -1);
    String aMinuteAgo = String.format("%.6f", Double.parseDouble(oldest) - 60);
    probe.redis().lset(probe.key("rate:SLOWLY"), -1, aMinuteAgo);
    assertThat(fetch(10, types)).hasSize(1);
    assertThat(probe.redis().ttl(probe.key("rate:SLOWLY"))).isBetween(1L, 61L);
  }

  @Test
  void everySlotIsDrawnByWeight() {
    push("HEAVY", 400);
    push("LIGHT", 400);
    List<Attempt> taken = fetch(400, Map.of("HEAVY", weighing(9), "LIGHT", weighing(1)));
    assertThat(taken).hasSize(400);
    long heavy = taken.stream().filter(attempt -> attempt.type().equals("HEAVY")).count();
    assertThat(heavy).isBetween(320L, 390L);
  }

  @Test
  void aPausedTypeWaitsUntilItIsResumed() {
    pause("NOOP");
    String id = http.accepted("NOOP", "{}");
    awaitStatus(http.accepted("FAIL", "{\"how\":\"interrupt\"}"), "Success");
    assertThat(http.status(id)).isEqualTo("Pending");
    resume("NOOP");
    awaitStatus(id, "Success");
  }

  @Test
  void aJobThatTakesTooLongIsToldToStopAndHasFailed() {
    String id = http.accepted("DEMO", "{\"image\":\"demo\",\"pause\":\"0s\",\"hold\":\"1h\"}");
    eventually(() -> assertThat(http.job(id).has("die_at")).isTrue());
    JsonNode job = http.job(id);
    assertThat(job.path("status").asText()).isEqualTo("Error");
    assertThat(job.path("last_error").asText()).isEqualTo("timed out after 1s");
    assertThat(http.get("/api/v1/jobs/" + id + "/log").body())
        .contains("]: Timed out after 1s; told to stop\n");
  }

  @Test
  void aThreadThatObeysNothingIsReplaced() {
    String deaf =
        "{\"file\":\"%s\",\"gate\":\"%s\",\"deaf\":true}"
            .formatted(folder.resolve("runs"), folder.resolve("gate"));
    node.close();
    String types = "shutdown_grace: 0s\njobs: {types: {RECORD: {timeout: 1s, max_fails: 1}}}\n";
    node = TestNode.start(folder, RedisServer.shared().url().toUri(), namespace, types);
    http = node.http();
    String first = http.accepted("RECORD", deaf);
    String second = http.accepted("RECORD", deaf);
    eventually(() -> assertThat(http.job(first).has("die_at")).isTrue());
    eventually(() -> assertThat(http.job(second).has("die_at")).isTrue());
    assertThat(http.job(first).path("last_error").asText()).isEqualTo("timed out after 1s");
    awaitStatus(http.accepted("NOOP", "{}"), "Success");
    eventually(
        () ->
            assertThat(http.get("/api/v1/stats").json().findValuesAsText("replaced_workers"))
                .contains("2"));
    try {
      Files.createFile(folder.resolve("gate"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(http.status(first)).as("what it does now has no effect").isEqualTo("Error");
  }

  @Test
  void aStoppedJobLeavesALongQueueSoon() {
    pause("NOOP");
    push("NOOP", 6_000);
    String id = http.accepted("NOOP", "{}");
    push("NOOP", 6_000);
    assertThat(http.stop(id).status()).isEqualTo(204);
    assertThat(http.status(id)).isEqualTo("Stopped");
    eventually(() -> assertThat(queue("NOOP")).hasSize(12_000));
    assertThat(http.job(id).has("ended_at")).isTrue();
    String cancelled = http.accepted("NOOP", "{}");
    assertThat(http.act(cancelled, "cancel").status()).isEqualTo(204);
    assertThat(queue("NOOP")).hasSize(12_000);
    assertThat(http.status(cancelled)).isEqualTo("Cancelled");
  }
}
