package io.jobservice.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.UnixOperatingSystemMXBean;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends malformed requests of all sorts over many connections, while a decent client goes on with
 * its work. Nothing may fail in the service, be left without an answer, grow or be lost. {@code
 * fuzz.requests} says how many, {@code fuzz.seed} which ones; the profile {@code chaos} sends two
 * million.
 */
class FuzzIT {

  private static final long REQUESTS = Long.getLong("fuzz.requests", 100_000);
  private static final long WARM_UP = 10_000;
  private static final int CLIENTS = 8;
  private static final String NAMESPACE = "fuzz";

  /** Threads of the API go when they have been idle for 30 s. */
  private static final Duration LONGER_THAN_IDLE = Duration.ofSeconds(60);

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long MIB = 1 << 20;

  /** What may not be left when all jobs are over; of what else there is, most expires. */
  private static final Pattern WORK =
      Pattern.compile(
          "jobs:[^:]+|jobs:[^:]+:[0-9a-f]+:inprogress|job_stats:.*|scheduled|retry|dead|unique:.*"
              + "|claim_holder:.*|executions:.*|period:policies|job_track:inprogress|hook_pending",
          Pattern.DOTALL);

  private static final String CONFIGURATION =
      """
      shutdown_grace: 0s
      retention: {success: 2s, stopped: 2s, error: 3s}
      hooks: {max_attempts: 1, dead_retention: 1s}
      """;

  private final long seed = Long.getLong("fuzz.seed", System.nanoTime() & 0xffffffffL);
  private final Tally tally = new Tally();
  @TempDir private Path folder;

  @Test
  void nothingFailsHangsGrowsOrIsLost() throws Exception {
    System.out.printf("fuzz: seed %d, %,d requests%n", seed, REQUESTS);
    try (RedisServer server = RedisServer.start(List.of());
        RedisProbe probe = new RedisProbe(server.url(), NAMESPACE);
        TestNode node = TestNode.start(folder, server.url().toUri(), NAMESPACE, CONFIGURATION)) {
      RawHttp http = node.http();
      List<String> ids = ended(http);
      fuzz(http.port(), ids, 0, WARM_UP);
      long heap = liveHeap();
      long files = openFiles();
      int threads = Thread.activeCount();

      DecentClient decent = new DecentClient(http, folder.resolve("trace"), tally);
      Thread decently = new Thread(decent, "decent");
      decently.start();
      long from = System.nanoTime();
      fuzz(http.port(), ids, WARM_UP, WARM_UP + REQUESTS);
      double seconds = (System.nanoTime() - from) / 1e9;
      decent.end();
      decently.join();

      tidyUp(http);
      awaitDone(probe, decent.ids());
      Awaitility.await("connections that are over are closed")
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(openFiles()).isLessThan(files + 20));
      Awaitility.await("threads that have nothing to do end")
          .atMost(LONGER_THAN_IDLE)
          .untilAsserted(() -> assertThat(Thread.activeCount()).isLessThan(threads + 3 * CLIENTS));
      long heapAfter = liveHeap();
      System.out.printf(
          "fuzz: seed %d, %,d requests in %.1f s; live heap %,d KiB before, %,d after; threads %d"
              + " before, %d after; %,d decent jobs, the slowest submission took %d ms%n%s%n",
          seed,
          REQUESTS,
          seconds,
          heap / 1024,
          heapAfter / 1024,
          threads,
          Thread.activeCount(),
          decent.ids().size(),
          decent.longestMillis(),
          tally);
      assertThat(tally.findings()).isEmpty();
      assertThat(decent.ids()).isNotEmpty();
      assertThat(heapAfter).isLessThan(heap + 8 * MIB);
    }
  }

  /** Jobs that there are, and that are over. */
  private static List<String> ended(RawHttp http) {
    String done = http.accepted("NOOP", "{}");
    Awaitility.await().atMost(PATIENCE).until(() -> http.status(done).equals("Success"));
    String policy =
        http.accepted("NOOP", "{}", "{\"kind\":\"Periodic\",\"cron_spec\":\"0 0 0 1 1 *\"}");
    http.stop(policy);
    return List.of(done, policy, "0123456789abcdef01234567");
  }

  private void fuzz(int port, List<String> ids, long first, long end) throws Exception {
    AtomicLong next = new AtomicLong(first);
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    for (int i = 1; i <= CLIENTS; i++) {
      threads.execute(new FuzzClient(port, i, seed, next, end, ids, tally));
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(1, TimeUnit.HOURS)).isTrue();
  }

  /** Stops what was submitted for later, and lets run what was held up. */
  private static void tidyUp(RawHttp http) {
    for (JsonNode queue : http.get("/api/v1/queues").json()) {
      if (queue.path("paused").asBoolean()) {
        http.send(
            "POST", "/api/v1/queues/" + queue.path("name").asText(), "{\"action\":\"resume\"}");
      }
    }
    Awaitility.await("all jobs are over")
        .atMost(PATIENCE)
        .until(
            () -> {
              List<String> living = living(http);
              living.forEach(http::stop);
              return living.isEmpty();
            });
  }

  private static List<String> living(RawHttp http) {
    List<String> ids = new ArrayList<>();
    String cursor = "0";
    do {
      var page =
          http.get(
              "/api/v1/jobs?status=Pending,Scheduled,Running,Error&page_size=1000&cursor="
                  + cursor);
      page.json().forEach(job -> ids.add(job.path("job").path("id").asText()));
      cursor = page.headers().get("next-cursor");
    } while (!cursor.equals("0"));
    return ids;
  }

  /** Each job left its trace, once, and its record and all that it took up is gone. */
  private void awaitDone(RedisProbe probe, List<String> ids) throws Exception {
    List<String> traces =
        Files.readAllLines(folder.resolve("trace")).stream()
            .map(line -> line.substring(0, line.indexOf(' ')))
            .toList();
    assertThat(traces).containsExactlyInAnyOrderElementsOf(ids);
    Awaitility.await("nothing is left in Redis")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> assertThat(work(probe)).isEmpty());
  }

  private static Set<String> work(RedisProbe probe) {
    Set<String> left = new TreeSet<>();
    for (String key : probe.redis().keys("*")) {
      String name = key.replace(probe.key(""), "");
      if (WORK.matcher(name).matches()) {
        left.add(name);
      }
    }
    return left;
  }

  private static long liveHeap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  /** 0 where the system does not tell. */
  private static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }
}
