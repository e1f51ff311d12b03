package io.jobservice.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection to a Redis server on this machine for the few commands that starting and stopping it
 * takes, after the Redis serialization protocol, version 2. Not thread safe.
 */
final class RespProbe implements AutoCloseable {

  private static final int LONGEST = 1 << 20;

  private final Socket socket = new Socket();
  private final InputStream in;

  /**
   * Connects and authenticates.
   *
   * @throws ErrorReply if the server does not take the password
   * @throws IOException if nobody listens, or nothing that speaks the protocol
   */
  RespProbe(int port, String password, Duration timeout) throws IOException {
    try {
      int millis = Math.toIntExact(timeout.toMillis());
      socket.connect(new InetSocketAddress(ServerState.loopback(), port), millis);
      socket.setSoTimeout(millis);
      in = new BufferedInputStream(socket.getInputStream());
      call("AUTH", password);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Sends a command and waits for its answer.
   *
   * @return the strings of the answer, one for a plain one
   * @throws ErrorReply if the server refuses
   * @throws IOException if the connection fails or is silent for longer than the time-out
   */
  List<String> call(String... words) throws IOException {
    var request = new ByteArrayOutputStream();
    request.writeBytes(("*" + words.length + "\r\n").getBytes(UTF_8));
    for (String word : words) {
      byte[] bytes = word.getBytes(UTF_8);
      request.writeBytes(("$" + bytes.length + "\r\n").getBytes(UTF_8));
      request.writeBytes(bytes);
      request.writeBytes("\r\n".getBytes(UTF_8));
    }
    socket.getOutputStream().write(request.toByteArray());
    List<String> reply = new ArrayList<>();
    read(reply);
    return reply;
  }

  /** One field of {@code INFO}, such as {@code process_id}; empty text if it has none such. */
  String info(String section, String field) throws IOException {
    return String.join("", call("INFO", section))
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1))
        .findFirst()
        .orElse("");
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void read(List<String> into) throws IOException {
    String line = line();
    String rest = line.isEmpty() ? "" : line.substring(1);
    switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '+', ':' -> into.add(rest);
      case '-' -> throw new ErrorReply(rest);
      case '$' -> into.add(bulk(length(rest)));
      case '*' -> {
        for (int left = length(rest); left > 0; left--) {
          read(into);
        }
      }
      default -> throw new IOException("not a Redis server");
    }
  }

  private String bulk(int length) throws IOException {
    if (length < 0) {
      return "";
    }
    byte[] bytes = in.readNBytes(length + 2);
    if (bytes.length < length + 2) {
      throw new EOFException("the server closed the connection");
    }
    return new String(bytes, 0, length, UTF_8);
  }

  private static int length(String text) throws IOException {
    if (!text.matches("-?\\d{1,7}") || Integer.parseInt(text) > LONGEST) {
      throw new IOException("not a Redis server");
    }
    return Integer.parseInt(text);
  }

  private String line() throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (bytes.size() > LONGEST) {
        throw new IOException("not a Redis server");
      }
      bytes.write(b);
    }
    return bytes.toString(UTF_8).stripTrailing();
  }

  /** The server's own refusal; the message begins with its code, such as {@code LOADING}. */
  static final class ErrorReply extends IOException {

    private static final long serialVersionUID = 1L;

    ErrorReply(String message) {
      super(message);
    }
  }
}
