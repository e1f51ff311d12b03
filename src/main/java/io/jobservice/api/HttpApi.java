package io.jobservice.api;

import com.sun.net.httpserver.HttpServer;
import io.jobservice.core.Controller;
import io.jobservice.core.HookTrial;
import io.jobservice.core.JobWatch;
import io.jobservice.core.LogLevels;
import io.jobservice.metrics.Meters;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** The HTTP server of the API, on the JDK's own server. */
public final class HttpApi implements AutoCloseable {

  private static final int BACKLOG = 1024;

  /** Bodies take as much of the memory at most, but always one of the largest. */
  private static final int SHARE_OF_BODIES = 16;

  private static final long LEAST_FOR_BODIES = 17L << 20;

  private final Exchanges exchanges;
  private final Streams streams;
  private final ThreadWatch watch;
  private final JobWatch jobs;
  private final HttpServer server;

  /**
   * Binds the address; nothing is answered before {@link #start}.
   *
   * @param address where to listen; port 0 lets the system choose
   * @param secret what clients present
   * @param controller the door to the system
   * @param node what this node alone knows and does
   * @param means what it runs on
   * @param limits how much it takes at once; that of connections holds for the process, and is that
   *     of the first API in it
   * @throws IOException if the address cannot be bound
   */
  public HttpApi(
      InetSocketAddress address,
      String secret,
      Controller controller,
      Node node,
      Means means,
      Limits limits)
      throws IOException {
    configurePlatform(limits.connections());
    this.watch = new ThreadWatch(means.nanoTime());
    this.streams = new Streams(means.streams(), limits.streams(), watch);
    this.jobs = controller.watch();
    long memory = Math.max(LEAST_FOR_BODIES, Runtime.getRuntime().maxMemory() / SHARE_OF_BODIES);
    this.exchanges =
        new Exchanges(
            new Exchanges.Gate(
                new Authenticator(secret), new RequestIds(means.random()), new Bodies(memory)),
            new Requests(controller, node, readers(means.streams()), means.nanoTime()),
            streams,
            watch,
            jobs,
            means.requests(),
            limits.waits());
    this.server = HttpServer.create(address, BACKLOG);
    server.setExecutor(exchanges::run);
    server.createContext("/", exchanges::handle);
  }

  /**
   * What is asked of this node, and not of the system.
   *
   * @param levels those of the service's log; empty when this process keeps none of its own
   * @param meters what is measured here
   * @param hookTrial sends a sample event to a receiver and waits for what comes of it
   * @param redis what it works on
   * @param version the version of the program
   */
  public record Node(
      Optional<LogLevels> levels,
      Meters meters,
      Function<URI, HookTrial> hookTrial,
      RedisPool redis,
      String version) {}

  /**
   * What the API runs on.
   *
   * @param requests runs requests, each on a thread for as long as its client takes to send it and
   *     to take the answer: what {@link #watchTurn} counts should not keep others waiting
   * @param streams runs streams; it need not bound them
   * @param nanoTime a clock that never goes back, in nanoseconds from any origin
   * @param random where ids of requests come from
   */
  public record Means(
      Executor requests, Executor streams, LongSupplier nanoTime, RandomGenerator random) {}

  /**
   * How much the API takes at once, 1 or more of each.
   *
   * @param streams how many answers may be streamed
   * @param waits how many requests may wait for jobs
   * @param connections how many connections may be open
   */
  public record Limits(int streams, int waits, int connections) {}

  /**
   * The JDK's server reads these once, when its first class loads. A head of more than 64 KiB or
   * 100 fields is cut off.
   */
  private static void configurePlatform(int connections) {
    setDefault("sun.net.httpserver.nodelay", "true");
    setDefault("sun.net.httpserver.idleInterval", "60");
    setDefault("sun.net.httpserver.maxIdleConnections", Integer.toString(connections));
    setDefault("jdk.httpserver.maxConnections", Integer.toString(connections));
    setDefault("sun.net.httpserver.maxReqHeaders", "100");
    setDefault("sun.net.httpserver.maxReqHeaderSize", "65536");
  }

  /** Threads beside those of streams, under the same watch. */
  private Executor readers(Executor threads) {
    return task -> threads.execute(() -> watch.stream(self -> task.run()));
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** Answers from now on. */
  public void start() {
    server.start();
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /**
   * Cuts off clients who keep threads waiting; to be called every second, or more often.
   *
   * @param pressed whether requests wait for threads, and there can be no more of those
   * @return how many requests keep their threads waiting by now, and not for some moments only
   */
  public int watchTurn(boolean pressed) {
    return watch.look(pressed);
  }

  /** Stops answering, after the requests under way have been answered, or two seconds. */
  @Override
  public void close() {
    streams.close();
    jobs.close();
    exchanges.drain();
    // Any other number would be waited for in full, though nothing is under way.
    server.stop(0);
  }
}
