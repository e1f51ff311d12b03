package io.jobservice.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP server on loopback that answers what it was told to and remembers what it was asked. The
 * answers to a route are given in their order, the last one again and again; any other route is 404
 * without a body.
 */
public final class StubServer implements AutoCloseable {

  private final HttpServer server;
  private final Map<String, Queue<Answer>> answers = new HashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  private record Answer(int status, String body, Map<String, String> headers) {}

  /**
   * What was asked.
   *
   * @param line method and raw path with its query, with a space between
   * @param authorization the header, or null
   * @param body the text of the body
   * @param idempotencyKey the header, or null
   */
  public record Request(String line, String authorization, String body, String idempotencyKey) {

    /** A request without an idempotency key. */
    public Request(String line, String authorization, String body) {
      this(line, authorization, body, null);
    }
  }

  /** Starts a server on a free port. */
  public StubServer() throws IOException {
    // Else each answer is 40 ms late; it counts only before the first server of the process.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Its address. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** Its port. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Adds an answer to the route, which is method and raw path. */
  public synchronized StubServer answer(String route, int status, String body) {
    return answer(route, status, body, Map.of());
  }

  /** Adds an answer that has headers to the route. */
  public synchronized StubServer answer(
      String route, int status, String body, Map<String, String> headers) {
    answers.computeIfAbsent(route, r -> new ArrayDeque<>()).add(new Answer(status, body, headers));
    return this;
  }

  /** What was asked so far, in order. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    URI address = exchange.getRequestURI();
    String route = exchange.getRequestMethod() + " " + address.getRawPath();
    String query = address.getRawQuery();
    requests.add(
        new Request(
            query == null ? route : route + "?" + query,
            exchange.getRequestHeaders().getFirst("Authorization"),
            new String(exchange.getRequestBody().readAllBytes(), UTF_8),
            exchange.getRequestHeaders().getFirst("Idempotency-Key")));
    Answer answer = next(route);
    byte[] body = answer.body().getBytes(UTF_8);
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    if (answer.status() / 100 == 3) {
      exchange.getResponseHeaders().set("Location", answer.body());
    }
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private synchronized Answer next(String route) {
    Queue<Answer> left = answers.get(route);
    if (left == null) {
      return new Answer(404, "", Map.of());
    }
    return left.size() > 1 ? left.remove() : left.element();
  }
}
