package io.jobservice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that goes away while jobs run. */
class OutageTest {

  @TempDir Path folder;
  private final String namespace = Namespaces.fresh();
  private final RedisServer server = RedisServer.start();
  private TestNode node;

  @BeforeEach
  void start() {
    node = TestNode.start(folder, server.url().toUri(), namespace);
  }

  @AfterEach
  void stop() {
    node.close();
    server.close();
  }

  private String gated() {
    return "{\"file\":\"%s\",\"gate\":\"%s\"}"
        .formatted(folder.resolve("runs"), folder.resolve("gate"));
  }

  private void awaitStatus(String id, String status) {
    await()
        .atMost(Duration.ofSeconds(15))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertThat(node.http().status(id)).isEqualTo(status));
  }

  @Test
  void whatEndsMeanwhileIsWrittenWhenItIsBack() throws Exception {
    String id = node.http().accepted("RECORD", gated());
    awaitStatus(id, "Running");
    server.kill();
    assertThat(node.http().get("/api/v1/jobs/" + id).status()).isEqualTo(503);
    assertThat(node.http().submit("NOOP", "{}").status()).isEqualTo(503);
    Files.createFile(folder.resolve("gate"));
    server.restart();
    awaitStatus(id, "Success");
    assertThat(Files.readAllLines(folder.resolve("runs"))).containsExactly(id + " 1");
    awaitStatus(node.http().accepted("NOOP", "{}"), "Success");
  }

  @Test
  void aRedisThatForgetsItsScriptsIsTaughtThemAgain() throws Exception {
    awaitStatus(node.http().accepted("NOOP", "{}"), "Success");
    try (RedisProbe probe = new RedisProbe(server.url(), namespace)) {
      probe.redis().scriptFlush();
    }
    Files.createFile(folder.resolve("gate"));
    for (int i = 0; i < 5; i++) {
      awaitStatus(node.http().accepted("RECORD", gated()), "Success");
    }
  }
}
