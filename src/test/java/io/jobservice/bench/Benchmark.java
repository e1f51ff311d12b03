package io.jobservice.bench;

import io.jobservice.testing.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Measures the packaged program on a Redis of its own, and prints a table. System properties:
 * {@code bench.only} (parts, comma-separated, of {@code
 * ceiling,submit,http,drain,mixed,latency,crowd,idle,policies,hooks,lists}; all by default), {@code
 * bench.jobs} (100000), {@code bench.runs} (3, after a warm-up), {@code bench.aof} ({@code no};
 * {@code everysec} or {@code always} for a Redis that keeps a log), {@code bench.rest} (120, the
 * seconds for which policies at rest are looked at).
 */
public final class Benchmark {

  private static final String PARTS =
      "ceiling,submit,idle,drain,http,mixed,latency,crowd,policies,hooks,lists";

  private final Set<String> only;
  private final Setup setup;
  private final Throughput throughput;
  private final Latency latency;

  private Benchmark(Set<String> only, Setup setup) {
    this.only = only;
    this.setup = setup;
    this.throughput = new Throughput(setup);
    this.latency = new Latency(setup);
  }

  /** Runs the parts that are asked for. */
  public static void main(String[] args) throws Exception {
    String asked = System.getProperty("bench.only", "all");
    String parts = asked.equals("all") ? PARTS : asked;
    String aof = System.getProperty("bench.aof", "no");
    List<String> data =
        aof.equals("no") ? List.of() : List.of("--appendonly", "yes", "--appendfsync", aof);
    Path folder = Files.createTempDirectory("jobservice-bench-");
    try (RedisServer server = RedisServer.start(data)) {
      Setup setup = Setup.of(folder, server);
      Benchmark benchmark = new Benchmark(new TreeSet<>(Arrays.asList(parts.split(","))), setup);
      benchmark.run();
      benchmark.describe(aof);
      setup.figures().print(System.out);
    } finally {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    System.exit(0);
  }

  private void describe(String aof) {
    String version =
        setup
            .probe()
            .redis()
            .info("server")
            .lines()
            .filter(line -> line.startsWith("redis_version"))
            .findFirst()
            .orElse("?");
    System.out.printf(
        "%d processors, %s %s, Java %s, %s, append-only file: %s; %,d jobs a run%n%n",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        System.getProperty("java.version"),
        version.replace(':', ' '),
        aof,
        setup.jobs());
  }

  private boolean asked(String part) {
    return only.contains(part);
  }

  private void run() throws Exception {
    if (asked("ceiling")) {
      throughput.ceiling();
    }
    if (asked("submit")) {
      throughput.submitByScript();
    }
    if (asked("idle")) {
      try (BenchNode node = setup.node("idle", 10, false)) {
        idle(node, "idle node");
      }
    }
    if (asked("http") || asked("drain") || asked("mixed") || asked("latency")) {
      try (BenchNode node = setup.node("ten", 10, false)) {
        withTenWorkers(node);
      }
    }
    if (asked("drain")) {
      try (BenchNode node = setup.node("fifty", 50, false)) {
        throughput.drain(node, 50);
      }
    }
    if (asked("hooks")) {
      new Hooks(setup).measure();
    }
    if (asked("lists")) {
      new Lists(setup).measure();
    }
    if (asked("policies")) {
      new Schedules(setup).measure();
    }
    if (asked("crowd")) {
      try (BenchNode node = setup.node("crowd", 10, true)) {
        idle(node, "idle node of 1,000 types");
        latency.crowd(node);
      }
    }
  }

  private void withTenWorkers(BenchNode node) throws Exception {
    if (asked("drain")) {
      throughput.drain(node, 10);
    }
    if (asked("http")) {
      throughput.http(node);
    }
    if (asked("mixed")) {
      throughput.mixed(node);
    }
    if (asked("latency")) {
      latency.latency(node);
      latency.lateness(node);
      latency.stops(node);
      setup.figures().add("job logs made by jobs that log nothing", "files", node.jobLogs());
    }
    setup
        .figures()
        .add("resident memory of the node after that", "MiB", node.residentBytes() / 1048576.0);
  }

  private void idle(BenchNode node, String what) throws Exception {
    TimeUnit.SECONDS.sleep(5);
    for (int run = 0; run < setup.runs(); run++) {
      RedisFacts before = setup.facts();
      Duration cpu = node.cpu();
      TimeUnit.SECONDS.sleep(10);
      RedisFacts after = setup.facts();
      // The look itself is four commands.
      setup
          .figures()
          .add(what + ": Redis commands", "/s", (after.commands() - before.commands() - 4) / 10.0);
      setup.figures().add(what + ": processor time", "ms/s", node.cpu().minus(cpu).toNanos() / 1e7);
      setup.figures().add(what + ": resident memory", "MiB", node.residentBytes() / 1048576.0);
    }
  }
}
