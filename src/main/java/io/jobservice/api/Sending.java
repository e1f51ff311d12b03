package io.jobservice.api;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.jobservice.model.ServiceException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/** Sends answers. */
final class Sending {

  /** What is read of a body that is too large, so that its sender gets to see the answer. */
  private static final int LARGEST_DRAIN = 8 << 20;

  private static final int BUFFER = 16 << 10;

  private Sending() {}

  /**
   * Sends an answer that is at hand. When it throws, the answer is not whole.
   *
   * @param watched wraps what a stream is written to
   */
  static void send(HttpExchange exchange, Answer answer, UnaryOperator<OutputStream> watched)
      throws IOException, ServiceException, InterruptedException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Cache-Control", "no-store");
    answer.headers().forEach(headers::set);
    if (answer instanceof Answer.Json json) {
      headers.set("Content-Type", "application/json");
      byte[] body = json.body().getBytes(StandardCharsets.UTF_8);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(json.status(), head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    } else if (answer instanceof Answer.Stream stream) {
      try (StreamBody body = stream.body()) {
        send(exchange, stream, body, watched);
      }
    } else {
      exchange.sendResponseHeaders(answer.status(), -1);
    }
  }

  /** The output is closed only when all was written: that marks the end of the answer. */
  private static void send(
      HttpExchange exchange,
      Answer.Stream stream,
      StreamBody body,
      UnaryOperator<OutputStream> watched)
      throws IOException, ServiceException, InterruptedException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", stream.contentType());
    boolean packed = stream.packable() && takesGzip(exchange);
    if (stream.packable()) {
      headers.set("Vary", "Accept-Encoding");
    }
    if (packed) {
      headers.set("Content-Encoding", "gzip");
    }
    // Length 0 means chunked.
    exchange.sendResponseHeaders(stream.status(), 0);
    OutputStream raw = watched.apply(exchange.getResponseBody());
    OutputStream out =
        packed ? new GZIPOutputStream(raw, BUFFER, true) : new BufferedOutputStream(raw, BUFFER);
    body.writeTo(out);
    out.close();
  }

  private static boolean takesGzip(HttpExchange exchange) {
    String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
    return accepted != null
        && Arrays.stream(accepted.toLowerCase(Locale.ROOT).split(","))
            .map(String::strip)
            .anyMatch(
                coding ->
                    coding.equals("gzip")
                        || (coding.startsWith("gzip;") && !coding.matches(".*q=0(\\.0*)?$")));
  }

  /** Reads what is left of a body. Its own skip would wait for bytes beyond its end. */
  static void drain(InputStream body) throws IOException {
    if (body.read() < 0) {
      return;
    }
    byte[] buffer = new byte[8192];
    long left = LARGEST_DRAIN;
    int count = 0;
    while (count >= 0 && left > 0) {
      left -= count;
      count = body.read(buffer);
    }
  }
}
