package io.jobservice.chaos;

import io.jobservice.chaos.Incident.Kind;
import io.jobservice.testing.NodeProcess;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TcpProxy;
import java.nio.file.Path;
import java.util.List;

/**
 * A node of the cluster with its network, and what is being done to it. One thread does it; others
 * may look.
 */
final class Member implements AutoCloseable {

  /** What is being done to it. */
  enum State {
    /** Nothing: it runs, or starts. */
    UP,
    /** It was killed, or has ended. */
    DOWN,
    /** It is halted. */
    FROZEN,
    /** It was asked to end. */
    ENDING
  }

  private final TcpProxy proxy;
  private final NodeProcess node;
  private final Chronicle chronicle;
  private volatile State state = State.DOWN;
  private long frozenAt;

  Member(
      Path folder,
      String name,
      RedisServer redis,
      String namespace,
      int workers,
      String more,
      Chronicle chronicle) {
    this.proxy = TcpProxy.to(redis);
    String url = "redis://" + proxy.host() + ":" + proxy.port();
    this.node =
        new NodeProcess(folder, name, url, namespace, workers, "shutdown_grace: 1s\n" + more)
            .with(List.of(ChaosJob.class, LimitedChaosJob.class, TickJob.class));
    this.chronicle = chronicle;
  }

  NodeProcess node() {
    return node;
  }

  TcpProxy proxy() {
    return proxy;
  }

  State state() {
    return state;
  }

  void start() {
    node.start();
    state = State.UP;
  }

  void awaitReady() {
    node.awaitReady();
  }

  void kill() {
    state = State.DOWN;
    long at = AuditLine.now();
    node.kill();
    chronicle.note(Kind.KILLED, node.pid(), at);
  }

  void freeze() {
    state = State.FROZEN;
    frozenAt = AuditLine.now();
    node.freeze();
  }

  void thaw() {
    long end = AuditLine.now();
    node.thaw();
    chronicle.note(Kind.FROZEN, node.pid(), frozenAt, end);
    state = State.UP;
  }

  void askToEnd() {
    state = State.ENDING;
    // Until its process is gone it may begin what it had taken before.
    chronicle.note(Kind.ENDED, node.pid(), AuditLine.now(), Long.MAX_VALUE);
    node.askToEnd();
  }

  void loseReplyTo(String marker) {
    long at = AuditLine.now();
    proxy.loseReplyTo(marker);
    chronicle.note(Kind.REPLY, node.pid(), at);
  }

  void cut() {
    long at = AuditLine.now();
    proxy.cut();
    chronicle.note(Kind.REPLY, node.pid(), at);
  }

  @Override
  public void close() {
    node.close();
    proxy.close();
  }
}
