package io.jobservice.api;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jobservice.core.Controller;
import io.jobservice.core.LogLevels;
import io.jobservice.model.ErrorCode;
import io.jobservice.model.ServiceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of the API, on the JDK's own server. This is the one place where errors become
 * statuses and bodies.
 */
public final class HttpApi implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);

  /** What is read of a body that is too large, so that its sender gets to see the answer. */
  private static final int LARGEST_DRAIN = 8 << 20;

  private static final int BACKLOG = 1024;
  private static final long POLL_MILLIS = 5;
  private static final int POLLS_AT_CLOSE = 400;

  private final Authenticator authenticator;
  private final Requests requests;
  private final HttpServer server;
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * Binds the address; nothing is answered before {@link #start}.
   *
   * @param address where to listen; port 0 lets the system choose
   * @param secret what clients present
   * @param controller the door to the system
   * @param levels those of the service's log; empty when this process keeps none of its own
   * @param executor runs requests; it bounds how many are under way
   * @throws IOException if the address cannot be bound
   */
  public HttpApi(
      InetSocketAddress address,
      String secret,
      Controller controller,
      Optional<LogLevels> levels,
      Executor executor)
      throws IOException {
    configurePlatform();
    this.authenticator = new Authenticator(secret);
    this.requests = new Requests(controller, levels);
    this.server = HttpServer.create(address, BACKLOG);
    server.setExecutor(executor);
    server.createContext("/", this::handle);
  }

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

  /** Stops answering, after the requests under way have been answered, or two seconds. */
  @Override
  public void close() {
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
    try (exchange) {
      send(exchange, guarded(exchange));
    } catch (IOException e) {
      LOG.debug("a client went away: {}", e.toString());
    } finally {
      underWay.decrementAndGet();
    }
  }

  /** Whatever goes wrong, the client gets an answer. */
  private Answer guarded(HttpExchange exchange) throws IOException {
    try {
      return answer(exchange);
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

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    drain(exchange.getRequestBody());
    Headers headers = exchange.getResponseHeaders();
    headers.set("Cache-Control", "no-store");
    answer.headers().forEach(headers::set);
    if (answer instanceof Answer.Json json) {
      headers.set("Content-Type", "application/json");
      byte[] body = json.body().getBytes(StandardCharsets.UTF_8);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(json.status(), head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    } else if (answer instanceof Answer.Text text) {
      headers.set("Content-Type", "text/plain; charset=utf-8");
      try (InputStream in = text.body();
          OutputStream out = start(exchange, text.status())) {
        in.transferTo(out);
      }
    } else {
      exchange.sendResponseHeaders(answer.status(), -1);
    }
  }

  /** Reads what is left of a body. Its own skip would wait for bytes beyond its end. */
  private static void drain(InputStream body) throws IOException {
    if (body.read() < 0) {
      return;
    }
    byte[] buffer = new byte[8192];
    long left = LARGEST_DRAIN;
    int count = 0;
    while (count >= 0 && left > 0) {
      left -= count;
      count = body.read(buffer);
    }
  }

  /** Length 0 means chunked. */
  private static OutputStream start(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, 0);
    return exchange.getResponseBody();
  }
}
