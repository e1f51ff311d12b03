package io.jobservice.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A connection to the service, reopened as often as needed. It leaves nothing behind in the system
 * when it closes, and comes from an address of its own, so that ports do not run out. For one
 * thread.
 */
final class FuzzConnection implements AutoCloseable {

  /** Longer than the service takes for anything that is not asked to wait. */
  private static final int TIMEOUT_MILLIS = 15_000;

  private final int port;
  private final InetAddress own;
  private Socket socket;
  private InputStream in;

  /**
   * A connection.
   *
   * @param number 1 to 250, of this one among all
   */
  FuzzConnection(int port, int number) throws IOException {
    this.port = port;
    this.own =
        System.getProperty("os.name").startsWith("Linux")
            ? InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (number + 2)})
            : InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  /**
   * Sends a request and reads its one answer. A connection that was closed meanwhile is replaced.
   */
  Reply ask(byte[] request, boolean hasBody) throws IOException {
    if (socket != null) {
      try {
        return answered(request, hasBody);
      } catch (EOFException e) {
        close();
      }
    }
    open();
    return answered(request, hasBody);
  }

  private Reply answered(byte[] request, boolean hasBody) throws IOException {
    try {
      socket.getOutputStream().write(request);
      Reply reply = read(hasBody);
      if (reply.isLast()) {
        close();
      }
      return reply;
    } catch (SocketTimeoutException e) {
      close();
      throw e;
    } catch (EOFException e) {
      throw e;
    } catch (IOException e) {
      // Reset by the other side, which is as good as closed.
      throw new EOFException(e.getMessage());
    }
  }

  /** Sends what it likes on a connection of its own, ends it, and reads all that is answered. */
  List<Reply> shout(byte[] bytes) throws IOException {
    close();
    open();
    List<Reply> replies = new ArrayList<>();
    try {
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
      while (true) {
        replies.add(read(true));
      }
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return replies;
    } finally {
      close();
    }
  }

  private void open() throws IOException {
    socket = new Socket();
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    socket.setSoLinger(true, 0);
    socket.bind(new InetSocketAddress(own, 0));
    byte[] loopback = {127, 0, 0, 1};
    socket.connect(new InetSocketAddress(InetAddress.getByAddress(loopback), port), TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), 16 << 10);
  }

  private Reply read(boolean hasBody) throws IOException {
    String line = line();
    if (!line.matches("HTTP/1\\.1 [0-9]{3}.*")) {
      throw new IOException("this is no answer: " + line);
    }
    int status = Integer.parseInt(line.substring(9, 12));
    Map<String, String> headers = new TreeMap<>();
    for (String header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    if (status == 100) {
      return read(hasBody);
    }
    boolean empty = !hasBody || status == 204 || status == 304;
    return new Reply(status, headers, empty ? "" : new String(body(headers), UTF_8));
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    if ("chunked".equals(headers.get("transfer-encoding"))) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (int size = size(); size > 0; size = size()) {
        body.writeBytes(exactly(size));
        line();
      }
      line();
      return body.toByteArray();
    }
    return exactly(Integer.parseInt(headers.getOrDefault("content-length", "0")));
  }

  private int size() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private byte[] exactly(int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException("the body ends after " + bytes.length + " of " + size + " bytes");
    }
    return bytes;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    for (int one = in.read(); one != '\n'; one = in.read()) {
      if (one < 0) {
        throw new EOFException("the connection was closed");
      }
      line.write(one);
    }
    String text = line.toString(ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }
}
