package io.jobservice.soak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.redis.JobStore;
import io.jobservice.redis.Redis;
import io.jobservice.redis.Retention;
import io.jobservice.testing.HookReceiver;
import io.jobservice.testing.HookReceiver.Post;
import io.jobservice.testing.HookReceiver.Reply;
import io.jobservice.testing.NodeProcess;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs many jobs whose records are kept for seconds, and accounts for every key that is left and
 * for the memory of Redis and of the node. {@code soak.jobs} says how many; the profile {@code
 * chaos} runs a million.
 */
class SoakIT {

  private static final int JOBS = Integer.getInteger("soak.jobs", 10_000);
  private static final int WARM_UP = 10_000;
  private static final String NAMESPACE = "soak";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern ALL_INSTANCES = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
  private static final Pattern USED_MEMORY = Pattern.compile("used_memory:(\\d+)");
  private static final long MIB = 1 << 20;

  /** Kept for good, or as long as the node lives, and as many as there are types and pools. */
  private static final Pattern STANDING =
      Pattern.compile(
          "known_jobs|waiting_pools|worker_pools|worker_pools:POOL|pool_types:POOL|type_facts:POOL|wake:POOL"
              + "|jobs:(DEMO|FAIL|NOOP|RECORD|TALK|CHAOS|LIMITED):(max_concurrency|lock|lock_info)"
              + "|_schema_version|last_periodic_enqueue_h|hook_wake");

  /** Counters that expire two minutes after the last jobs, whatever the number of jobs. */
  private static final Pattern PASSING = Pattern.compile("ended:[0-9]+");

  private static final String CONFIGURATION =
      """
      retention: {success: 2s, stopped: 2s, error: 3s}
      jobs:
        types:
          FAIL: {max_fails: 2, backoff: {kind: fixed, initial: 1s}}
      hooks: {max_attempts: 1, dead_retention: 1s}
      """;

  @TempDir Path folder;

  @Test
  void nothingIsLeftOfJobsThatAreOver() throws Exception {
    try (RedisServer server = RedisServer.start(List.of());
        RedisProbe probe = new RedisProbe(server.url(), NAMESPACE);
        Redis redis =
            Redis.connect(server.url(), probe.key(""), Duration.ofMinutes(1), 2, System::nanoTime);
        NodeProcess node =
            new NodeProcess(folder, "node", server.url().toUri(), NAMESPACE, 10, CONFIGURATION);
        HookReceiver receiver = HookReceiver.start(SoakIT::reply)) {
      node.start();
      node.awaitReady();
      Retention seconds =
          new Retention(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(3), 100);
      SoakLoad load = new SoakLoad(redis, probe, new JobStore(redis, seconds), receiver.url());
      // What the first jobs load and compile is no leak.
      load.submit(WARM_UP);
      awaitNothingLeft(probe);
      long heapBefore = liveHeap(node);
      long redisBefore = usedMemory(probe);

      long from = System.nanoTime();
      int taken = load.submit(JOBS);
      awaitNothingLeft(probe);
      double took = (System.nanoTime() - from) / 1e9;

      Awaitility.await("memory of Redis")
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(usedMemory(probe)).isLessThan(redisBefore + 2 * MIB));
      long heap = liveHeap(node);
      System.out.printf(
          "soak: %,d jobs (%,d taken) in %.0f s; Redis %,d KiB before, %,d after; "
              + "live heap of the node %,d KiB before, %,d after; resident %s%n",
          JOBS,
          taken,
          took,
          redisBefore / 1024,
          usedMemory(probe) / 1024,
          heapBefore / 1024,
          heap / 1024,
          resident(node));
      assertThat(receiver.posts())
          .extracting(Post::path)
          .contains("/200", "/404")
          .filteredOn("/410"::equals)
          .isNotEmpty();
      assertThat(heap).isLessThan(heapBefore + 3 * MIB);
      assertThat(node.stop()).isZero();
    }
  }

  private static Reply reply(Post post, int number) {
    return Reply.status(Integer.parseInt(post.path().substring(1)));
  }

  private static void awaitNothingLeft(RedisProbe probe) {
    Awaitility.await("every key is accounted for")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> assertThat(unaccounted(probe)).isEmpty());
    for (String type : new String[] {"NOOP", "FAIL"}) {
      assertThat(probe.redis().get(probe.key("jobs:" + type + ":lock"))).isIn(null, "0");
      assertThat(probe.redis().hvals(probe.key("jobs:" + type + ":lock_info")))
          .allMatch("0"::equals);
    }
  }

  private static Set<String> unaccounted(RedisProbe probe) {
    Set<String> left = new TreeSet<>();
    for (String pool : probe.redis().smembers(probe.key("worker_pools"))) {
      for (String key : probe.redis().keys("*")) {
        String name = key.replace(probe.key(""), "").replace(pool, "POOL");
        boolean passing = PASSING.matcher(name).matches() && probe.redis().ttl(key) >= 0;
        if (!passing && !STANDING.matcher(name).matches()) {
          left.add(name);
        }
      }
    }
    return left;
  }

  private static long usedMemory(RedisProbe probe) {
    return number(USED_MEMORY, probe.redis().info("memory"));
  }

  /** The bytes of all objects that are reachable: the histogram collects before it counts. */
  private static long liveHeap(NodeProcess node) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(node.pid()), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String histogram = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return number(ALL_INSTANCES, histogram);
  }

  private static String resident(NodeProcess node) throws IOException {
    Path status = Path.of("/proc/" + node.pid() + "/status");
    return Files.isReadable(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmRSS"))
            .findFirst()
            .orElse("unknown")
        : "unknown";
  }

  private static long number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return Long.parseLong(matcher.group(1));
  }
}
