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
 * without a body. What asks for a stream of events is a route of its own, with {@code STREAM} in
 * the place of the method; without an answer it is as of a service that knows no streams.
 */
public final class StubServer implements AutoCloseable {

  private static final String STREAM = "STREAM";
  private static final String EVENTS = "text/event-stream";

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
   * @param lastEventId the header, or null
   */
  public record Request(
      String line, String authorization, String body, String idempotencyKey, String lastEventId) {

    /** A request without an idempotency key. */
    public Request(String line, String authorization, String body) {
      this(line, authorization, body, null, null);
    }

    /** A request that follows nothing. */
    public Request(String line, String authorization, String body, String idempotencyKey) {
      this(line, authorization, body, idempotencyKey, null);
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

  /** Adds a stream of events, which ends where the text does, to the path. */
  public StubServer stream(String path, String events) {
    return answer(STREAM + " " + path, 200, events, Map.of("Content-Type", EVENTS));
  }

  /** Adds a refusal of a stream to the path. */
  public StubServer noStream(String path, int status, String body) {
    return answer(STREAM + " " + path, status, body);
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
    boolean stream = EVENTS.equals(exchange.getRequestHeaders().getFirst("Accept"));
    String method = stream ? STREAM : exchange.getRequestMethod();
    String route = method + " " + address.getRawPath();
    String query = address.getRawQuery();
    requests.add(
        new Request(
            exchange.getRequestMethod()
                + " "
                + address.getRawPath()
                + (query == null ? "" : "?" + query),
            exchange.getRequestHeaders().getFirst("Authorization"),
            new String(exchange.getRequestBody().readAllBytes(), UTF_8),
            exchange.getRequestHeaders().getFirst("Idempotency-Key"),
            exchange.getRequestHeaders().getFirst("Last-Event-ID")));
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
      return new Answer(route.startsWith(STREAM) ? 200 : 404, "", Map.of());
    }
    return left.size() > 1 ? left.remove() : left.element();
  }
}
