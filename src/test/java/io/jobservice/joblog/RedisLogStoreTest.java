package io.jobservice.joblog;

import static io.jobservice.joblog.LogFixture.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobservice.model.LogQuery;
import io.jobservice.redis.LogStreams;
import io.jobservice.redis.Redis;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisLogStoreTest {

  private final RedisServer server = RedisServer.shared();
  private final RedisProbe probe = new RedisProbe(server.url(), Namespaces.fresh());
  private final Redis redis =
      Redis.connect(server.url(), probe.key(""), Duration.ofMinutes(1), 4, System::nanoTime);

  @AfterEach
  void close() {
    redis.close();
    probe.close();
  }

  private LogStore store(Redis on, Map<String, String> settings) {
    try {
      return new RedisBackend(new LogStreams(on)).open(new LogSettings(settings));
    } catch (LogSettingsException e) {
      throw new IllegalStateException(e.setting(), e);
    }
  }

  private LogFixture logs(Map<String, String> settings) {
    return LogFixture.on(store(redis, settings));
  }

  /** The record of a job that an attempt has. */
  private void runs(String id, long attempt) {
    probe
        .redis()
        .hset(
            probe.key("job_stats:" + id),
            Map.of("pool", "pool", "attempt", Long.toString(attempt), "status", "Running"));
  }

  private static void run(LogFixture logs, String id, long attempt, String message) {
    try (RunLog log = logs.logs().open(LogFixture.run(id, attempt))) {
      log.logger().info(message);
    }
  }

  @Test
  void aLogIsAStreamThatExpires() {
    runs(ID, 1);
    try (LogFixture logs = logs(Map.of("ttl", "1h"))) {
      run(logs, ID, 1, "first");
      assertThat(logs.read(ID)).matches("\\S+ \\[INFO] \\[/io/.*]: first\n");
      assertThat(probe.redis().ttl(probe.key("job_log:" + ID))).isBetween(3_500L, 3_600L);
      assertThat(logs.logs().getters().get(0).store()).isEqualTo("redis");
    }
  }

  @Test
  void aLaterAttemptAppends() {
    runs(ID, 1);
    try (LogFixture logs = logs(Map.of())) {
      run(logs, ID, 1, "first");
      runs(ID, 2);
      run(logs, ID, 2, "second");
      assertThat(logs.read(ID).lines())
          .satisfiesExactly(
              line -> assertThat(line).endsWith(": first"),
              line -> assertThat(line).startsWith("--- attempt 2, ").endsWith("on node-a:4711 ---"),
              line -> assertThat(line).endsWith(": second"));
    }
  }

  @Test
  void anAttemptThatLostItsJobWritesNothing() {
    runs(ID, 2);
    try (LogFixture logs = logs(Map.of())) {
      run(logs, ID, 1, "of the old attempt");
      run(logs, "f" + ID.substring(1), 1, "of a job without a record");
      assertThat(logs.read(ID)).isEmpty();
      assertThat(logs.logs().counts().lost()).containsEntry(LogLoss.REFUSED, 2L);
      assertThat(logs.logs().counts().troubled()).isZero();
      assertThat(probe.redis().keys(probe.key("job_log:*"))).isEmpty();
    }
  }

  @Test
  void aBatchThatIsSentTwiceIsThereOnce() {
    runs(ID, 1);
    LogStreams streams = new LogStreams(redis);
    LogStreams.Owner owner = new LogStreams.Owner(ID, "pool", 1);
    byte[] text = "one\n".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 2; i++) {
      assertThat(streams.append(owner, 1, text, 1_000, Duration.ofHours(1))).isTrue();
    }
    assertThat(streams.append(owner, 2, text, 1_000, Duration.ofHours(1))).isTrue();
    assertThat(streams.append(owner, 1, text, 1_000, Duration.ofHours(1))).isTrue();
    assertThat(streams.last(ID).orElseThrow().end()).isEqualTo(8);
    runs(ID, 2);
    LogStreams.Owner next = new LogStreams.Owner(ID, "pool", 2);
    assertThat(streams.append(next, 1, text, 1_000, Duration.ofHours(1))).isTrue();
    assertThat(streams.last(ID).orElseThrow().place()).isEqualTo(8);
  }

  @Test
  void theOldestLinesAreLetGoAndPlacesStayAsTheyWere() throws IOException {
    runs(ID, 1);
    try (LogFixture logs = logs(Map.of("max_size", "64KiB"))) {
      int lines = 5_000;
      try (RunLog log = logs.open(ID)) {
        for (int i = 0; i < lines; i++) {
          log.logger().info("line {}", i);
        }
      }
      try (StoredLog log = logs.logs().getters().get(0).open(ID).orElseThrow()) {
        assertThat(log.end() - log.start()).isBetween(20_000L, 65_536L);
        assertThat(log.start()).isPositive();
        byte[] some = new byte[10];
        assertThat(log.read(0, some, 0, 10)).isEqualTo(10);
        assertThat(new String(some, StandardCharsets.UTF_8)).isEqualTo("2026-11-21");
        assertThat(log.read(log.end(), some, 0, 10)).isEqualTo(-1);
        assertThat(log.read(log.end() + 5, some, 0, 10)).isEqualTo(-1);
        assertThat(log.read(log.end() - 1, some, 0, 10)).isEqualTo(1);
        assertThat(some[0]).isEqualTo((byte) '\n');
      }
      assertThat(logs.read(ID).lines())
          .allMatch(line -> line.matches("2026.*: line \\d+"))
          .last()
          .asString()
          .endsWith("line " + (lines - 1));
    }
  }

  @Test
  void everyPlaceIsFoundInAnyOrder() throws IOException {
    runs(ID, 1);
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    LogStreams streams = new LogStreams(redis);
    LogStreams.Owner owner = new LogStreams.Owner(ID, "pool", 1);
    StringBuilder all = new StringBuilder();
    for (int i = 1; i <= 60; i++) {
      String text = "\u00e9\u20ac".repeat(random.nextInt(200)) + i + "\n";
      all.append(text);
      streams.append(owner, i, text.getBytes(StandardCharsets.UTF_8), 1 << 20, Duration.ofHours(1));
    }
    byte[] whole = all.toString().getBytes(StandardCharsets.UTF_8);
    RedisLog log = new RedisLog(streams, ID);
    assertThat(log.end()).isEqualTo(whole.length);
    long place = 0;
    for (int i = 0; i < 500; i++) {
      if (random.nextInt(3) == 0) {
        place = random.nextInt(whole.length);
      }
      byte[] into = new byte[1 + random.nextInt(2_000)];
      int count = log.read(place, into, 0, into.length);
      if (place >= whole.length) {
        assertThat(count).isEqualTo(-1);
        place = 0;
        continue;
      }
      assertThat(count).as("seed %s, place %s", seed, place).isPositive();
      assertThat(Arrays.copyOf(into, count))
          .as("seed %s, place %s", seed, place)
          .isEqualTo(Arrays.copyOfRange(whole, (int) place, (int) place + count));
      place += count;
    }
  }

  @Test
  void aLogThatGrowsIsReadOn() throws IOException {
    runs(ID, 1);
    LogStreams streams = new LogStreams(redis);
    LogStreams.Owner owner = new LogStreams.Owner(ID, "pool", 1);
    byte[] text = "line\n".getBytes(StandardCharsets.UTF_8);
    streams.append(owner, 1, text, 1 << 20, Duration.ofHours(1));
    RedisLog log = new RedisLog(streams, ID);
    byte[] into = new byte[100];
    assertThat(log.read(0, into, 0, 100)).isEqualTo(5);
    assertThat(log.read(5, into, 0, 100)).isEqualTo(-1);
    streams.append(owner, 2, text, 1 << 20, Duration.ofHours(1));
    assertThat(log.read(5, into, 0, 100)).isEqualTo(5);
    assertThat(log.read(10, into, 0, 100)).isEqualTo(-1);
  }

  @Test
  void aReaderThatIsOvertakenByACappedLogSkipsLinesAndTearsNone() throws IOException {
    runs(ID, 1);
    LogStreams streams = new LogStreams(redis);
    LogStreams.Owner owner = new LogStreams.Owner(ID, "pool", 1);
    int lines = 200;
    try (RedisLog whole = new RedisLog(streams, ID)) {
      for (int i = 1; i <= lines / 4; i++) {
        streams.append(owner, i, line(i), 1_000, Duration.ofHours(1));
      }
      long end = whole.end();
      StoredSource reader = StoredSource.open(getter(streams), ID, LogQuery.ALL, -1, true);
      StringBuilder read = new StringBuilder();
      byte[] into = new byte[1_000];
      for (int i = lines / 4 + 1; i <= lines; i++) {
        streams.append(owner, i, line(i), 1_000, Duration.ofHours(1));
        if (i % 3 == 0) {
          int count = reader.read(into);
          read.append(new String(into, 0, Math.max(0, count), StandardCharsets.UTF_8));
        }
      }
      for (int count = reader.read(into); count > 0; count = reader.read(into)) {
        read.append(new String(into, 0, count, StandardCharsets.UTF_8));
      }
      assertThat(end).isLessThan(whole.end());
      assertThat(read.toString().lines())
          .isSorted()
          .doesNotHaveDuplicates()
          .allMatch(line -> line.matches("number [0-9]{4} .{20,60}[.]"))
          .last()
          .asString()
          .startsWith("number 0200");
      reader.close();
    }
  }

  private static byte[] line(int number) {
    return "number %04d %s.\n"
        .formatted(number, "x".repeat(20 + number % 7))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static LogGetter getter(LogStreams streams) {
    return new LogGetter() {
      @Override
      public String store() {
        return "redis";
      }

      @Override
      public Optional<StoredLog> open(String jobId) {
        return Optional.of(new RedisLog(streams, jobId));
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "a b", "a\u0000b", "*", "\u00e9"})
  void idsOfAnyFormHaveALog(String id) {
    runs(id, 1);
    try (LogFixture logs = logs(Map.of())) {
      run(logs, id, 1, "mine");
      assertThat(logs.read(id)).endsWith(": mine\n");
    }
  }

  @Test
  void aVeryLongIdHasAShortKey() {
    String id = "x".repeat(4_096);
    runs(id, 1);
    try (LogFixture logs = logs(Map.of("format", "json"))) {
      run(logs, id, 1, "mine");
      assertThat(logs.read(id)).contains("\"message\":\"mine\"");
      assertThat(probe.redis().keys(probe.key("job_log:*")))
          .singleElement()
          .asString()
          .hasSizeLessThan(200);
    }
  }

  @Test
  void whatIsLargerThanTheLogIsLeftOut() {
    runs(ID, 1);
    try (LogFixture logs = logs(Map.of("max_size", "1KiB"))) {
      run(logs, ID, 1, "x".repeat(2_000));
      assertThat(logs.read(ID)).matches("--- \\d+ bytes are left out: max_size is 1KiB ---\n");
      assertThat(logs.logs().counts().lost()).containsEntry(LogLoss.SIZE, 1L);
    }
  }

  @Test
  void aKeyThatHoldsSomethingElseConcernsThatLogOnly() {
    runs(ID, 1);
    runs("f" + ID.substring(1), 1);
    probe.redis().set(probe.key("job_log:" + ID), "other");
    try (LogFixture logs = logs(Map.of())) {
      run(logs, ID, 1, "lost");
      run(logs, "f" + ID.substring(1), 1, "kept");
      assertThat(logs.read("f" + ID.substring(1))).endsWith(": kept\n");
      assertThat(logs.logs().counts().lost()).containsEntry(LogLoss.REFUSED, 1L);
    }
  }

  @Test
  void linesWaitWhileRedisIsAway() {
    try (RedisServer own = RedisServer.start();
        RedisProbe look = new RedisProbe(own.url(), "ns");
        Redis away =
            Redis.connect(own.url(), look.key(""), Duration.ofMinutes(1), 4, System::nanoTime);
        LogFixture logs = LogFixture.on(store(away, Map.of()))) {
      look.redis().hset(look.key("job_stats:" + ID), Map.of("pool", "pool", "attempt", "1"));
      try (RunLog log = logs.open(ID)) {
        log.logger().info("before");
        await().until(() -> logs.read(ID).endsWith(": before\n"));
        own.kill();
        log.logger().info("meanwhile");
        await().until(() -> logs.logs().counts().troubled() == 1);
        log.logger().info("still");
      }
      own.restart();
      await().until(() -> logs.logs().counts().troubled() == 0);
      await().until(() -> logs.read(ID).endsWith(": still\n"));
      assertThat(logs.read(ID).lines().map(line -> line.replaceAll(".*: ", "")))
          .containsExactly("before", "meanwhile", "still");
    }
  }
}
