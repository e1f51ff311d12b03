package io.jobservice.api;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.jobservice.model.ServiceException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Sends answers. */
final class Sending {

  private static final int BUFFER = 16 << 10;

  private Sending() {}

  /**
   * Sends an answer that is at hand. When it throws, the answer is not whole.
   *
   * @param watch watches over the waits for its reader
   */
  static void send(HttpExchange exchange, Answer answer, ThreadWatch watch)
      throws IOException, ServiceException, InterruptedException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Cache-Control", "no-store");
    answer.headers().forEach(headers::set);
    if (answer instanceof Answer.Json json) {
      headers.set("Content-Type", "application/json");
      byte[] body = json.body().getBytes(StandardCharsets.UTF_8);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      sendHead(exchange, json.status(), head ? -1 : body.length, watch);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    } else if (answer instanceof Answer.Stream stream) {
      try (StreamBody body = stream.body()) {
        send(exchange, stream, body, watch);
      }
    } else {
      sendHead(exchange, answer.status(), -1, watch);
    }
  }

  private static void sendHead(HttpExchange exchange, int status, long length, ThreadWatch watch)
      throws IOException {
    watch.await(
        ThreadWatch.Wait.WRITE,
        () -> {
          exchange.sendResponseHeaders(status, length);
          return 0;
        });
  }

  /** The output is closed only when all was written: that marks the end of the answer. */
  private static void send(
      HttpExchange exchange, Answer.Stream stream, StreamBody body, ThreadWatch watch)
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
    sendHead(exchange, stream.status(), 0, watch);
    OutputStream raw = exchange.getResponseBody();
    // Newer servers hold the head back until there is a body, which may be long in coming.
    raw.flush();
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
}
