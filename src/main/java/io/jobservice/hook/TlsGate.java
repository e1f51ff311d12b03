package io.jobservice.hook;

import io.jobservice.model.HookUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The way of the HTTP client to receivers with TLS. The client takes no address beside the name
 * that the certificate is checked against; it would look the name up by itself. So it is given a
 * proxy: this one, on a port of the loopback interface, which answers CONNECT requests for hosts
 * and ports that there is a {@link Pass} for, connects to the addresses of the pass, and carries
 * bytes both ways. TLS goes through it from end to end. Each connection takes two threads. The port
 * is opened by the first pass. Safe to share.
 */
final class TlsGate implements AutoCloseable {

  private static final int BACKLOG = 50;
  private static final int MOST_TRIES = 4;
  private static final long PAUSE_MILLIS = 100;
  private static final long LONGEST_MILLIS = 3_600_000;

  private final Executor executor;
  private final Duration connectTimeout;
  private final Reasons reasons;
  private final KnownAddresses known;
  private final Map<String, List<Pass>> passes = new HashMap<>();
  private final Set<Tunnel> tunnels = ConcurrentHashMap.newKeySet();
  private Optional<ServerSocket> door = Optional.empty();
  private boolean closed;

  TlsGate(Executor executor, Duration connectTimeout, KnownAddresses known) {
    this.executor = executor;
    this.connectTimeout = connectTimeout;
    this.reasons = new Reasons(connectTimeout);
    this.known = known;
  }

  /** Lets one host and port be connected to while it is open. */
  final class Pass implements AutoCloseable {

    private final HookUrl url;
    private final List<InetAddress> addresses;
    private volatile Optional<String> failure = Optional.empty();

    private Pass(HookUrl url, List<InetAddress> addresses) {
      this.url = url;
      this.addresses = addresses;
    }

    private String authority() {
      return url.host() + ":" + url.port();
    }

    /** Why no connection came about, if one was wanted. */
    Optional<String> failure() {
      return failure;
    }

    @Override
    public void close() {
      drop(this);
    }
  }

  /**
   * Lets a URL be connected to.
   *
   * @param url with TLS
   * @param addresses those of its host, checked, in the order in which to try them
   * @throws IOException if no port can be opened
   */
  synchronized Pass open(HookUrl url, List<InetAddress> addresses) throws IOException {
    if (closed) {
      throw new IOException("it is closed");
    }
    if (door.isEmpty() || door.get().isClosed()) {
      door = Optional.of(newDoor());
    }
    Pass pass = new Pass(url, List.copyOf(addresses));
    passes.computeIfAbsent(pass.authority(), authority -> new ArrayList<>()).add(pass);
    return pass;
  }

  private ServerSocket newDoor() throws IOException {
    ServerSocket opened = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    try {
      executor.execute(() -> accept(opened));
      return opened;
    } catch (RuntimeException | Error e) {
      // One that nobody answers at would let posts wait for nothing.
      shut(opened);
      throw e;
    }
  }

  private synchronized void drop(Pass pass) {
    passes.computeIfPresent(
        pass.authority(),
        (authority, open) -> {
          open.remove(pass);
          return open.isEmpty() ? null : open;
        });
  }

  /** The proxy that the client is to take; a pass has been opened. */
  synchronized Proxy proxy() {
    return door.map(
            open ->
                new Proxy(
                    Proxy.Type.HTTP,
                    new InetSocketAddress(open.getInetAddress(), open.getLocalPort())))
        .orElseThrow(() -> new IllegalStateException("no pass was opened"));
  }

  /** Whatever ends it, the door is shut then, and the next pass opens another. */
  private void accept(ServerSocket open) {
    try {
      boolean on = true;
      while (on && !open.isClosed()) {
        on = acceptOne(open);
      }
    } finally {
      shut(open);
    }
  }

  private boolean acceptOne(ServerSocket open) {
    try {
      enter(open.accept());
      return true;
    } catch (IOException e) {
      // It is closed, or there are too many open files: that may pass.
      return !open.isClosed() && rest();
    }
  }

  private static boolean rest() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void enter(Socket client) {
    Tunnel tunnel = new Tunnel(client, this, executor);
    tunnels.add(tunnel);
    try {
      executor.execute(tunnel);
    } catch (RuntimeException | Error e) {
      // Without a thread the post fails, and is tried again; others may find one.
      tunnel.close();
    }
    if (isClosed()) {
      tunnel.close();
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  void left(Tunnel tunnel) {
    tunnels.remove(tunnel);
  }

  /** How many milliseconds a client of the gate may take to say where it wants to go. */
  int patience() {
    return millis(1);
  }

  private int millis(int parts) {
    return (int) Math.min(LONGEST_MILLIS, Math.max(1, connectTimeout.toMillis() / parts));
  }

  /**
   * Connects to a host and port that there is a pass for.
   *
   * @throws IOException if there is no pass, or no connection
   */
  Socket connect(String authority) throws IOException {
    Pass pass =
        newest(authority).orElseThrow(() -> new IOException("there is no pass for " + authority));
    int tries = Math.min(MOST_TRIES, pass.addresses.size());
    // Together they have the time of one: a post is to know soon.
    IOException failure = new IOException("it is wanted no more");
    for (int i = 0; i < tries && newest(authority).isPresent(); i++) {
      try {
        return connect(pass.url, pass.addresses.get(i), millis(tries));
      } catch (IOException e) {
        failure = e;
      }
    }
    tell(authority, reasons.connection(failure).orElse("no connection"));
    throw failure;
  }

  private Socket connect(HookUrl url, InetAddress address, int millis) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(address, url.port()), millis);
      socket.setTcpNoDelay(true);
      known.reached(url.origin(), address);
      return socket;
    } catch (IOException e) {
      shut(socket);
      known.failed(url.origin(), address);
      throw e;
    }
  }

  private synchronized Optional<Pass> newest(String authority) {
    List<Pass> open = passes.getOrDefault(authority, List.of());
    return open.isEmpty() ? Optional.empty() : Optional.of(open.get(open.size() - 1));
  }

  private synchronized void tell(String authority, String failure) {
    passes.getOrDefault(authority, List.of()).forEach(pass -> pass.failure = Optional.of(failure));
  }

  /** Ends all connections, and lets nobody in any more. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      door.ifPresent(TlsGate::shut);
    }
    tunnels.forEach(Tunnel::close);
  }

  static void shut(AutoCloseable end) {
    try {
      end.close();
    } catch (Exception e) {
      // It is not needed any more, closed or not.
    }
  }
}
