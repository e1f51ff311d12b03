package io.jobservice.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobservice.joblog.LogGetter;
import io.jobservice.joblog.Peers;
import io.jobservice.joblog.StoredLog;
import io.jobservice.model.LogQuery;
import io.jobservice.model.UnreadableLogException;
import io.jobservice.redis.JobStore;
import io.jobservice.redis.PoolStore;
import io.jobservice.redis.Redis;
import io.jobservice.redis.Retention;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.StubServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Following logs on a clock that can be put forward. */
class LogFollowTest {

  private static final String ID = "0123456789abcdef01234567";
  private static final Duration SHORT = Duration.ofMillis(300);

  private final RedisServer server = RedisServer.shared();
  private final RedisProbe probe = new RedisProbe(server.url(), Namespaces.fresh());
  private final AtomicLong ahead = new AtomicLong();
  private final Redis redis =
      Redis.connect(
          server.url(),
          probe.key(""),
          Duration.ofMinutes(1),
          4,
          () -> System.nanoTime() + ahead.get());

  @AfterEach
  void close() {
    redis.close();
    probe.close();
  }

  /** A place that nodes share, with one log. */
  private static final class Shared implements LogGetter {

    private final StringBuilder text = new StringBuilder();
    private long start;

    @Override
    public String store() {
      return "shared";
    }

    @Override
    public Optional<StoredLog> open(String jobId) {
      return Optional.of(
          new StoredLog() {
            @Override
            public long start() {
              return start;
            }

            @Override
            public long end() {
              return text.length();
            }

            @Override
            public int read(long place, byte[] into, int offset, int length) {
              byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
              int count = (int) Math.min(length, bytes.length - place);
              System.arraycopy(bytes, (int) place, into, offset, Math.max(0, count));
              return count > 0 ? count : -1;
            }

            @Override
            public void close() {}
          });
    }
  }

  private Logs logs() {
    return logs(List.of());
  }

  private Logs logs(List<LogGetter> getters) {
    Retention retention = Retention.standard();
    return new Logs(
        new JobStore(redis, retention),
        new PoolStore(redis, retention),
        redis.clock(),
        new Logs.Reach(Optional.of("here:1"), getters, Optional.of(new Peers("here:1", "s"))));
  }

  private void record(Map<String, String> fields) {
    probe.redis().hset(probe.key("job_stats:" + ID), fields);
  }

  private void pool(StubServer peer) {
    String now = Long.toString(redis.clock().seconds());
    probe
        .redis()
        .hset(
            probe.key("worker_pools:peer"),
            Map.of("node_id", "peer:1", "heartbeat_at", now, "api_url", peer.url()));
    probe.redis().sadd(probe.key("worker_pools"), "peer");
  }

  private static List<String> until(LogFollow follow, Class<?> last) throws Exception {
    List<String> lines = new ArrayList<>();
    for (LogEvent event = follow.next(SHORT); ; event = follow.next(SHORT)) {
      if (event instanceof LogEvent.Text text) {
        lines.add(new String(text.line(), StandardCharsets.UTF_8));
      }
      if (last.isInstance(event) || event instanceof LogEvent.End) {
        lines.add(event.getClass().getSimpleName());
        return lines;
      }
    }
  }

  @Test
  void whatWasLostOfAnEarlierNodeIsNoReasonToEndBeforeTheJob() throws Exception {
    try (StubServer peer = new StubServer()) {
      peer.answer("GET /api/v1/jobs/" + ID + "/log", 200, "two\n");
      pool(peer);
      record(Map.of("id", ID, "name", "T", "kind", "Generic", "status", "Running", "attempt", "2"));
      record(Map.of("ran_on", "1 gone gone:1,2 peer peer:1"));
      try (LogFollow follow = logs().follow(ID, LogQuery.ALL, Optional.empty())) {
        assertThat(until(follow, LogEvent.Silence.class))
            .satisfiesExactly(
                line -> assertThat(line).startsWith("--- the log of attempt 1 is on node gone:1"),
                line -> assertThat(line).isEqualTo("two\n"),
                line -> assertThat(line).isEqualTo("Silence"));
        ahead.addAndGet(Duration.ofSeconds(31).toNanos());
        assertThat(until(follow, LogEvent.Silence.class)).containsExactly("Silence");
        record(Map.of("status", "Success", "ended_at", "1"));
        LogEvent event = follow.next(Duration.ofSeconds(10));
        while (!(event instanceof LogEvent.End)) {
          event = follow.next(Duration.ofSeconds(10));
        }
        assertThat(((LogEvent.End) event).lost()).isEmpty();
      }
    }
  }

  /** It may be logged before the record is seen that says so. */
  @Test
  void whatAnotherNodeLogsInTheSamePlaceIsShownOnce() throws Exception {
    Shared shared = new Shared();
    shared.text.append("2026-11-22T09:00:00Z [INFO] [/a/B.java:1]: one\n");
    record(Map.of("id", ID, "name", "T", "kind", "Generic", "status", "Running", "attempt", "1"));
    record(Map.of("ran_on", "1 shared here:1"));
    try (LogFollow follow = logs(List.of(shared)).follow(ID, LogQuery.ALL, Optional.empty())) {
      assertThat(until(follow, LogEvent.Silence.class))
          .hasSize(2)
          .first()
          .asString()
          .endsWith("one\n");

      shared.text.append("--- attempt 2, 2026-11-22T09:00:01Z, on other:2 ---\n");
      shared.text.append("2026-11-22T09:00:01Z [INFO] [/a/B.java:1]: two\n");
      assertThat(until(follow, LogEvent.Silence.class)).containsExactly("Silence");

      record(Map.of("attempt", "2", "ran_on", "1 shared here:1,2 shared other:2"));
      assertThat(until(follow, LogEvent.Silence.class))
          .satisfiesExactly(
              line -> assertThat(line).startsWith("--- attempt 2, "),
              line -> assertThat(line).endsWith("two\n"),
              line -> assertThat(line).isEqualTo("Silence"));

      record(Map.of("status", "Success"));
      assertThat(until(follow, LogEvent.End.class)).containsExactly("End");
    }
  }

  /** To ask again would change nothing. */
  @Test
  void aNodeWithAnotherSecretIsAMistakeAndNoAbsence() throws IOException {
    try (StubServer peer = new StubServer()) {
      peer.answer("GET /api/v1/jobs/" + ID + "/log", 401, "{}");
      pool(peer);
      record(Map.of("id", ID, "name", "T", "kind", "Generic", "status", "Success", "attempt", "1"));
      record(Map.of("ran_on", "1 peer peer:1"));

      assertThatThrownBy(() -> logs().read(ID, LogQuery.ALL, -1))
          .isInstanceOf(UnreadableLogException.class)
          .hasMessageContaining("give all nodes the same CORE_SECRET");
      assertThatThrownBy(() -> logs().follow(ID, LogQuery.ALL, Optional.empty()))
          .isInstanceOf(UnreadableLogException.class);
    }
  }

  @Test
  void aLogThatHasLostItsBeginningSaysSoWhereItBegins() throws Exception {
    Shared shared = new Shared();
    shared.text.append("2026-11-22T09:00:00Z [INFO] [/a/B.java:1]: one\n");
    shared.start = shared.text.length();
    shared.text.append("2026-11-22T09:00:00Z [INFO] [/a/B.java:1]: two\n");
    record(Map.of("id", ID, "name", "T", "kind", "Generic", "status", "Success", "attempt", "1"));
    record(Map.of("ran_on", "1 shared here:1"));

    try (InputStream log = logs(List.of(shared)).read(ID, LogQuery.ALL, -1).stream()) {
      assertThat(new String(log.readAllBytes(), StandardCharsets.UTF_8))
          .matches("--- what was logged before is gone: .* ---\n2.*two\n");
    }
    try (InputStream log = logs(List.of(shared)).read(ID, LogQuery.ALL.withTail(1), -1).stream()) {
      assertThat(log.readAllBytes()).startsWith('2');
    }
    try (LogFollow follow = logs(List.of(shared)).follow(ID, LogQuery.ALL, Optional.empty())) {
      assertThat(until(follow, LogEvent.End.class))
          .satisfiesExactly(
              line -> assertThat(line).startsWith("--- what was logged before is gone"),
              line -> assertThat(line).endsWith("two\n"),
              line -> assertThat(line).isEqualTo("End"));
    }
  }
}
