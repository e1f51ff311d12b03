package io.jobservice.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node joins when the data are in the form that it reads. */
class DataUpgradeTest {

  @TempDir Path folder;

  private final String namespace = Namespaces.fresh();
  private final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace);

  @AfterEach
  void close() {
    probe.close();
  }

  private TestNode start() {
    return TestNode.start(folder, RedisServer.shared().url().toUri(), namespace);
  }

  @Test
  void aNodeUpgradesBeforeItJoins() {
    String id = "0123456789abcdef01234567";
    String policy = "{\"job_name\":\"NOOP\",\"cron_spec\":\"0 0 0 1 1 *\"}";
    probe.redis().zadd(probe.key("period:policies"), 100, policy);
    probe.redis().zadd(probe.key("period:key_score"), 100, id);
    probe
        .redis()
        .hset(
            probe.key("job_stats:" + id),
            Map.of("id", id, "name", "NOOP", "kind", "Periodic", "status", "Pending"));
    try (TestNode node = start()) {
      assertThat(node.http().get("/api/v1/jobs/" + id).body())
          .contains("\"status\":\"Scheduled\"", "\"numeric_policy_id\":100");
      assertThat(probe.redis().get(probe.key("_schema_version"))).isEqualTo("1.8.1");
    }
  }

  @Test
  void aNodeWaitsForAnotherOneThatIsAtIt() {
    probe.redis().set(probe.key("migration_lock"), "another");
    CompletableFuture<TestNode> starting = CompletableFuture.supplyAsync(this::start);
    probe.redis().set(probe.key("_schema_version"), "1.8.1");
    starting.join().close();
    assertThat(probe.redis().get(probe.key("migration_lock"))).isEqualTo("another");
  }

  @Test
  void newerDataAreRefusedAndNothingIsLeftRunning() {
    probe.redis().set(probe.key("_schema_version"), "1.9.0");
    assertThatThrownBy(this::start)
        .cause()
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("the data in Redis have the version '1.9.0'")
        .satisfies(e -> assertThat(((StartException) e).isMisconfigured()).isTrue());
    assertThat(probe.redis().exists(probe.key("worker_pools"))).isFalse();
  }
}
