package io.jobservice.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.model.StrictJson;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * The server that {@code core_server} names, asked for the properties of the system. Its answer is
 * a JSON object of names with {@code {"value": v, "editable": b}}, or with plain values.
 */
final class CoreServer {

  private static final List<String> PATHS =
      List.of("/api/v2.0/internalconfig", "/api/internal/configurations");
  private static final int CONNECT_MILLIS = 5_000;
  private static final long TOTAL_MILLIS = 10_000;
  private static final int LARGEST_ANSWER = 1 << 20;
  private static final long NANOS_A_MILLI = 1_000_000;

  private final String url;
  private final Optional<String> secret;
  private final LongSupplier nanoTime;

  /**
   * A server, which is not asked yet.
   *
   * @param url where it is
   * @param secret what this service presents to it
   * @param nanoTime a clock that never goes back
   */
  CoreServer(URI url, Optional<String> secret, LongSupplier nanoTime) {
    this.url = url.toString().replaceAll("/+$", "");
    this.secret = secret;
    this.nanoTime = nanoTime;
  }

  String url() {
    return url;
  }

  /**
   * Reads all properties. Strings are as they are, other values are JSON, and those that are null
   * are left out.
   *
   * @throws IOException if it does not answer as it should within 10 seconds; the message holds
   *     nothing of the answer
   */
  Map<String, String> read() throws IOException {
    long deadline = nanoTime.getAsLong() + TOTAL_MILLIS * NANOS_A_MILLI;
    int status = 0;
    for (String path : PATHS) {
      HttpURLConnection exchange = open(path, deadline);
      try {
        status = exchange.getResponseCode();
        if (status == HttpURLConnection.HTTP_OK) {
          return properties(body(exchange, deadline));
        }
      } finally {
        exchange.disconnect();
      }
      if (status != HttpURLConnection.HTTP_NOT_FOUND) {
        break;
      }
    }
    throw new IOException("it answered with status " + status + hint(status));
  }

  private static String hint(int status) {
    return switch (status) {
      case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
          "; give this service its secret in JOBSERVICE_SECRET";
      case HttpURLConnection.HTTP_NOT_FOUND ->
          "; core_server is the address of a server that has " + PATHS.get(0);
      default -> "";
    };
  }

  private HttpURLConnection open(String path, long deadline) throws IOException {
    HttpURLConnection exchange =
        (HttpURLConnection) URI.create(url + path).toURL().openConnection();
    exchange.setConnectTimeout((int) Math.min(CONNECT_MILLIS, left(deadline)));
    exchange.setReadTimeout((int) left(deadline));
    // Whoever it points at is not meant to get the secret.
    exchange.setInstanceFollowRedirects(false);
    exchange.setUseCaches(false);
    if (secret.isPresent()) {
      present(secret.get(), exchange);
    }
    return exchange;
  }

  private static void present(String secret, HttpURLConnection exchange) throws IOException {
    try {
      exchange.setRequestProperty("Authorization", "Harbor-Secret " + secret);
    } catch (IllegalArgumentException e) {
      // Its words quote the secret.
      throw new IOException("JOBSERVICE_SECRET has a line end in it, which no header can have");
    }
  }

  private long left(long deadline) throws IOException {
    long millis = (deadline - nanoTime.getAsLong()) / NANOS_A_MILLI;
    if (millis <= 0) {
      throw new IOException("it did not answer within " + TOTAL_MILLIS / 1000 + " s");
    }
    return millis;
  }

  private byte[] body(HttpURLConnection exchange, long deadline) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try (InputStream in = exchange.getInputStream()) {
      int read = in.read(buffer);
      while (read >= 0) {
        body.write(buffer, 0, read);
        if (body.size() > LARGEST_ANSWER) {
          throw new IOException("its answer is larger than " + LARGEST_ANSWER + " bytes");
        }
        left(deadline);
        read = in.read(buffer);
      }
    }
    return body.toByteArray();
  }

  private static Map<String, String> properties(byte[] body) throws IOException {
    JsonNode answer;
    try {
      answer = StrictJson.parse(body);
    } catch (JsonSyntaxException e) {
      // Its words may quote a value, which is nobody's business.
      throw new IOException("its answer is no JSON", e);
    }
    if (!answer.isObject()) {
      throw new IOException("its answer is no JSON object");
    }
    Map<String, String> properties = new TreeMap<>();
    answer
        .properties()
        .forEach(
            property -> {
              JsonNode value = property.getValue();
              JsonNode plain = value.isObject() && value.has("value") ? value.get("value") : value;
              if (!plain.isNull()) {
                properties.put(
                    property.getKey(), plain.isTextual() ? plain.textValue() : plain.toString());
              }
            });
    return properties;
  }
}
