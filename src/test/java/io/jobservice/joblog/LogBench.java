package io.jobservice.joblog;

import io.jobservice.model.LogLevel;
import io.jobservice.redis.LogStreams;
import io.jobservice.redis.Redis;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * Measures what a log call costs and how many lines a node writes: 500 jobs log 2,000 lines each on
 * 50 threads, then one thread logs with pauses. Started by hand; the arguments are {@code file} or
 * {@code redis}, and for files a folder that is not there yet.
 */
public final class LogBench {

  private static final int JOBS = 500;
  private static final int LINES = 2_000;
  private static final int THREADS = 50;
  private static final int ROUNDS = 5;

  private LogBench() {}

  public static void main(String[] args) throws Exception {
    PrintStream out = System.out;
    if (args[0].equals("redis")) {
      try (RedisServer server = RedisServer.start(List.of("--appendonly", "no"));
          RedisProbe probe = new RedisProbe(server.url(), Namespaces.fresh());
          Redis redis =
              Redis.connect(
                  server.url(), probe.key(""), Duration.ofMinutes(1), 8, System::nanoTime)) {
        for (int i = 0; i < JOBS; i++) {
          probe
              .redis()
              .hset(probe.key("job_stats:" + id(i)), Map.of("pool", "pool", "attempt", "1"));
        }
        LogStore store = new RedisBackend(new LogStreams(redis)).open(new LogSettings(Map.of()));
        measure("REDIS", round -> store, out);
      }
    } else {
      Path base = Files.createDirectory(Path.of(args[1]));
      measure("FILE", round -> LogFixture.files(base.resolve("round-" + round), Map.of()), out);
    }
  }

  private static String id(int job) {
    return "%024x".formatted(job);
  }

  private static void measure(String name, IntFunction<LogStore> stores, PrintStream out)
      throws Exception {
    for (int round = 1; round <= ROUNDS; round++) {
      try (LogFixture logs = fixture(name, stores.apply(round))) {
        full(name + " round " + round, logs, out);
      }
    }
    try (LogFixture logs = fixture(name, stores.apply(0))) {
      paced(name, logs, out);
    }
  }

  private static LogFixture fixture(String name, LogStore store) {
    return new LogFixture(
        List.of(new JobLogs.Place(name, LogLevel.INFO, store, Optional.empty())),
        LogFixture.PLENTY);
  }

  private static void full(String name, LogFixture logs, PrintStream out) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    long begin = System.nanoTime();
    List<Callable<long[]>> runs = new ArrayList<>();
    for (int job = 0; job < JOBS; job++) {
      String id = id(job);
      runs.add(() -> run(logs, id, 0));
    }
    List<long[]> costs = new ArrayList<>();
    for (Future<long[]> run : threads.invokeAll(runs)) {
      costs.add(run.get());
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    threads.shutdown();
    LogCounts counts = logs.logs().counts();
    out.printf(
        "%s: %.0f lines/s, %s, lost %s%n",
        name, counts.written() / seconds, costs(costs), counts.lost());
  }

  /** One job that logs a line each 100 us or so: no buffer is full, no lock is waited for. */
  private static void paced(String name, LogFixture logs, PrintStream out) {
    long[] cost = run(logs, id(0), 100_000);
    out.printf("%s, one thread with pauses: %s%n", name, costs(List.of(cost)));
  }

  private static long[] run(LogFixture logs, String id, long pauseNanos) {
    int lines = pauseNanos == 0 ? LINES : 10 * LINES;
    long[] cost = new long[lines];
    try (RunLog log = logs.open(id)) {
      for (int i = 0; i < lines; i++) {
        long begin = System.nanoTime();
        log.logger().info("line {} of job {}: copied {} bytes to {}", i, id, i * 17L, "target");
        long end = System.nanoTime();
        cost[i] = end - begin;
        while (System.nanoTime() - end < pauseNanos) {
          Thread.onSpinWait();
        }
      }
    }
    return cost;
  }

  private static String costs(List<long[]> all) {
    long[] sorted = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    return "cost of a call p50 %.1f us, p99 %.1f us, p99.9 %.1f us, most %.1f ms"
        .formatted(
            sorted[sorted.length / 2] / 1e3,
            sorted[(int) (sorted.length * 0.99)] / 1e3,
            sorted[(int) (sorted.length * 0.999)] / 1e3,
            sorted[sorted.length - 1] / 1e6);
  }
}
