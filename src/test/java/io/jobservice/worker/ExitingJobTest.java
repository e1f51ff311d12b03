package io.jobservice.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.testing.Namespaces;
import io.jobservice.testing.NodeProcess;
import io.jobservice.testing.PluginJar;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that ends its process, or would keep it from ending. */
class ExitingJobTest {

  private static final String BODY =
      """
      switch (parameters.getString("how").get()) {
        case "exit" -> System.exit(0);
        case "thread" -> {
          Thread other = new Thread(() -> Runtime.getRuntime().exit(3));
          other.start();
          other.join();
        }
        case "late" -> {
          context.checkIn("there");
          while (context.await(java.time.Duration.ofHours(1)) == OpCommand.NONE) {}
          System.exit(4);
        }
        case "hold" -> {
          java.nio.file.Path gate = java.nio.file.Path.of(parameters.getString("gate").get());
          while (java.nio.file.Files.notExists(gate)) {
            context.await(java.time.Duration.ofMillis(5));
            context.throwIfStopped();
          }
        }
        case "cling" -> {
          Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            while (true) {
              java.util.concurrent.locks.LockSupport.park();
            }
          }));
          Thread left = new Thread(() -> {
            while (true) {
              java.util.concurrent.locks.LockSupport.park();
            }
          });
          left.setDaemon(false);
          left.start();
          System.out.close();
          System.err.close();
        }
      }
      """;

  @TempDir Path folder;
  private final String namespace = Namespaces.fresh();
  private final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace);
  private NodeProcess node;

  @BeforeEach
  void start() {
    PluginJar.job("ROGUE", BODY).pack(folder.resolve("plugins/rogue.jar"));
    node =
        new NodeProcess(
            folder,
            "node",
            RedisServer.shared().url().toUri(),
            namespace,
            2,
            "shutdown_grace: 5s\njobs: {plugin_dir: %s}\n".formatted(folder.resolve("plugins")));
    node.start();
  }

  @AfterEach
  void stop() {
    node.close();
    probe.close();
  }

  private static String submit(RawHttp http, String how) {
    return http.accepted("ROGUE", "{\"how\":\"%s\"}".formatted(how));
  }

  private Map<String, String> stats(String id) {
    return probe.redis().hgetAll(probe.key("job_stats:" + id));
  }

  private void assertThatItFailedForGood(String id) {
    assertThat(stats(id))
        .containsEntry("status", "Error")
        .containsEntry("attempt", "1")
        .containsKey("die_at")
        .hasEntrySatisfying(
            "last_error", error -> assertThat(error).contains("System.exit at rogue.jar//plugin."));
  }

  @Test
  void aJobThatExitsHasFailedForGoodAndTheOthersGoBack() throws IOException {
    RawHttp http = node.awaitReady();
    Path gate = folder.resolve("gate");
    String held = http.accepted("ROGUE", "{\"how\":\"hold\",\"gate\":\"%s\"}".formatted(gate));
    EngineFixture.eventually(() -> assertThat(http.status(held)).isEqualTo("Running"));
    String exiting = submit(http, "exit");

    assertThat(node.awaitExit()).isEqualTo(70);
    assertThatItFailedForGood(exiting);
    assertThat(stats(held)).containsEntry("status", "Pending");
    assertThat(node.log()).contains("System.exit was called at", "the service ends");

    node.start();
    RawHttp next = node.awaitReady();
    Files.createFile(gate);
    EngineFixture.eventually(() -> assertThat(next.status(held)).isEqualTo("Success"));
    String threaded = submit(next, "thread");
    assertThat(node.awaitExit()).isEqualTo(70);
    assertThatItFailedForGood(threaded);
    assertThat(stats(exiting)).as("is not tried again").containsEntry("attempt", "1");
  }

  @Test
  void aSignalEndsInOrderWhateverJobsDo() {
    RawHttp http = node.awaitReady();
    String clinging = submit(http, "cling");
    EngineFixture.eventually(() -> assertThat(http.status(clinging)).isEqualTo("Success"));
    String late = submit(http, "late");
    EngineFixture.eventually(
        () -> assertThat(http.job(late).path("check_in").asText()).isEqualTo("there"));
    node.askToEnd();
    EngineFixture.eventually(() -> assertThat(node.log()).contains("SIGTERM"));
    assertThat(http.stop(late).status()).isEqualTo(204);
    assertThat(node.awaitExit()).isZero();
    assertThat(stats(late)).containsEntry("attempt", "1");
    assertThat(node.log()).contains("System.exit was called at").contains("stopped");
  }
}
