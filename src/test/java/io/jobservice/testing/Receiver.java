package io.jobservice.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A receiver of status hooks on loopback that remembers what came. It answers 200 at once, if it
 * was not told otherwise; what it was told of a path holds for all below it.
 */
public final class Receiver implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Post> posts = new CopyOnWriteArrayList<>();
  private final Map<String, Queue<Answer>> answers = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
  private int underWay;
  private int most;

  private record Answer(int status, Map<String, String> headers) {}

  /**
   * What came.
   *
   * @param path the raw path
   * @param headers by their names in lower case
   * @param body the text
   */
  public record Post(String path, Map<String, String> headers, String body) {

    /** A header, empty if there was none. */
    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** The id of the event. */
    public String event() {
      return header("X-Jobservice-Event-Id");
    }

    /** The body as JSON. */
    public JsonNode json() {
      try {
        return new ObjectMapper().readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A receiver on a free port. */
  public Receiver() throws IOException {
    // Else each answer is 40 ms late; it counts only before the first server of the process.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** The URL of a path. */
  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** Adds an answer; the last one is given again and again. */
  public Receiver answer(String path, int status, Map<String, String> headers) {
    answers
        .computeIfAbsent(path, p -> new ArrayDeque<>())
        .add(new Answer(status, Map.copyOf(headers)));
    return this;
  }

  /** Adds an answer without headers. */
  public Receiver answer(String path, int status) {
    return answer(path, status, Map.of());
  }

  /** Answers none who come to a path before it is opened. */
  public void hold(String path) {
    gates.put(path, new CountDownLatch(1));
  }

  /** Lets those go on that were held. */
  public void open(String path) {
    gates.get(path).countDown();
  }

  /** What came so far, in order. */
  public List<Post> posts() {
    return List.copyOf(posts);
  }

  /** What came to a path and those below it. */
  public List<Post> posts(String path) {
    return posts.stream().filter(post -> post.path().startsWith(path)).toList();
  }

  /** How many were under way at once at most. */
  public synchronized int mostAtOnce() {
    return most;
  }

  @Override
  public void close() {
    gates.values().forEach(CountDownLatch::countDown);
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    enter();
    try {
      Map<String, String> headers = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
      String path = exchange.getRequestURI().getRawPath();
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      posts.add(new Post(path, headers, body));
      CountDownLatch gate = told(gates, path);
      if (gate != null) {
        gate.await();
      }
      Answer answer = next(path);
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(answer.status(), -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      leave();
      exchange.close();
    }
  }

  private synchronized Answer next(String path) {
    Queue<Answer> left = told(answers, path);
    if (left == null) {
      return new Answer(200, Map.of());
    }
    return left.size() > 1 ? left.remove() : left.element();
  }

  private static <T> T told(Map<String, T> told, String path) {
    return told.entrySet().stream()
        .filter(entry -> path.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private synchronized void enter() {
    underWay++;
    most = Math.max(most, underWay);
  }

  private synchronized void leave() {
    underWay--;
  }
}
