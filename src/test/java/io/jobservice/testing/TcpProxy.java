package io.jobservice.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * A network that fails on demand: forwards bytes both ways between its own port and a server, and
 * loses replies, cuts, delays, freezes and refuses connections. Knows no protocol. Thread safe.
 */
public final class TcpProxy implements AutoCloseable {

  private final InetSocketAddress server;
  private final InetSocketAddress own;
  private final Set<ProxyConnection> connections = ConcurrentHashMap.newKeySet();
  private final List<LostReply> losses = new CopyOnWriteArrayList<>();
  private static final long ACCEPT_END_MILLIS = 5000;

  private volatile ServerSocket listener;
  private volatile Thread acceptor;
  private volatile long delayNanos;
  private volatile boolean frozen;

  private TcpProxy(String host, int port) throws IOException {
    server = new InetSocketAddress(host, port);
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    listener = new ServerSocket(0, 50, loopback);
    own = new InetSocketAddress(loopback, listener.getLocalPort());
    startAccepting();
  }

  /** A proxy on a free port, in front of a server. */
  public static TcpProxy to(RedisServer server) {
    return to(server.host(), server.port());
  }

  /** A proxy on a free port, in front of a server. */
  public static TcpProxy to(String host, int port) {
    try {
      return new TcpProxy(host, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The address that clients connect to. */
  public String host() {
    return "127.0.0.1";
  }

  /** The port that clients connect to, the same for the life of the proxy. */
  public int port() {
    return own.getPort();
  }

  /**
   * Lets the server carry out the next request that contains a text, and loses the reply: what the
   * server answers from then on is discarded, and the client's connection is closed when the answer
   * is there and both sides have been quiet for some 30 ms. Once; each call arms one more loss.
   *
   * <p>The text is found wherever the reads split it. In a pipeline the replies before the lost one
   * may be lost too. A blocking request behind others in one pipeline may be cut before it answers.
   *
   * @param marker what the request contains, such as the SHA of a script or an argument
   * @return the loss, to wait for; it may be ignored
   */
  public LostReply loseReplyTo(String marker) {
    return loseReplyTo(marker.getBytes(UTF_8));
  }

  /** As {@link #loseReplyTo(String)}, for any bytes. */
  public LostReply loseReplyTo(byte[] marker) {
    LostReply loss = new LostReply(marker.clone());
    losses.add(loss);
    return loss;
  }

  /** Loses the reply to whatever is requested next, be it the greeting of a new connection. */
  public LostReply loseNextReply() {
    return loseReplyTo(new byte[0]);
  }

  /** Whether new connections are refused by the system, as if nobody listened. Others go on. */
  public void refuseConnections(boolean refuse) {
    try {
      if (refuse) {
        listener.close();
        // Until it has left its accept, the system may let one more in.
        acceptor.join(ACCEPT_END_MILLIS);
      } else if (listener.isClosed()) {
        listener = new ServerSocket(own.getPort(), 50, own.getAddress());
        startAccepting();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Closes all connections of this moment. */
  public void cut() {
    connections.forEach(ProxyConnection::close);
  }

  /** How many connections are open now. */
  public int connections() {
    return connections.size();
  }

  /** Holds back each piece of data, in either direction, for a time from now on; zero for none. */
  public void delay(Duration delay) {
    delayNanos = delay.toNanos();
  }

  /** Whether data are held back: connections stay open and nothing passes, until this is undone. */
  public void freeze(boolean freeze) {
    frozen = freeze;
  }

  /** Cuts all connections and refuses new ones. */
  @Override
  public void close() {
    refuseConnections(true);
    cut();
  }

  /** What the network does to a piece of data before it lets it pass. */
  void hold(ProxyConnection connection) {
    LockSupport.parkNanos(delayNanos);
    while (frozen && !connection.isClosed()) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** The armed loss that these bytes set off, from some offset on, now disarmed; null if none. */
  LostReply takeLoss(byte[] bytes, int from) {
    List<LostReply> armed = List.copyOf(losses);
    return armed.stream()
        .filter(loss -> loss.isIn(bytes, from) && losses.remove(loss))
        .findFirst()
        .orElse(null);
  }

  /** The length of the longest marker that is armed. */
  int longestMarker() {
    return losses.stream().mapToInt(loss -> loss.length()).max().orElse(0);
  }

  void closed(ProxyConnection connection) {
    connections.remove(connection);
  }

  private void startAccepting() {
    ServerSocket current = listener;
    acceptor = daemon("proxy-accept", () -> accept(current));
  }

  private void accept(ServerSocket current) {
    while (!current.isClosed()) {
      try {
        Socket client = current.accept();
        Socket upstream = new Socket();
        try {
          upstream.connect(server, 5000);
        } catch (IOException e) {
          client.close();
          continue;
        }
        ProxyConnection connection = new ProxyConnection(this, client, upstream);
        connections.add(connection);
        connection.start();
      } catch (IOException e) {
        // A closed listener ends the loop; one connection that failed does not.
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  static Thread daemon(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
