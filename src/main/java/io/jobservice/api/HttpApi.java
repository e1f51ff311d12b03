package io.jobservice.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jobservice.core.Controller;
import io.jobservice.core.HookTrial;
import io.jobservice.core.LogLevels;
import io.jobservice.metrics.Meters;
import io.jobservice.model.ErrorCode;
import io.jobservice.model.ServiceException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of the API, on the JDK's own server. This is the one place where errors become
 * statuses and bodies.
 */
public final class HttpApi implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);

  private static final int BACKLOG = 1024;
  private static final long POLL_MILLIS = 5;
  private static final int POLLS_AT_CLOSE = 400;

  private final Authenticator authenticator;
  private final Requests requests;
  private final Streams streams;
  private final HttpServer server;
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * Binds the address; nothing is answered before {@link #start}.
   *
   * @param address where to listen; port 0 lets the system choose
   * @param secret what clients present
   * @param controller the door to the system
   * @param node what this node alone knows and does
   * @param threads runs requests; it bounds how many are under way
   * @param streaming runs streams, and how many at once
   * @throws IOException if the address cannot be bound
   */
  public HttpApi(
      InetSocketAddress address,
      String secret,
      Controller controller,
      Node node,
      Executor threads,
      Streaming streaming)
      throws IOException {
    configurePlatform();
    this.authenticator = new Authenticator(secret);
    this.requests = new Requests(controller, node, streaming);
    this.streams = new Streams(streaming.threads(), streaming.most(), streaming.nanoTime());
    this.server = HttpServer.create(address, BACKLOG);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  /**
   * What is asked of this node, and not of the system.
   *
   * @param levels those of the service's log; empty when this process keeps none of its own
   * @param meters what is measured here
   * @param hookTrial sends a sample event to a receiver and waits for what comes of it
   * @param redis what it works on
   */
  public record Node(
      Optional<LogLevels> levels,
      Meters meters,
      Function<URI, HookTrial> hookTrial,
      RedisPool redis) {}

  /**
   * How logs and the like are streamed.
   *
   * @param threads runs the streams; it need not bound them
   * @param most how many at once, 1 or more
   * @param nanoTime a clock that never goes back, in nanoseconds from any origin
   */
  public record Streaming(Executor threads, int most, LongSupplier nanoTime) {}

  /** The JDK's server reads these once, when its first class loads. */
  private static void configurePlatform() {
    setDefault("sun.net.httpserver.nodelay", "true");
    setDefault("sun.net.httpserver.maxReqTime", "30");
    setDefault("sun.net.httpserver.idleInterval", "60");
    setDefault("sun.net.httpserver.maxReqHeaders", "100");
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

  /** Ends the streams whose readers have taken nothing for a minute; to be called now and then. */
  public void watchTurn() {
    streams.watch();
  }

  /** Stops answering, after the requests under way have been answered, or two seconds. */
  @Override
  public void close() {
    streams.close();
    for (int i = 0; i < POLLS_AT_CLOSE && underWay.get() > 0; i++) {
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    // Any other number would be waited for in full, though nothing is under way.
    server.stop(0);
  }

  private void handle(HttpExchange exchange) {
    underWay.incrementAndGet();
    boolean handedOn = false;
    try {
      Answer answer = guarded(exchange, () -> answer(exchange));
      if (answer instanceof Answer.Later later) {
        if (!later.readsBody()) {
          Sending.drain(exchange.getRequestBody());
        }
        handedOn = streams.tryRun(stream -> later(exchange, later, stream));
        answer = handedOn ? answer : busy();
      }
      if (!handedOn) {
        Sending.drain(exchange.getRequestBody());
        send(exchange, answer, UnaryOperator.identity());
      }
    } catch (IOException e) {
      LOG.debug("a client went away: {}", e.toString());
    } finally {
      if (!handedOn) {
        exchange.close();
        // What broke an answer off must not meet the next request.
        Thread.interrupted();
      }
      underWay.decrementAndGet();
    }
  }

  private void later(HttpExchange exchange, Answer.Later later, Streams.Running stream) {
    try {
      Answer answer = guarded(exchange, later.work()::answer);
      if (later.readsBody() && !(answer instanceof Answer.Stream)) {
        Sending.drain(exchange.getRequestBody());
      }
      send(exchange, answer, out -> new WatchedOutput(out, stream));
    } catch (IOException e) {
      LOG.debug("a client went away: {}", e.toString());
    } finally {
      exchange.close();
    }
  }

  private Answer busy() {
    return Answer.error(
        ErrorCode.UNAVAILABLE,
        "as many logs are being streamed and receivers of hooks tried as api.max_streams lets, "
            + streams.most()
            + "; try again later",
        Map.of("Retry-After", "5"));
  }

  /**
   * An answer that breaks off must not look whole. To close its exchange would end it in order; on
   * a thread that is interrupted this closes the connection instead.
   */
  private static void send(
      HttpExchange exchange, Answer answer, UnaryOperator<OutputStream> watched)
      throws IOException {
    boolean whole = false;
    try {
      Sending.send(exchange, answer, watched);
      whole = true;
    } catch (ServiceException | InterruptedException e) {
      LOG.debug("{}: broken off: {}", path(exchange), e.toString());
    } catch (RuntimeException | Error e) {
      LOG.error("{} {} broke off", exchange.getRequestMethod(), path(exchange), e);
    } finally {
      if (!whole) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** What gives an answer. */
  private interface Work {
    Answer answer() throws ServiceException, IOException;
  }

  /** Whatever goes wrong, the client gets an answer. */
  private Answer guarded(HttpExchange exchange, Work work) throws IOException {
    try {
      return work.answer();
    } catch (ServiceException e) {
      if (e.code() == ErrorCode.UNAVAILABLE) {
        LOG.warn("{} {}: {}", exchange.getRequestMethod(), path(exchange), e.getMessage());
      }
      return Answer.error(e.code(), String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      LOG.error("{} {} failed", exchange.getRequestMethod(), path(exchange), e);
      return Answer.error(ErrorCode.LAUNCH, "the request failed; the service's log says why");
    }
  }

  private Answer answer(HttpExchange exchange) throws ServiceException, IOException {
    Optional<Route.Match> match = Route.find(exchange.getRequestURI().getRawPath());
    boolean open = match.isPresent() && match.get().route() == Route.STATS;
    if (!open) {
      Optional<String> refusal =
          authenticator.refuse(exchange.getRequestHeaders().getFirst("Authorization"));
      if (refusal.isPresent()) {
        Map<String, String> headers = Map.of("WWW-Authenticate", "Harbor-Secret");
        return Answer.error(ErrorCode.UNAUTHORIZED, refusal.get(), headers);
      }
    }
    if (match.isEmpty()) {
      return Answer.error(ErrorCode.NO_ROUTE, "there is no " + path(exchange));
    }
    String method = exchange.getRequestMethod();
    Route route = match.get().route();
    if (!route.has(method)) {
      String allowed = route.methods();
      return Answer.error(ErrorCode.NO_METHOD, "allowed are " + allowed, Map.of("Allow", allowed));
    }
    return requests.answer(match.get(), exchange);
  }

  private static String path(HttpExchange exchange) {
    return exchange.getRequestURI().getRawPath();
  }
}
