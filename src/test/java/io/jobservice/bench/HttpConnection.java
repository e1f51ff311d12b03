package io.jobservice.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.jobservice.testing.TestNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A connection to the API that stays open, for one request at a time. */
final class HttpConnection implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  HttpConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), 4096);
  }

  /** The bytes of a POST with the right secret. */
  static byte[] post(String path, String body) {
    return """
        POST %s HTTP/1.1\r
        Host: 127.0.0.1\r
        Authorization: Harbor-Secret %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        %s"""
        .formatted(path, TestNode.SECRET, body.getBytes(UTF_8).length, body)
        .getBytes(UTF_8);
  }

  /** An answer; header names are in lower case. */
  record Answer(Map<String, String> headers, String body) {}

  /** Asks for something, with the right secret. */
  Answer get(String path) throws IOException {
    String head = "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Harbor-Secret %s\r\n\r\n";
    socket.getOutputStream().write(head.formatted(path, TestNode.SECRET).getBytes(UTF_8));
    Map<String, String> headers = head(200);
    return new Answer(headers, new String(body(headers), UTF_8));
  }

  /** Sends a request, which must be answered with the status, and gives the answer's body. */
  byte[] send(byte[] request, int status) throws IOException {
    socket.getOutputStream().write(request);
    return body(head(status));
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
  }

  private Map<String, String> head(int status) throws IOException {
    String head = line();
    Map<String, String> headers = new HashMap<>();
    for (String header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    if (!head.startsWith("HTTP/1.1 " + status)) {
      throw new IOException("answered with: " + head + ", " + new String(body(headers), UTF_8));
    }
    return headers;
  }

  private String line() throws IOException {
    byte[] text = new byte[512];
    int length = 0;
    int next = in.read();
    while (next != '\n') {
      if (next < 0) {
        throw new IOException("the connection was closed");
      }
      if (next != '\r') {
        text[length++] = (byte) next;
      }
      next = in.read();
    }
    return new String(text, 0, length, ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
