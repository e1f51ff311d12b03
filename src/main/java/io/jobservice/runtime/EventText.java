package io.jobservice.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.model.LogLevel;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The two formats of the service's own log, one line for each event. As text:
 *
 * <pre>2026-11-21T23:39:09.123Z WARN  [thread] Logger: message {a=1} | failure | at ..</pre>
 *
 * <p>As JSON: one object with {@code time}, {@code level}, {@code thread}, {@code logger}, {@code
 * message}, and where there are such, {@code context} and {@code failure}. Safe to share.
 */
final class EventText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final ObjectMapper JSON = new ObjectMapper();

  private EventText() {}

  /** The event as a line of text, with its line break. */
  static String text(ServiceEvent event) {
    StringBuilder line = new StringBuilder(160);
    line.append(time(event.at()))
        .append(' ')
        .append(String.format("%-5s", name(event.level())))
        .append(" [");
    escape(event.thread(), line);
    line.append("] ");
    escape(event.logger().substring(event.logger().lastIndexOf('.') + 1), line);
    line.append(": ");
    escape(event.message(), line);
    if (!event.context().isEmpty()) {
      line.append(' ');
      escape(new TreeMap<>(event.context()).toString(), line);
    }
    event
        .failure()
        .ifPresent(
            stack ->
                escape(
                    stack
                        .lines()
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" | ", " | ", "")),
                    line));
    return line.append('\n').toString();
  }

  /** The event as an object of JSON on a line, with its line break. */
  static String json(ServiceEvent event) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object
        .put("time", time(event.at()))
        .put("level", event.level().name())
        .put("thread", event.thread())
        .put("logger", event.logger())
        .put("message", event.message());
    if (!event.context().isEmpty()) {
      ObjectNode context = object.putObject("context");
      new TreeMap<>(event.context()).forEach(context::put);
    }
    event.failure().ifPresent(stack -> object.put("failure", stack));
    try {
      return JSON.writeValueAsString(object) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String time(Instant at) {
    return TIME.format(at);
  }

  /** As the log has always had it. */
  private static String name(LogLevel level) {
    return level == LogLevel.WARNING ? "WARN" : level.name();
  }

  /** What would end a line, or tell a terminal something, becomes visible. */
  private static void escape(String text, StringBuilder line) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        default -> {
          if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
            line.append(String.format("\\u%04x", (int) c));
          } else {
            line.append(c);
          }
        }
      }
    }
  }
}
