package io.jobservice.client;

import static java.net.HttpURLConnection.HTTP_PARTIAL;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;

/** Copies a log, or the rest of it, from the answer of a service. */
final class LogCopy {

  /** The status by which a service says that there is nothing from that byte on. */
  static final int BEYOND = 416;

  private final HttpFailures failures;

  LogCopy(HttpFailures failures) {
    this.failures = failures;
  }

  /** The header that asks for the rest of a log. */
  static String range(long from) {
    return "bytes=" + from + "-";
  }

  /** Copies, and returns how many bytes; a service that knows no ranges sends the whole log. */
  long copy(HttpURLConnection exchange, long from, OutputStream sink)
      throws ClientException, IOException {
    int status = exchange.getResponseCode();
    if (status == BEYOND) {
      drop(exchange.getErrorStream());
      return 0;
    }
    long toDrop = status == HTTP_PARTIAL ? 0 : from;
    long copied = 0;
    long arrived = 0;
    byte[] buffer = new byte[16 * 1024];
    try (InputStream log = body(exchange)) {
      for (int n = read(log, buffer); n >= 0; n = read(log, buffer)) {
        arrived += n;
        int dropped = (int) Math.min(n, toDrop);
        sink.write(buffer, dropped, n - dropped);
        toDrop -= dropped;
        copied += n - dropped;
      }
    }
    sink.flush();
    // The JDK takes the end of a broken connection for the end of the answer.
    if (arrived < exchange.getContentLengthLong()) {
      throw failures.lost(new EOFException("it ended too early"));
    }
    return copied;
  }

  /** What is read to its end lets the connection be used again. */
  private static void drop(InputStream body) throws IOException {
    if (body != null) {
      try (body) {
        body.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  private InputStream body(HttpURLConnection exchange) throws ClientException {
    try {
      return exchange.getInputStream();
    } catch (IOException e) {
      throw failures.lost(e);
    }
  }

  private int read(InputStream log, byte[] buffer) throws ClientException {
    try {
      return log.read(buffer);
    } catch (IOException e) {
      throw failures.lost(e);
    }
  }
}
