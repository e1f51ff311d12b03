package io.jobservice.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Hears the log of a job from a stream of events, as the API describes it. What it does not know of
 * them it passes over.
 */
final class LogStream {

  /** What the request must accept, and the type of the answer. */
  static final String TYPE = "text/event-stream";

  /** A service says something every 10 s; one that is silent for longer has gone. */
  static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

  private final HttpFailures failures;
  private final Json json;

  LogStream(HttpFailures failures, Json json) {
    this.failures = failures;
    this.json = json;
  }

  /** Reads to the end; see {@link JobServiceClient#follow}. */
  FollowEnd read(HttpURLConnection exchange, LogListener listener)
      throws ClientException, IOException {
    try {
      String type = exchange.getContentType();
      if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(TYPE)) {
        return new FollowEnd(FollowEnd.Reason.NO_STREAM, Optional.empty(), "");
      }
      EventStream events = new EventStream(body(exchange));
      while (true) {
        EventStream.Event event = next(events);
        switch (event.name()) {
          case "log" -> listener.line(event.data(), Optional.ofNullable(event.id()));
          case "job" -> tell(event, listener);
          case "end" -> {
            return end(event);
          }
          default -> listener.alive();
        }
      }
    } finally {
      // The service may have more to send, which nobody wants.
      exchange.disconnect();
    }
  }

  private void tell(EventStream.Event event, LogListener listener) throws IOException {
    Optional<JsonNode> answer = tree(event);
    if (answer.isPresent()) {
      listener.job(answer.get());
    }
  }

  private FollowEnd end(EventStream.Event event) {
    Optional<JsonNode> answer = tree(event);
    String reason = answer.map(tree -> tree.path("reason").asText("")).orElse("");
    return new FollowEnd(
        reason.equals("lost") ? FollowEnd.Reason.LOST : FollowEnd.Reason.ENDED,
        answer
            .filter(tree -> tree.path("job").isObject())
            .map(tree -> json.only(tree, List.of("job"))),
        answer.map(tree -> tree.path("message").asText("")).orElse(""));
  }

  private Optional<JsonNode> tree(EventStream.Event event) {
    try {
      return Optional.of(json.read(event.data().text()));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private EventStream.Event next(EventStream events) throws ClientException {
    try {
      EventStream.Event event = events.read();
      if (event != null) {
        return event;
      }
    } catch (SocketTimeoutException e) {
      throw failures.lost(
          new SocketTimeoutException("silent for " + LONGEST_SILENCE.toSeconds() + " s"));
    } catch (IOException e) {
      throw failures.lost(e);
    }
    throw failures.lost(new EOFException("it ended too early"));
  }

  private InputStream body(HttpURLConnection exchange) throws ClientException {
    try {
      return exchange.getInputStream();
    } catch (IOException e) {
      throw failures.lost(e);
    }
  }
}
