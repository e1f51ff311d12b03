package io.jobservice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.client.ClientException.Kind;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queues, workers and the summary: the same trees and errors over HTTP and straight on Redis. */
class QueuesBothWaysTest {

  @TempDir private Path folder;
  private final String namespace = Namespaces.fresh();
  private final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace);
  private TestNode node;
  private RawHttp http;
  private JobServiceClient overHttp;
  private JobServiceClient direct;

  @BeforeEach
  void start() throws ClientException {
    node = TestNode.start(folder, RedisServer.shared().url().toUri(), namespace);
    http = node.http();
    URI url = URI.create("http://127.0.0.1:" + http.port());
    overHttp =
        new HttpJobServiceClient(
            new Endpoint(url, "from a test", Optional.of(TestNode.SECRET)), new Json());
    direct =
        DirectJobServiceClient.connect(
            new RedisLocator.Place(RedisServer.shared().url(), probe.key("")),
            System::nanoTime,
            new LogLocator(folder, Map.of(), Optional.empty()),
            new Json());
    probe.redis().set(probe.key("jobs:NOOP:paused"), "1");
  }

  @AfterEach
  void stop() {
    direct.close();
    overHttp.close();
    node.close();
    probe.close();
  }

  private interface Call {
    Object on(JobServiceClient client) throws ClientException;
  }

  private void assertRefused(Call call, Kind kind, String words) {
    for (JobServiceClient client : List.of(overHttp, direct)) {
      assertThatThrownBy(() -> call.on(client))
          .isInstanceOf(ClientException.class)
          .hasMessage(words)
          .extracting(problem -> ((ClientException) problem).kind())
          .isEqualTo(kind);
    }
  }

  @Test
  void queuesAreTheSame() throws ClientException {
    http.accepted("NOOP", "{}");
    JsonNode queues = overHttp.queues();
    assertThat(queues.isArray()).isTrue();
    assertThat(queues.findValuesAsText("name")).contains("DEMO", "NOOP");
    assertThat(direct.queues()).isEqualTo(queues);
    JsonNode queue = overHttp.queue("NOOP");
    assertThat(queue.path("depth").asLong()).isEqualTo(1);
    assertThat(queue.path("paused").asBoolean()).isTrue();
    assertThat(direct.queue("NOOP")).isEqualTo(queue);
    assertThat(queues).contains(queue);
  }

  @Test
  void aRateIsANumberBothWays() throws ClientException {
    long now = Long.parseLong(probe.redis().eval("return redis.call('TIME')[1]").toString()) / 10;
    for (long bucket = now - 30; bucket < now + 30; bucket++) {
      probe.redis().hset(probe.key("ended:" + bucket), "NOOP", "7");
    }
    for (JobServiceClient client : List.of(overHttp, direct)) {
      assertThat(client.queue("NOOP").path("rate").isNumber()).isTrue();
      assertThat(client.queue("NOOP").path("rate").asDouble()).isEqualTo(0.7);
    }
  }

  @Test
  void aTypeIsPausedAndResumed() throws ClientException {
    for (JobServiceClient client : List.of(overHttp, direct)) {
      client.pause("RECORD", true);
      assertThat(client.queue("RECORD").path("paused").asBoolean()).isTrue();
      client.pause("RECORD", false);
      assertThat(client.queue("RECORD").path("paused").asBoolean()).isFalse();
    }
  }

  @Test
  void aQueueIsPurged() throws ClientException {
    for (JobServiceClient client : List.of(overHttp, direct)) {
      String first = http.accepted("NOOP", "{}");
      String second = http.accepted("NOOP", "{}");
      assertThat(client.purge("NOOP", 1).toString()).isEqualTo("{\"purged\":1,\"left\":1}");
      assertThat(http.status(first)).isEqualTo("Stopped");
      assertThat(http.status(second)).isEqualTo("Pending");
      assertThat(client.purge("NOOP", 10_000).toString()).isEqualTo("{\"purged\":1,\"left\":0}");
    }
  }

  @Test
  void theSummaryIsTheSameButForTheMoment() throws ClientException {
    http.accepted("NOOP", "{}");
    assertThat(lasting(direct.summary(JobServiceClient.PATIENCE)))
        .isEqualTo(lasting(overHttp.summary(JobServiceClient.PATIENCE)));
    assertThat(overHttp.summary(JobServiceClient.PATIENCE).path("workers").asInt()).isEqualTo(2);
  }

  private static JsonNode lasting(JsonNode summary) {
    ((ObjectNode) summary).remove("time");
    ((ObjectNode) summary.path("redis")).remove("used_memory");
    summary.path("worker_pools").forEach(pool -> ((ObjectNode) pool).remove("heartbeat_at"));
    return summary;
  }

  @Test
  void workersAreTheSame() {
    String demo = "{\"image\":\"demo\",\"pause\":\"0s\",\"hold\":\"1h\"}";
    String id = http.accepted("DEMO", demo);
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(
            () -> {
              JsonNode workers = overHttp.workers();
              assertThat(workers.findValuesAsText("job_id")).containsExactly(id);
              assertThat(workers).hasSize(2);
              assertThat(direct.workers()).isEqualTo(workers);
            });
  }

  @Test
  void mistakesAreRefusedInTheSameWords() {
    assertRefused(client -> client.queue("NONE"), Kind.NOT_FOUND, "there is no queue NONE");
    assertRefused(client -> client.queue("a/../b"), Kind.NOT_FOUND, "there is no queue a/../b");
    assertRefused(client -> client.purge("NONE", 1), Kind.NOT_FOUND, "there is no queue NONE");
    assertRefused(
        client -> {
          client.pause("NONE", true);
          return "paused";
        },
        Kind.NOT_FOUND,
        "there is no queue NONE");
    assertRefused(
        client -> client.purge("NOOP", 0),
        Kind.BAD_REQUEST,
        "'limit' must be a whole number from 1 to 10000, but it is 0");
    assertRefused(
        client -> client.purge("a:b", 5),
        Kind.BAD_REQUEST,
        "'a:b' is no job name: use 1 to 128 of A-Z a-z 0-9 _ . -");
    assertRefused(
        client -> client.queue(" "), Kind.BAD_REQUEST, "the name of a queue cannot be empty");
  }
}
