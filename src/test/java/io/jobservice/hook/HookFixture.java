package io.jobservice.hook;

import static org.awaitility.Awaitility.await;

import io.jobservice.config.HookSettings;
import io.jobservice.metrics.Meters;
import io.jobservice.redis.HookOutbox;
import io.jobservice.redis.HookOutbox.Shown;
import io.jobservice.redis.Redis;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.Receiver;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;

/** An outbox in a namespace of its own, agents, and a receiver. */
abstract class HookFixture {

  /** What draws the least at all times: each wait is as short as it may be. */
  static final RandomGenerator LEAST = () -> 0;

  final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), Namespaces.fresh());
  final AtomicLong nanosAhead = new AtomicLong();
  final Redis redis = connect();
  final HookOutbox outbox = new HookOutbox(redis);
  final Receiver receiver;
  final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<AutoCloseable> closed = new ArrayList<>();
  private long score;

  HookFixture() {
    try {
      receiver = new Receiver();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Redis connect() {
    return Redis.connect(
        RedisServer.shared().url(),
        probe.key(""),
        Duration.ofMinutes(1),
        20,
        () -> System.nanoTime() + nanosAhead.get());
  }

  @AfterEach
  void close() throws Exception {
    receiver.close();
    threads.shutdownNow();
    for (AutoCloseable one : closed) {
      one.close();
    }
    redis.close();
    probe.close();
  }

  static HookSettings settings(int concurrency, int perEndpoint) {
    return settings(concurrency, perEndpoint, Duration.ofHours(24), OptionalInt.empty());
  }

  static HookSettings settings(int concurrency, int perEndpoint, Duration age, OptionalInt tries) {
    HookSettings standard = HookSettings.standard();
    return new HookSettings(
        concurrency,
        perEndpoint,
        standard.connectTimeout(),
        standard.timeout(),
        age,
        tries,
        standard.deadRetention(),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of());
  }

  /** An agent that delivers one event after the other on the thread that calls its turn. */
  HookAgent single(HookSettings settings) throws Exception {
    return agent("single", settings, redis, Runnable::run);
  }

  HookAgent agent(String id, HookSettings settings, Redis its, Executor deliveries)
      throws Exception {
    HookClient client =
        new HookClient(settings, HostResolver.system(), threads, InstantSource.system(), "test");
    closed.add(client);
    return new HookAgent(
        id,
        settings,
        new HookAgent.Parts(
            new HookOutbox(its),
            client,
            new Meters(Optional::empty).hooks(),
            its.clock(),
            deliveries,
            LEAST));
  }

  /** Writes events of a job, which tell of its statuses one after the other. */
  void events(String job, String url, String... statuses) {
    String stats = probe.key("job_stats:" + job);
    probe.redis().hset(stats, "id", job);
    for (String status : statuses) {
      probe
          .redis()
          .zadd(
              probe.key("hook_events"),
              (double) ++score,
              "{\"url\":\"%s\",\"message\":\"\",\"data\":{\"job_id\":\"%s\",\"status\":\"%s\",\"metadata\":{\"n\":%d}}}"
                  .formatted(url, job, status, score));
    }
    boolean more = true;
    while (more) {
      more = outbox.tidy(Duration.ofDays(7));
    }
  }

  /** The oldest event of a job. */
  Shown oldest(String job) {
    return outbox.pendingOf(job, 1).get(0);
  }

  /** Time passes: whatever waits is due, and claims have lapsed. */
  void later() {
    for (String endpoint : probe.redis().zrange(probe.key("hook_endpoints"), 0, -1)) {
      String due = probe.key("hook_due:" + endpoint);
      probe.redis().zrange(due, 0, -1).forEach(job -> probe.redis().zadd(due, 1, job));
      probe.redis().zadd(probe.key("hook_endpoints"), 1, endpoint);
      if (probe.redis().exists(probe.key("hook_breaker:" + endpoint))) {
        probe.redis().hset(probe.key("hook_breaker:" + endpoint), "closed_until", "1");
      }
    }
  }

  /** Makes the events of a job older. */
  void age(String job, Duration by) {
    List<String> texts = probe.redis().lrange(probe.key("hooks:" + job), 0, -1);
    for (int i = 0; i < texts.size(); i++) {
      String[] words = texts.get(i).split(" ", 6);
      words[4] = Long.toString(Long.parseLong(words[4]) - by.toMillis());
      probe.redis().lset(probe.key("hooks:" + job), i, String.join(" ", words));
    }
  }

  /** Redis' own time, which ours may miss by some milliseconds. */
  long nowMillis() {
    List<?> time = (List<?>) probe.redis().eval("return redis.call('TIME')");
    return Long.parseLong(time.get(0).toString()) * 1000
        + Long.parseLong(time.get(1).toString()) / 1000;
  }

  Map<String, String> breaker(String endpoint) {
    return probe.redis().hgetAll(probe.key("hook_breaker:" + endpoint));
  }

  static void eventually(ThrowingRunnable assertion) {
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(assertion);
  }
}
