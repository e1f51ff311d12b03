package io.jobservice.chaos;

import io.jobservice.chaos.Incident.Kind;
import io.jobservice.chaos.Member.State;
import io.jobservice.redis.ScriptSha;
import io.jobservice.testing.NodeProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * The disturbance of a cluster: steps at random times, drawn from a seed, taken by the thread that
 * calls {@link #run}. A step that has no node to act on comes again a little later. In the end all
 * nodes run and nothing is lost any more.
 */
final class Script implements Runnable {

  private static final Duration LATER = Duration.ofMillis(200);
  private static final Duration NODE_END = Duration.ofSeconds(8);
  private static final List<String> LOSSES =
      List.of(
          "fetch",
          "end",
          "checkin",
          "submit",
          "stop",
          "beat",
          "reap",
          "inprogress",
          "observe",
          "claimhooks",
          "settlehook");

  private final Cluster cluster;
  private final SplittableRandom random;
  private final Duration length;
  private final long startNanos = System.nanoTime();
  private final PriorityQueue<Step> steps =
      new PriorityQueue<>(Comparator.comparingLong(Step::atNanos));
  private final List<String> surprises = new ArrayList<>();

  private record Step(long atNanos, Runnable action) {}

  Script(Cluster cluster, long seed, Duration length) {
    this.cluster = cluster;
    this.random = new SplittableRandom(seed);
    this.length = length;
  }

  /** Kills a number of nodes, each at its own time, and starts them again after a while. */
  Script killing(int nodes) {
    for (int i = 0; i < nodes; i++) {
      // One in each part of the time, so that there is always one under way.
      double part = (i + random.nextDouble()) / nodes;
      add(at(0.05 + 0.9 * part), this::kill);
    }
    return this;
  }

  /** Kills Redis twice, and starts it again after up to a second and a half. */
  Script restartingRedis() {
    add(at(0.2 + 0.2 * random.nextDouble()), this::killRedis);
    add(at(0.65 + 0.2 * random.nextDouble()), this::killRedis);
    return this;
  }

  /** Halts a node for a time and another for less than makes it dead. */
  Script freezing(Duration time) {
    add(at(0.1 + 0.2 * random.nextDouble()), () -> freeze(time));
    add(at(0.5 + 0.3 * random.nextDouble()), () -> freeze(Duration.ofSeconds(3)));
    return this;
  }

  /** Ends a node in order, and starts it again. */
  Script endingANode() {
    add(at(0.3 + 0.5 * random.nextDouble()), this::end);
    return this;
  }

  /** Does something else at a share of the time. */
  Script doing(double part, Runnable action) {
    add(at(part), action);
    return this;
  }

  /** Loses replies and cuts connections, several times a second. */
  Script losingReplies() {
    add(at(0), this::lose);
    return this;
  }

  /** What happened that nobody had done. */
  List<String> surprises() {
    return surprises;
  }

  private Duration at(double part) {
    return Duration.ofNanos((long) (part * length.toNanos()));
  }

  private void add(Duration after, Runnable action) {
    steps.add(new Step(System.nanoTime() + after.toNanos(), action));
  }

  @Override
  public void run() {
    while (!steps.isEmpty()) {
      Step step = steps.poll();
      for (long left = left(step); left > 0; left = left(step)) {
        LockSupport.parkNanos(left);
        if (Thread.interrupted()) {
          return;
        }
      }
      lookAfterNodes();
      step.action.run();
    }
    awaitAll();
  }

  private static long left(Step step) {
    return step.atNanos - System.nanoTime();
  }

  private Duration between(int leastMillis, int mostMillis) {
    return Duration.ofMillis(random.nextInt(leastMillis, mostMillis));
  }

  /** Some node that nothing is being done to; null if there is none. */
  private Member someNode() {
    List<Member> free =
        cluster.members().stream()
            .filter(member -> member.state() == State.UP && member.node().http().isPresent())
            .toList();
    return free.isEmpty() ? null : free.get(random.nextInt(free.size()));
  }

  private void kill() {
    Member member = someNode();
    if (member == null) {
      add(LATER, this::kill);
      return;
    }
    member.kill();
    add(between(100, 3000), member::start);
  }

  private void freeze(Duration time) {
    Member member = someNode();
    if (member == null) {
      add(LATER, () -> freeze(time));
      return;
    }
    member.freeze();
    add(time, member::thaw);
  }

  private void end() {
    Member member = someNode();
    if (member == null) {
      add(LATER, this::end);
      return;
    }
    member.askToEnd();
    long deadline = System.nanoTime() + NODE_END.toNanos();
    add(LATER, () -> startWhenEnded(member, deadline));
  }

  private void startWhenEnded(Member member, long deadline) {
    if (!member.node().isAlive()) {
      if (member.node().exitValue() != 0) {
        surprises.add("a node that was ended in order ended with " + member.node().exitValue());
      }
      member.start();
    } else if (System.nanoTime() - deadline > 0) {
      surprises.add("a node does not end:\n" + member.node().log());
      member.kill();
      member.start();
    } else {
      add(LATER, () -> startWhenEnded(member, deadline));
    }
  }

  private void killRedis() {
    long at = AuditLine.now();
    cluster.redis().kill();
    add(
        between(1, 1500),
        () -> {
          cluster.redis().restart();
          cluster.chronicle().note(Kind.REDIS, Incident.ALL, at);
        });
  }

  private void lose() {
    Member member = someNode();
    if (member != null) {
      if (random.nextInt(8) == 0) {
        member.cut();
      } else {
        member.loseReplyTo(ScriptSha.of(LOSSES.get(random.nextInt(LOSSES.size()))));
      }
    }
    if (System.nanoTime() - startNanos < length.toNanos()) {
      add(between(100, 600), this::lose);
    }
  }

  /**
   * A node that ends by itself is started again, as the system's service manager would. It may give
   * up its start when Redis goes away during it, but nothing else.
   */
  private void lookAfterNodes() {
    for (Member member : cluster.members()) {
      NodeProcess node = member.node();
      if (member.state() == State.UP && !node.isAlive()) {
        surprises.add("a node ended with %d:\n%s".formatted(node.exitValue(), node.log()));
        member.start();
      }
    }
  }

  private void awaitAll() {
    for (Member member : cluster.members()) {
      while (member.node().http().isEmpty() && !Thread.interrupted()) {
        lookAfterNodes();
        LockSupport.parkNanos(LATER.toNanos());
      }
    }
  }
}
