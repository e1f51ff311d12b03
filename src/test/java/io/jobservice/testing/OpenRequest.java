package io.jobservice.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A POST whose body goes on in chunks while its answer is read. For one thread. */
public final class OpenRequest implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 30_000;

  private final Socket socket;
  private final BufferedReader in;

  private OpenRequest(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
  }

  /** Begins one, with the right secret. */
  public static OpenRequest post(int port, String path, String type) {
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.setTcpNoDelay(true);
      String head =
          """
          POST %s HTTP/1.1\r
          Host: localhost\r
          Authorization: Harbor-Secret %s\r
          Content-Type: %s\r
          Transfer-Encoding: chunked\r
          \r
          """;
      socket.getOutputStream().write(head.formatted(path, TestNode.SECRET, type).getBytes(UTF_8));
      return new OpenRequest(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a piece of the body. */
  public OpenRequest send(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    String size = Integer.toHexString(bytes.length) + "\r\n";
    try {
      socket.getOutputStream().write(size.getBytes(UTF_8));
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().write("\r\n".getBytes(UTF_8));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the body. */
  public OpenRequest end() {
    try {
      socket.getOutputStream().write("0\r\n\r\n".getBytes(UTF_8));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next line of the head of the answer, empty at its end. */
  public String headLine() {
    return line();
  }

  /** The next line of JSON; sizes of chunks and what is between them are passed over. */
  public JsonNode next() {
    String line = line();
    while (line != null && !line.startsWith("{")) {
      line = line();
    }
    if (line == null) {
      throw new AssertionError("the answer has ended");
    }
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All lines of JSON that are left, up to the end of the answer. */
  public List<JsonNode> rest() {
    List<JsonNode> rest = new ArrayList<>();
    try {
      for (String line = line(); line != null && !line.equals("0"); line = line()) {
        if (line.startsWith("{")) {
          rest.add(new ObjectMapper().readTree(line));
        }
      }
      return rest;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line() {
    try {
      return in.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
