package io.jobservice.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.testing.Namespaces;
import io.jobservice.testing.NodeProcess;
import io.jobservice.testing.PluginJar;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A plugin that is taken away while there are jobs of it: none is lost, they wait for it. */
@Execution(ExecutionMode.CONCURRENT)
class PluginGoneTest {

  @TempDir Path folder;
  private final String namespace = Namespaces.fresh();
  private final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace);
  private TestNode node;

  private TestNode start() {
    return TestNode.start(
        folder,
        RedisServer.shared().url().toUri(),
        namespace,
        "shutdown_grace: 0s\njobs: {plugin_dir: %s, types: {FRAGILE: {backoff: {kind: fixed, initial: 6s}}}}\n"
            .formatted(plugins()));
  }

  private Path plugins() {
    return folder.resolve("plugins");
  }

  private Path jar() {
    return plugins().resolve("fragile.jar");
  }

  /** Holds until the file is there; its first attempt fails then if the file says so. */
  private void pack() {
    PluginJar.job(
            "FRAGILE",
            """
            java.nio.file.Path gate = java.nio.file.Path.of(parameters.getString("gate").get());
            while (java.nio.file.Files.notExists(gate)) {
              context.await(java.time.Duration.ofMillis(5));
              context.throwIfStopped();
            }
            if (context.attempt() == 1 && java.nio.file.Files.size(gate) > 0) {
              throw new IllegalStateException("fails once");
            }
            """)
        .pack(jar());
  }

  private String parameters(String gate) {
    return "{\"gate\":\"" + folder.resolve(gate) + "\"}";
  }

  private static void awaitStatus(RawHttp http, String id, String status) {
    EngineFixture.eventually(() -> assertThat(http.status(id)).isEqualTo(status));
  }

  private static void awaitObstacle(RawHttp http, String id, String status) {
    EngineFixture.eventually(
        () ->
            assertThat(http.job(id).path("obstacle").asText())
                .isEqualTo("no worker pool registers the type FRAGILE"));
    assertThat(http.status(id)).isEqualTo(status);
  }

  private long queue() {
    return probe.redis().llen(probe.key("jobs:FRAGILE"));
  }

  @AfterEach
  void stop() {
    probe.close();
    if (node != null) {
      node.close();
    }
  }

  @Test
  void itsQueuedRetryingAndRunningJobsWaitForIt() throws IOException {
    pack();
    Files.writeString(folder.resolve("fail"), "fail");
    node = start();
    RawHttp http = node.http();
    String failed = http.accepted("FRAGILE", parameters("fail"));
    awaitStatus(http, failed, "Error");
    List<String> running =
        List.of(
            http.accepted("FRAGILE", parameters("gate")),
            http.accepted("FRAGILE", parameters("gate")));
    running.forEach(id -> awaitStatus(http, id, "Running"));
    String queued = http.accepted("FRAGILE", parameters("gate"));
    node.close();
    Files.delete(jar());

    node = start();
    running.forEach(id -> awaitObstacle(node.http(), id, "Pending"));
    awaitObstacle(node.http(), queued, "Pending");
    awaitObstacle(node.http(), failed, "Error");
    EngineFixture.eventually(() -> assertThat(queue()).as("a retry is due").isEqualTo(4));
    node.close();

    pack();
    Files.createFile(folder.resolve("gate"));
    node = start();
    awaitStatus(node.http(), queued, "Success");
    awaitStatus(node.http(), failed, "Success");
    running.forEach(id -> awaitStatus(node.http(), id, "Success"));
  }

  @Test
  void itsJobsOfAKilledNodeWaitForIt() throws IOException {
    pack();
    String id;
    try (NodeProcess process =
        new NodeProcess(
            folder,
            "killed",
            RedisServer.shared().url().toUri(),
            namespace,
            2,
            "jobs: {plugin_dir: %s}\n".formatted(plugins()))) {
      process.start();
      RawHttp http = process.awaitReady();
      id = http.accepted("FRAGILE", parameters("gate"));
      awaitStatus(http, id, "Running");
      process.kill();
    }
    Files.delete(jar());

    node = start();
    awaitObstacle(node.http(), id, "Pending");
    node.close();

    pack();
    Files.createFile(folder.resolve("gate"));
    node = start();
    awaitStatus(node.http(), id, "Success");
    assertThat(node.http().job(id).path("attempt").asLong()).isEqualTo(2);
  }
}
