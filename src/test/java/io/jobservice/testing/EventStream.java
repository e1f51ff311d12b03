package io.jobservice.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Reads server-sent events. For one thread. */
public final class EventStream implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 40_000;

  private final HttpURLConnection exchange;
  private final BufferedReader in;

  private EventStream(HttpURLConnection exchange) throws IOException {
    this.exchange = exchange;
    this.in = new BufferedReader(new InputStreamReader(exchange.getInputStream(), UTF_8));
  }

  /** An event; {@code event} is {@code eof} when the stream ended, {@code broken} when it broke. */
  public record Event(String event, String id, String data, boolean comment) {

    /** Its data as JSON. */
    public JsonNode json() {
      try {
        return new ObjectMapper().readTree(data);
      } catch (IOException e) {
        throw new UncheckedIOException(data, e);
      }
    }
  }

  /** Opens a stream of this machine. */
  public static EventStream open(int port, String path, Map<String, String> headers) {
    try {
      HttpURLConnection exchange =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
      exchange.setRequestProperty("Authorization", "Harbor-Secret " + TestNode.SECRET);
      exchange.setRequestProperty("Accept", "text/event-stream");
      headers.forEach(exchange::setRequestProperty);
      exchange.setReadTimeout(TIMEOUT_MILLIS);
      return new EventStream(exchange);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The header of the answer. */
  public String header(String name) {
    return exchange.getHeaderField(name);
  }

  /** The next event or comment. */
  public Event next() {
    String event = "";
    String id = "";
    String data = "";
    try {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.isEmpty()) {
          return new Event(event, id, data, false);
        }
        if (line.startsWith(":")) {
          in.readLine();
          return new Event("", "", line, true);
        }
        int colon = line.indexOf(": ");
        String value = line.substring(colon + 2);
        switch (line.substring(0, colon)) {
          case "event" -> event = value;
          case "id" -> id = value;
          case "data" -> data = value;
          default -> throw new AssertionError("not understood: " + line);
        }
      }
      return new Event("eof", "", "", false);
    } catch (IOException e) {
      return new Event("broken", "", e.toString(), false);
    }
  }

  /** The next event that is of a kind, or ends the stream. */
  public Event next(String kind) {
    long begin = System.nanoTime();
    Event event = next();
    while (!List.of(kind, "eof", "broken").contains(event.event())) {
      if (System.nanoTime() - begin > TIMEOUT_MILLIS * 1_000_000L) {
        throw new AssertionError("nothing of the kind " + kind + " came; at last: " + event);
      }
      event = next();
    }
    return event;
  }

  @Override
  public void close() {
    exchange.disconnect();
  }
}
