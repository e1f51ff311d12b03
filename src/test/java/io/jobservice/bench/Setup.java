package io.jobservice.bench;

import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * What all measurements work with: a Redis, clients of it, and the figures that they add to.
 *
 * @param jobs how many jobs a run has
 * @param runs how many runs there are after the warm-up
 */
record Setup(
    Path folder,
    RedisServer server,
    RedisProbe probe,
    Feeder feeder,
    Figures figures,
    int jobs,
    int runs) {

  static final String NOOP = "NOOP";
  private static final int TYPES = 1000;
  static final String NAMESPACE = "bench";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String REQUEST =
      """
      {"job":{"name":"%s","parameters":%s,"metadata":{"kind":"Generic","unique":false}}}""";

  static Setup of(Path folder, RedisServer server) {
    return new Setup(
        folder,
        server,
        new RedisProbe(server.url(), NAMESPACE),
        new Feeder(server, NAMESPACE),
        new Figures(),
        Integer.getInteger("bench.jobs", 100_000),
        Integer.getInteger("bench.runs", 3));
  }

  /** A share of a total that each job of a run has. */
  double each(double total) {
    return total / jobs;
  }

  /** A request that submits a job. */
  static String request(String type, String parameters) {
    return REQUEST.formatted(type, parameters);
  }

  /** The processor time of the benchmark itself. */
  static Duration ownCpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  static double micros(Duration time) {
    return time.toNanos() / 1e3;
  }

  RedisFacts facts() {
    return RedisFacts.read(probe.redis());
  }

  BenchNode node(String name, int workers, boolean crowd) throws IOException {
    probe.redis().flushAll();
    Path home = folder.resolve(name);
    BenchPlugin.write(home.resolve("plugins/bench.jar"));
    if (crowd) {
      BenchPlugin.writeMany(home.resolve("plugins/crowd.jar"), TYPES, home.resolve("crowd"));
    }
    return BenchNode.start(home, server.url().toUri(), NAMESPACE, workers);
  }

  /** Another start of a node, on the data that there are. */
  BenchNode again(String name, int workers) throws IOException {
    return BenchNode.start(folder.resolve(name), server.url().toUri(), NAMESPACE, workers);
  }

  void pause(BenchNode node, boolean pause) {
    String action = pause ? "pause" : "resume";
    RawHttp.Answer answer =
        node.http().send("POST", "/api/v1/queues/" + NOOP, "{\"action\":\"" + action + "\"}");
    if (answer.status() != 204) {
      throw new IllegalStateException(answer.toString());
    }
  }

  void awaitDrained() {
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
}
