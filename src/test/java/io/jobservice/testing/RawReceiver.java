package io.jobservice.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * An HTTP/1.1 server on loopback that may behave in any way: a function gets each request and
 * writes what it likes. Remembers requests, and counts connections. Thread safe.
 */
public final class RawReceiver implements AutoCloseable {

  private final ServerSocket listener;
  private final Behaviour behaviour;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  /** What it does with a request. */
  @FunctionalInterface
  public interface Behaviour {

    /**
     * Answers, or not.
     *
     * @param request what came
     * @param line the connection; it goes on with the next request unless it is closed
     */
    void answer(Request request, Socket line) throws IOException;
  }

  /**
   * What came.
   *
   * @param line the first line
   * @param headers by name in lower case
   * @param body the body
   */
  public record Request(String line, Map<String, String> headers, String body) {

    /** Path and query. */
    public String target() {
      return line.split(" ", -1)[1];
    }
  }

  private RawReceiver(ServerSocket listener, Behaviour behaviour) {
    this.listener = listener;
    this.behaviour = behaviour;
    TcpProxy.daemon("receiver-accept", this::accept);
  }

  /** A server on a free port. */
  public static RawReceiver start(Behaviour behaviour) throws IOException {
    return new RawReceiver(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), behaviour);
  }

  /** A server on a free port that speaks TLS. */
  public static RawReceiver start(SSLContext tls, Behaviour behaviour) throws IOException {
    return new RawReceiver(
        tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
        behaviour);
  }

  /** A behaviour that always answers the same. */
  public static Behaviour answering(String answer) {
    return (request, line) -> line.getOutputStream().write(answer.getBytes(UTF_8));
  }

  /** Its port. */
  public int port() {
    return listener.getLocalPort();
  }

  /** What came so far. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** How many connections were made to it. */
  public int connections() {
    return connections.get();
  }

  /** How many connections are open. */
  public int open() {
    return open.size();
  }

  /** Closes the connections of this moment. */
  public void cut() {
    List<Socket> now = new ArrayList<>(open);
    now.forEach(RawReceiver::close);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket line = listener.accept();
        connections.incrementAndGet();
        open.add(line);
        TcpProxy.daemon("receiver", () -> serve(line));
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void serve(Socket line) {
    try (line) {
      line.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(line.getInputStream());
      for (Request request = read(in); request != null; request = read(in)) {
        requests.add(request);
        behaviour.answer(request, line);
      }
    } catch (IOException e) {
      // The other side is gone, or does not like our certificate.
    } finally {
      open.remove(line);
    }
  }

  private static Request read(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return null;
    }
    Map<String, String> headers = new TreeMap<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      if (colon < 0) {
        throw new IOException("what came is no HTTP");
      }
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Request(first, headers, new String(in.readNBytes(length), UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      text.append((char) c);
    }
    return new String(text.toString().getBytes(ISO_8859_1), UTF_8).stripTrailing();
  }

  /** Writes until the other side has enough. */
  public static void writeForEver(OutputStream out, byte[] piece) throws IOException {
    while (true) {
      out.write(piece);
    }
  }

  private static void close(Socket line) {
    try {
      line.close();
    } catch (IOException e) {
      // It is no longer of use anyway.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }
}
