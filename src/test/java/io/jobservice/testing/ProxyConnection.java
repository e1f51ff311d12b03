package io.jobservice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * One connection through a {@link TcpProxy}: a thread for each direction. Once a loss was set off,
 * nothing reaches the client any more; the client's bytes are still forwarded until the reply is
 * there, since the marker may stand at the beginning of a long request.
 */
final class ProxyConnection {

  private static final int QUIET_MILLIS = 30;

  private final TcpProxy proxy;
  private final Socket client;
  private final Socket server;

  /** Set before the bytes that set it off are forwarded, so no reply to them can slip through. */
  private volatile LostReply loss;

  private volatile long lastForwarded;

  /** The end of what was forwarded, in which a marker may have begun. */
  private byte[] tail = new byte[0];

  ProxyConnection(TcpProxy proxy, Socket client, Socket server) {
    this.proxy = proxy;
    this.client = client;
    this.server = server;
  }

  void start() throws IOException {
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    TcpProxy.daemon("proxy-requests", () -> run(this::forwardRequests));
    TcpProxy.daemon("proxy-replies", () -> run(this::forwardReplies));
  }

  boolean isClosed() {
    return client.isClosed();
  }

  void close() {
    try (client;
        server) {
      proxy.closed(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(Pump pump) {
    try {
      pump.run();
    } catch (IOException e) {
      // Either side closed; so does the other.
    } finally {
      close();
    }
  }

  private void forwardRequests() throws IOException {
    byte[] buffer = new byte[16384];
    for (int n = client.getInputStream().read(buffer);
        n >= 0;
        n = client.getInputStream().read(buffer)) {
      proxy.hold(this);
      byte[] piece = Arrays.copyOf(buffer, n);
      if (loss == null) {
        byte[] bytes = Arrays.copyOf(tail, tail.length + n);
        System.arraycopy(piece, 0, bytes, tail.length, n);
        loss = proxy.takeLoss(bytes, tail.length);
        int keep = Math.min(bytes.length, Math.max(0, proxy.longestMarker() - 1));
        tail = Arrays.copyOfRange(bytes, bytes.length - keep, bytes.length);
      }
      server.getOutputStream().write(piece);
      lastForwarded = System.nanoTime();
    }
  }

  private void forwardReplies() throws IOException {
    byte[] buffer = new byte[16384];
    for (int n = server.getInputStream().read(buffer);
        n >= 0;
        n = server.getInputStream().read(buffer)) {
      LostReply lost = loss;
      if (lost != null) {
        discardReplies(buffer);
        close();
        lost.happen();
        return;
      }
      proxy.hold(this);
      client.getOutputStream().write(buffer, 0, n);
    }
  }

  /** Until nothing more comes: the reply that came first may be that of an earlier request. */
  private void discardReplies(byte[] buffer) throws IOException {
    server.setSoTimeout(QUIET_MILLIS);
    while (true) {
      try {
        if (server.getInputStream().read(buffer) < 0) {
          return;
        }
      } catch (SocketTimeoutException e) {
        if (System.nanoTime() - lastForwarded > TimeUnit.MILLISECONDS.toNanos(QUIET_MILLIS)) {
          return;
        }
      }
    }
  }

  /** One direction. */
  private interface Pump {
    void run() throws IOException;
  }
}
