package io.jobservice.chaos;

import static org.awaitility.Awaitility.await;

import io.jobservice.testing.NodeProcess;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Nodes as processes on one Redis, each behind a network of its own. Thread safe. */
final class Cluster implements AutoCloseable {

  static final int WORKERS = 5;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RedisServer redis = RedisServer.start();
  private final Chronicle chronicle = new Chronicle();
  private final List<Member> members = new ArrayList<>();
  private final String namespace;

  Cluster(Path folder, String namespace, int size) {
    this(folder, namespace, size, WORKERS, "");
  }

  /**
   * A cluster of nodes that have not started.
   *
   * @param workers how many jobs each runs at once
   * @param more further lines of their configuration
   */
  Cluster(Path folder, String namespace, int size, int workers, String more) {
    this.namespace = namespace;
    for (int i = 1; i <= size; i++) {
      members.add(new Member(folder, "node-" + i, redis, namespace, workers, more, chronicle));
    }
  }

  void start() {
    members.forEach(Member::start);
    members.forEach(Member::awaitReady);
  }

  RedisServer redis() {
    return redis;
  }

  Chronicle chronicle() {
    return chronicle;
  }

  List<Member> members() {
    return members;
  }

  /** A client of Redis that no proxy disturbs. */
  RedisProbe probe() {
    return new RedisProbe(redis.url(), namespace);
  }

  /** The API of some node that takes requests; waits for one. */
  RawHttp api(RandomGenerator random) {
    int first = random.nextInt(members.size());
    return await("a living node")
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> firstReady(first), found -> !found.isEmpty())
        .get(0);
  }

  private List<RawHttp> firstReady(int first) {
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get((first + i) % members.size());
      if (member.state() == Member.State.UP && member.node().http().isPresent()) {
        return List.of(member.node().http().get());
      }
    }
    return List.of();
  }

  /** The processes of the nodes that run. */
  List<Long> pids() {
    return members.stream()
        .map(Member::node)
        .filter(NodeProcess::isAlive)
        .map(NodeProcess::pid)
        .toList();
  }

  /** Ends all nodes in order; the statuses that they ended with. */
  List<Integer> stop() {
    members.forEach(member -> member.node().askToEnd());
    return members.stream().map(member -> member.node().awaitExit()).toList();
  }

  @Override
  public void close() throws IOException {
    for (Member member : members) {
      member.close();
    }
    redis.close();
  }
}
