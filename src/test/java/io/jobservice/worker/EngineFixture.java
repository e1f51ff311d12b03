package io.jobservice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A node on a namespace of its own, with types whose rules tests need. */
abstract class EngineFixture {

  private static final String TYPES =
      """
      shutdown_grace: 0s
      jobs:
        types:
          FAIL: {max_fails: 2, backoff: {kind: fixed, initial: 1s}}
          NOOP: {rate_limit: 1000/s, priority: 5}
          RECORD: {timeout: 1h}
          DEMO: {max_concurrency: 1, timeout: 1s, max_fails: 1}
      """;

  @TempDir Path folder;
  final String namespace = Namespaces.fresh();
  final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace);
  TestNode node;
  RawHttp http;

  @BeforeEach
  void start() {
    node = TestNode.start(folder, RedisServer.shared().url().toUri(), namespace, TYPES);
    http = node.http();
  }

  @AfterEach
  void stop() {
    node.close();
    probe.close();
  }

  void awaitStatus(String id, String status) {
    eventually(() -> assertThat(http.status(id)).isEqualTo(status));
  }

  static void eventually(ThrowingRunnable assertion) {
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(assertion);
  }

  void pause(String type) {
    assertThat(http.send("POST", "/api/v1/queues/" + type, "{\"action\":\"pause\"}").status())
        .isEqualTo(204);
  }

  void resume(String type) {
    assertThat(http.send("POST", "/api/v1/queues/" + type, "{\"action\":\"resume\"}").status())
        .isEqualTo(204);
  }

  Map<String, String> stats(String id) {
    return probe.redis().hgetAll(probe.key("job_stats:" + id));
  }

  List<String> queue(String type) {
    return probe.redis().lrange(probe.key("jobs:" + type), 0, -1);
  }

  List<String> set(String name) {
    return probe.redis().zrange(probe.key(name), 0, -1);
  }

  long number(String id, String field) {
    return Long.parseLong(stats(id).getOrDefault(field, "-1"));
  }

  String gated(String gate) {
    return "{\"file\":\"%s\",\"gate\":\"%s\"}"
        .formatted(folder.resolve("runs"), folder.resolve(gate));
  }
}
