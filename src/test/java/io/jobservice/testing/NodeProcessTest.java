package io.jobservice.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NodeProcessTest {

  @TempDir Path folder;
  private NodeProcess node;

  private RawHttp start() {
    RedisServer redis = RedisServer.shared();
    String url = "redis://" + redis.host() + ":" + redis.port();
    String namespace = Namespaces.fresh();
    node = new NodeProcess(folder, "node", url, namespace, 2, "shutdown_grace: 0s\n");
    node.start();
    return node.awaitReady();
  }

  @AfterEach
  void clear() {
    node.close();
    assertThat(node.isAlive()).isFalse();
  }

  @Test
  void aNodeRunsJobsOfTheTestsAndEndsInOrder() {
    RawHttp http = start();
    String id = http.accepted("RECORD", "{\"file\":\"" + folder.resolve("runs") + "\"}");
    await().atMost(Duration.ofSeconds(20)).until(() -> http.status(id).equals("Success"));
    assertThat(folder.resolve("runs")).content().isEqualTo(id + " 1\n");
    assertThat(node.stop()).isZero();
  }

  @Test
  void aFrozenNodeIsHaltedUntilItIsThawed() throws Exception {
    start();
    node.freeze();
    // A signal is sent at once, and obeyed a little later.
    await().atMost(Duration.ofSeconds(10)).until(() -> state().equals("T"));
    node.thaw();
    await().atMost(Duration.ofSeconds(10)).until(() -> !state().equals("T"));
  }

  @Test
  void aFrozenNodeCanBeKilledAndStartedAgain() {
    start();
    node.freeze();
    long first = node.pid();
    node.kill();
    assertThat(ProcessHandle.of(first)).isEmpty();
    node.start();
    assertThat(node.awaitReady().get("/api/v1/stats").status()).isEqualTo(200);
  }

  /** So that nothing is left of a test that was itself killed. */
  @Test
  void aNodeEndsWhenNobodyHoldsItsInput() throws Exception {
    start();
    node.letGo();
    ProcessHandle handle = ProcessHandle.of(node.pid()).orElseThrow();
    assertThat(handle.onExit().get(20, TimeUnit.SECONDS).isAlive()).isFalse();
  }

  private String state() throws Exception {
    String stat = Files.readString(Path.of("/proc/" + node.pid() + "/stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).substring(0, 1);
  }
}
