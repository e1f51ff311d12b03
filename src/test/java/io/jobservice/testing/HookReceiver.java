package io.jobservice.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A receiver of status hooks on loopback: it records every POST that came in whole, and then
 * answers it, or does not, as it was told. It may be down for a while, and is then back on the same
 * port. Each connection has a thread. Thread safe.
 */
public final class HookReceiver implements AutoCloseable {

  private static final int BACKLOG = 200;
  private static final long ACCEPT_END_MILLIS = 5000;

  private final InetAddress loopback;
  private final int port;
  private final List<Post> posts = new ArrayList<>();
  private final Map<Socket, Thread> connections = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Manner manner;
  private ServerSocket listener;
  private Thread acceptor;
  private Socket holder;

  /** What becomes of a POST. */
  @FunctionalInterface
  public interface Manner {

    /**
     * Decides; called one POST after the other.
     *
     * @param post the POST, its reply not yet known
     * @param number how many came before it
     */
    Reply replyTo(Post post, int number);
  }

  /** What a receiver does with a POST that it has read. */
  public sealed interface Reply {

    /** Takes it. */
    static Reply ok() {
      return status(200);
    }

    /** Answers with a status and no body. */
    static Answer status(int status) {
      return new Answer(status, Map.of(), Duration.ZERO);
    }

    /** Says nothing until the sender gives up. */
    static Reply hang() {
      return new Hang();
    }

    /** Resets the connection. */
    static Reply reset() {
      return new Reset();
    }

    /** Whether the sender was told that the receiver has it. */
    default boolean accepts() {
      return this instanceof Answer answer && answer.status / 100 == 2;
    }
  }

  /**
   * An answer without a body.
   *
   * @param status its status
   * @param headers its headers
   * @param after how long it takes
   */
  public record Answer(int status, Map<String, String> headers, Duration after) implements Reply {

    /** The same with one more header. */
    public Answer with(String name, String value) {
      Map<String, String> more = new TreeMap<>(headers);
      more.put(name, value);
      return new Answer(status, more, after);
    }

    /** The same, but later. */
    public Answer after(Duration time) {
      return new Answer(status, headers, time);
    }
  }

  private record Hang() implements Reply {}

  private record Reset() implements Reply {}

  /**
   * A POST that came.
   *
   * @param micros when it was there as a whole, in microseconds of the host's clock
   * @param path the path with its query, as it was sent
   * @param headers by name in lower case
   * @param body its text
   * @param reply what came of it
   */
  public record Post(
      long micros, String path, Map<String, String> headers, String body, Reply reply) {

    /** A header, empty if it is not there. */
    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** How long it took from what happened, as the header has it, to here; in milliseconds. */
    public double delayMillis() {
      Instant happened = Instant.parse(header("X-Jobservice-Event-Time"));
      return (micros - ChronoUnit.MICROS.between(Instant.EPOCH, happened)) / 1000.0;
    }

    private Post answered(Reply with) {
      return new Post(micros, path, headers, body, with);
    }
  }

  private HookReceiver(Manner manner) throws IOException {
    this.manner = manner;
    loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    listener = new ServerSocket(0, BACKLOG, loopback);
    port = listener.getLocalPort();
    startAccepting();
  }

  /** A receiver on a free port that takes everything. */
  public static HookReceiver start() {
    return start((post, number) -> Reply.ok());
  }

  /** A receiver on a free port. */
  public static HookReceiver start(Manner manner) {
    try {
      return new HookReceiver(manner);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes what it does from the next POST on. */
  public void behave(Manner other) {
    manner = other;
  }

  /** Its address, without a path. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** All that came so far, in the order in which it came. */
  public List<Post> posts() {
    synchronized (posts) {
      return List.copyOf(posts);
    }
  }

  /** How many came so far. */
  public int count() {
    synchronized (posts) {
      return posts.size();
    }
  }

  /** Ends all connections and refuses further ones. */
  public synchronized void goDown() {
    try {
      listener.close();
      // Until it has left its accept, the system goes on to listen.
      acceptor.join(ACCEPT_END_MILLIS);
      // A bound port on which nobody listens refuses, and nobody else gets it.
      holder = new Socket();
      holder.setReuseAddress(true);
      holder.bind(new InetSocketAddress(loopback, port));
      // So has a connection that is closed while it is read from.
      for (Map.Entry<Socket, Thread> connection : connections.entrySet()) {
        abandon(connection.getKey());
        connection.getValue().interrupt();
        connection.getValue().join(ACCEPT_END_MILLIS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Listens again, after it was down. */
  public synchronized void comeBack() {
    try {
      listener = new ServerSocket();
      listener.setReuseAddress(true);
      listener.bind(new InetSocketAddress(loopback, port), BACKLOG);
      holder.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    startAccepting();
  }

  @Override
  public synchronized void close() {
    closed.countDown();
    abandon(listener);
    if (holder != null) {
      abandon(holder);
    }
    connections.keySet().forEach(HookReceiver::abandon);
  }

  private static void abandon(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      // It is not needed any more.
    }
  }

  private void startAccepting() {
    ServerSocket own = listener;
    acceptor = startThread("receiver-" + port, () -> accept(own));
  }

  private static Thread startThread(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void accept(ServerSocket own) {
    while (!own.isClosed()) {
      try {
        Socket connection = own.accept();
        connection.setTcpNoDelay(true);
        connections.put(
            connection, startThread("receiver-" + port + "-connection", () -> serve(connection)));
        if (own.isClosed()) {
          abandon(connection);
        }
      } catch (IOException e) {
        // It went down; or a connection was given up before it was there.
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      boolean open = true;
      while (open) {
        Post post = read(in);
        open = post != null && reply(connection, in, record(post));
      }
    } catch (IOException e) {
      // The sender is gone, or this receiver has gone down.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connections.remove(connection);
    }
  }

  private Reply record(Post post) {
    synchronized (posts) {
      Reply reply = manner.replyTo(post, posts.size());
      posts.add(post.answered(reply));
      return reply;
    }
  }

  private boolean reply(Socket connection, InputStream in, Reply reply)
      throws IOException, InterruptedException {
    if (reply instanceof Hang) {
      in.read();
      return false;
    }
    if (reply instanceof Answer answer) {
      if (!answer.after.isZero() && closed.await(answer.after.toNanos(), TimeUnit.NANOSECONDS)) {
        return false;
      }
      StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status + " Status\r\n");
      answer.headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
      head.append("Content-Length: 0\r\n\r\n");
      connection.getOutputStream().write(head.toString().getBytes(ISO_8859_1));
      return true;
    }
    connection.setSoLinger(true, 0);
    return false;
  }

  /** The next POST of a connection; null when there is none. */
  private static Post read(InputStream in) throws IOException {
    String[] lines = head(in).split("\r\n", -1);
    String[] words = lines[0].split(" ", -1);
    if (words.length != 3) {
      return null;
    }
    if (!words[0].equals("POST")) {
      throw new IOException("not a POST: " + lines[0]);
    }
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      return null;
    }
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    return new Post(now, words[1], Map.copyOf(headers), new String(body, UTF_8), Reply.ok());
  }

  /** A request's lines up to the empty one; what there is when the connection ends before. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream(512);
    int ends = 0;
    for (int c = in.read(); c >= 0; c = in.read()) {
      head.write(c);
      ends = c == '\n' ? ends + 1 : c == '\r' ? ends : 0;
      if (ends == 2) {
        String text = head.toString(ISO_8859_1);
        return text.substring(0, text.length() - 4);
      }
    }
    return head.toString(ISO_8859_1);
  }
}
