package io.jobservice.bench;

import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * Measures the packaged program on a Redis of its own, and prints a table. System properties:
 * {@code bench.only} (parts, comma-separated, of {@code
 * ceiling,submit,http,drain,mixed,latency,crowd,idle}; all by default), {@code bench.jobs}
 * (100000), {@code bench.runs} (3, after a warm-up), {@code bench.aof} ({@code no}; {@code
 * everysec} or {@code always} for a Redis that keeps a log).
 */
public final class Benchmark {

  private static final int JOBS = Integer.getInteger("bench.jobs", 100_000);
  private static final int RUNS = Integer.getInteger("bench.runs", 3);
  private static final int PINGS = 400;
  private static final int TYPES = 1000;
  private static final String PARTS = "ceiling,submit,idle,drain,http,mixed,latency,crowd";
  private static final String NOOP = "NOOP";
  private static final String NAMESPACE = "bench";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final String REQUEST =
      """
      {"job":{"name":"%s","parameters":%s,"metadata":{"kind":"Generic","unique":false}}}""";

  private final Set<String> only;
  private final Figures figures = new Figures();
  private final Path folder;
  private final RedisServer server;
  private final RedisProbe probe;
  private final Feeder feeder;

  private Benchmark(Path folder, Set<String> only, RedisServer server) {
    this.folder = folder;
    this.only = only;
    this.server = server;
    this.probe = new RedisProbe(server.url(), NAMESPACE);
    this.feeder = new Feeder(server, NAMESPACE);
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
      Benchmark benchmark =
          new Benchmark(folder, new TreeSet<>(Arrays.asList(parts.split(","))), server);
      benchmark.run();
      benchmark.describe(aof);
      benchmark.figures.print(System.out);
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
        probe
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
        JOBS);
  }

  private boolean asked(String part) {
    return only.contains(part);
  }

  private void run() throws Exception {
    if (asked("ceiling")) {
      ceiling();
    }
    if (asked("submit")) {
      submitByScript();
    }
    if (asked("idle")) {
      try (BenchNode node = node("idle", 10, false)) {
        idle(node, "idle node");
      }
    }
    if (asked("http") || asked("drain") || asked("mixed") || asked("latency")) {
      try (BenchNode node = node("ten", 10, false)) {
        withTenWorkers(node);
      }
    }
    if (asked("drain")) {
      try (BenchNode node = node("fifty", 50, false)) {
        drain(node, 50);
      }
    }
    if (asked("crowd")) {
      try (BenchNode node = node("crowd", 10, true)) {
        idle(node, "idle node of 1,000 types");
        crowd(node);
      }
    }
  }

  private void withTenWorkers(BenchNode node) throws Exception {
    if (asked("drain")) {
      drain(node, 10);
    }
    if (asked("http")) {
      http(node);
    }
    if (asked("mixed")) {
      mixed(node);
    }
    if (asked("latency")) {
      latency(node);
      lateness(node);
      stops(node);
      figures.add("job logs made by jobs that log nothing", "files", node.jobLogs());
    }
    figures.add("resident memory of the node after that", "MiB", node.residentBytes() / 1048576.0);
  }

  private BenchNode node(String name, int workers, boolean crowd) throws IOException {
    probe.redis().flushAll();
    Path home = folder.resolve(name);
    BenchPlugin.write(home.resolve("plugins/bench.jar"));
    if (crowd) {
      BenchPlugin.writeMany(home.resolve("plugins/crowd.jar"), TYPES, home.resolve("crowd"));
    }
    return BenchNode.start(home, server.url().toUri(), NAMESPACE, workers);
  }

  private void ceiling() {
    Ceiling ceiling = new Ceiling(probe.redis());
    for (int run = 0; run <= RUNS; run++) {
      double push = ceiling.push(JOBS);
      double drain = ceiling.drain(JOBS);
      if (run > 0) {
        figures.add("ceiling: plain LPUSH, pipelined", "jobs/s", push);
        figures.add("ceiling: plain RPOPLPUSH and LREM, pipelined", "jobs/s", drain);
      }
    }
  }

  private void submitByScript() {
    for (int run = 0; run <= RUNS; run++) {
      probe.redis().flushAll();
      RedisFacts before = RedisFacts.read(probe.redis());
      double seconds = feeder.submit(NOOP, JOBS);
      RedisFacts after = RedisFacts.read(probe.redis());
      if (run > 0) {
        figures.add("submit by script, 100 a round trip", "jobs/s", JOBS / seconds);
        figures.add("Redis commands per submit", "", each(after.commands() - before.commands()));
        figures.add(
            "Redis processor time per submit",
            "us",
            each((after.cpuSeconds() - before.cpuSeconds()) * 1e6));
        figures.add("Redis bytes per live job", "bytes", each(after.memory() - before.memory()));
      }
    }
    probe.redis().flushAll();
  }

  private static double each(double total) {
    return total / JOBS;
  }

  private void drain(BenchNode node, int workers) throws Exception {
    String with = " with " + workers + " workers";
    for (int run = 0; run <= RUNS; run++) {
      pause(node, true);
      RedisFacts empty = RedisFacts.read(probe.redis());
      feeder.submit(NOOP, JOBS);
      RedisFacts before = RedisFacts.read(probe.redis());
      Duration cpu = node.cpu();
      long from = System.nanoTime();
      pause(node, false);
      awaitDrained();
      double seconds = (System.nanoTime() - from) / 1e9;
      RedisFacts after = RedisFacts.read(probe.redis());
      Duration used = node.cpu().minus(cpu);
      if (run > 0) {
        figures.add("drain" + with, "jobs/s", JOBS / seconds);
        figures.add(
            "Redis commands per drained job" + with,
            "",
            each(after.commands() - before.commands()));
        figures.add(
            "script calls per drained job" + with, "", each(after.scripts() - before.scripts()));
        figures.add("round trips per drained job" + with, "", each(after.reads() - before.reads()));
        figures.add(
            "Redis processor time per drained job" + with,
            "us",
            each((after.cpuSeconds() - before.cpuSeconds()) * 1e6));
        figures.add("processor time of the node per drained job" + with, "us", each(micros(used)));
        figures.add(
            "Redis bytes per finished job" + with, "bytes", each(after.memory() - empty.memory()));
      }
    }
  }

  private void pause(BenchNode node, boolean pause) {
    String action = pause ? "pause" : "resume";
    RawHttp.Answer answer =
        node.http().send("POST", "/api/v1/queues/" + NOOP, "{\"action\":\"" + action + "\"}");
    if (answer.status() != 204) {
      throw new IllegalStateException(answer.toString());
    }
  }

  private void awaitDrained() {
    Awaitility.await("drain")
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(this::isDrained);
  }

  private boolean isDrained() {
    return probe.redis().llen(probe.key("jobs:" + NOOP)) == 0
        && "0".equals(probe.redis().get(probe.key("jobs:" + NOOP + ":lock")));
  }

  private void http(BenchNode node) throws Exception {
    HttpLoad load =
        new HttpLoad(node.http().port(), REQUEST.formatted(NOOP, "{\"image\":\"demo\",\"n\":7}"));
    for (int connections : new int[] {1, 16, 64}) {
      int jobs = connections == 1 ? JOBS / 10 : JOBS / 2;
      for (int run = 0; run <= RUNS; run++) {
        pause(node, true);
        Duration nodeCpu = node.cpu();
        Duration loadCpu = ownCpu();
        double redisCpu = RedisFacts.read(probe.redis()).cpuSeconds();
        double seconds = load.run(jobs, connections);
        redisCpu = RedisFacts.read(probe.redis()).cpuSeconds() - redisCpu;
        if (run > 0) {
          String what = "submit by HTTP, " + connections + " connections";
          figures.add(what, "jobs/s", jobs / seconds);
          figures.add(
              what + ": processor time of the node",
              "us",
              micros(node.cpu().minus(nodeCpu)) / jobs);
          figures.add(what + ": of Redis", "us", redisCpu * 1e6 / jobs);
          figures.add(what + ": of the load", "us", micros(ownCpu().minus(loadCpu)) / jobs);
        }
        pause(node, false);
        awaitDrained();
      }
    }
  }

  private static Duration ownCpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static double micros(Duration time) {
    return time.toNanos() / 1e3;
  }

  private void mixed(BenchNode node) throws Exception {
    HttpLoad load =
        new HttpLoad(node.http().port(), REQUEST.formatted(NOOP, "{\"image\":\"demo\",\"n\":7}"));
    for (int run = 0; run <= RUNS; run++) {
      long from = System.nanoTime();
      feeder.submit(NOOP, JOBS);
      awaitDrained();
      double byScript = JOBS / ((System.nanoTime() - from) / 1e9);
      from = System.nanoTime();
      load.run(JOBS / 2, 16);
      awaitDrained();
      double byHttp = JOBS / 2.0 / ((System.nanoTime() - from) / 1e9);
      if (run > 0) {
        figures.add("submitted by script and drained at once", "jobs/s", byScript);
        figures.add("submitted by HTTP, 16 connections, and drained at once", "jobs/s", byHttp);
      }
    }
  }

  private void latency(BenchNode node) throws Exception {
    for (int run = 0; run <= RUNS; run++) {
      List<Double> times = pickUps(node, PINGS, 3);
      if (run > 0) {
        figures.addTimes("idle node picks up a job", times);
      }
    }
  }

  /** From just before the request to the datagram of the running job. */
  private List<Double> pickUps(BenchNode node, int pings, int pauseMillis) throws Exception {
    List<Double> times = new ArrayList<>();
    try (Pings receiver = new Pings()) {
      for (int i = 0; i < pings; i++) {
        long from = System.nanoTime();
        String id = node.http().accepted(PingJob.NAME, "{\"port\":" + receiver.port() + "}");
        receiver.await("started", id);
        times.add((System.nanoTime() - from) / 1e6);
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
      }
    }
    return times;
  }

  private void lateness(BenchNode node) throws Exception {
    for (int run = 0; run <= RUNS; run++) {
      List<Double> times = new ArrayList<>();
      try (Pings receiver = new Pings()) {
        for (int i = 0; i < 20; i++) {
          node.http()
              .accepted(
                  PingJob.NAME,
                  "{\"port\":" + receiver.port() + "}",
                  "{\"kind\":\"Scheduled\",\"schedule_delay\":2}");
        }
        for (int i = 0; i < 20; i++) {
          String id = receiver.next().substring("started ".length());
          long now = System.currentTimeMillis();
          times.add(now - node.http().job(id).path("run_at").asLong() * 1000.0);
        }
      }
      if (run > 0) {
        figures.addTimes("scheduled job starts after its second", times);
      }
    }
  }

  private void stops(BenchNode node) throws Exception {
    for (int run = 0; run <= RUNS; run++) {
      List<Double> times = new ArrayList<>();
      try (Pings receiver = new Pings()) {
        for (int i = 0; i < PINGS / 4; i++) {
          String id =
              node.http()
                  .accepted(PingJob.NAME, "{\"port\":" + receiver.port() + ",\"hold\":true}");
          receiver.await("started", id);
          long from = System.nanoTime();
          node.http().stop(id);
          receiver.await("told", id);
          times.add((System.nanoTime() - from) / 1e6);
        }
      }
      if (run > 0) {
        figures.addTimes("stop reaches a running job", times);
      }
    }
  }

  private void crowd(BenchNode node) throws Exception {
    for (int run = 0; run <= RUNS; run++) {
      List<Double> quiet = pickUps(node, PINGS, 3);
      feeder.submit(BenchPlugin.CROWDED, JOBS);
      List<Double> busy = new ArrayList<>();
      String queue = probe.key("jobs:" + BenchPlugin.CROWDED);
      while (probe.redis().llen(queue) > 0) {
        busy.addAll(pickUps(node, 10, 1));
      }
      if (run > 0) {
        figures.addTimes("1,000 types: idle node picks up a job", quiet);
        figures.addTimes("1,000 types: picked up beside 100,000 jobs of another type", busy);
      }
    }
  }

  private void idle(BenchNode node, String what) throws Exception {
    TimeUnit.SECONDS.sleep(5);
    for (int run = 0; run < RUNS; run++) {
      RedisFacts before = RedisFacts.read(probe.redis());
      Duration cpu = node.cpu();
      TimeUnit.SECONDS.sleep(10);
      RedisFacts after = RedisFacts.read(probe.redis());
      // The look itself is four commands.
      figures.add(
          what + ": Redis commands", "/s", (after.commands() - before.commands() - 4) / 10.0);
      figures.add(what + ": processor time", "ms/s", node.cpu().minus(cpu).toNanos() / 1e7);
      figures.add(what + ": resident memory", "MiB", node.residentBytes() / 1048576.0);
    }
  }
}
