package io.jobservice.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobservice.config.Config;
import io.jobservice.config.ConfigLoader;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose clock jumps does no harm. */
class ClockJumpTest {

  private static final String URL = RedisServer.shared().url().toUri();
  private static final long HOUR = Duration.ofHours(1).toNanos();

  @TempDir Path folder;

  private final String namespace = Namespaces.fresh();

  private JobService jumping(AtomicLong ahead) throws Exception {
    Path file = folder.resolve("jumping.yml");
    Files.writeString(
        file,
        """
        host: 127.0.0.1
        port: 0
        data_dir: jumping
        shutdown_grace: 0s
        worker_pool: {workers: 2, redis_pool: {redis_url: "%s", namespace: %s}}
        """
            .formatted(URL, namespace));
    Config config = ConfigLoader.load(file, Map.of("CORE_SECRET", TestNode.SECRET)).config();
    return JobService.start(
        config, "test", () -> false, HostLog.foreign(), () -> System.nanoTime() + ahead.get());
  }

  @Test
  void itNeitherDoublesNorDropsExecutions() throws Exception {
    Path ran = folder.resolve("ran");
    AtomicLong ahead = new AtomicLong();
    try (TestNode steady = TestNode.start(folder, URL, namespace);
        JobService jumping = jumping(ahead);
        RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace)) {
      String here = periodic(steady.http(), ran, "* * * * * *");
      String there =
          periodic(new RawHttp(jumping.address().getPort()), ran, "TZ=Asia/Tokyo * * * * * *");
      long first = Instant.now().getEpochSecond() + 1;
      for (long jump : List.of(HOUR, -HOUR, -HOUR, HOUR)) {
        long second = Instant.now().getEpochSecond();
        ahead.addAndGet(jump);
        // Both are to make executions while that clock is wrong.
        probe.redis().zadd(probe.key("policy_turns"), Map.of(here, 0.0, there, 0.0));
        await().until(() -> Instant.now().getEpochSecond() >= second + 2);
      }
      long last = Instant.now().getEpochSecond() - 1;
      for (String policy : List.of(here, there)) {
        List<String> due =
            LongStream.rangeClosed(first, last).mapToObj(at -> policy + "@" + at + " 1").toList();
        await()
            .atMost(Duration.ofSeconds(15))
            .untilAsserted(() -> assertThat(lines(ran, policy)).containsAll(due));
        assertThat(lines(ran, policy))
            .doesNotHaveDuplicates()
            .allMatch(line -> line.endsWith(" 1"));
        assertThat(probe.redis().zcard(probe.key("executions:" + policy))).isBetween(240L, 270L);
      }
    }
  }

  private static String periodic(RawHttp http, Path ran, String line) {
    return http.accepted(
        "RECORD",
        "{\"file\":\"" + ran + "\"}",
        "{\"kind\":\"Periodic\",\"cron_spec\":\"" + line + "\"}");
  }

  private static List<String> lines(Path file, String policy) throws Exception {
    return Files.readAllLines(file).stream().filter(line -> line.startsWith(policy)).toList();
  }
}
