package io.jobservice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.client.Json;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A log as one JSON object a line, with the names that a log in JSON has. Entries of text have
 * time, level, source, message with all of their lines, and attempt where it is known.
 */
final class LogAsJson implements LogShape {

  /** A longer message is told in several objects. */
  private static final int MOST_HELD = 4 << 20;

  private final Json json;
  private final Lines lines;
  private OptionalLong attempt;
  private Optional<LogText> entry = Optional.empty();
  private StringBuilder message;

  /**
   * A log.
   *
   * @param attempt the attempt that its first line is of, if that is known
   */
  LogAsJson(Json json, OptionalLong attempt, Lines lines) {
    this.json = json;
    this.attempt = attempt;
    this.lines = lines;
  }

  @Override
  public void add(LogPart part) throws IOException {
    if (part.role() == LogPart.Role.MORE && entry.isPresent()) {
      addToEntry(part.text());
      return;
    }
    settle();
    entry = part.isJson() ? Optional.empty() : LogText.of(part.text());
    if (part.isJson()) {
      lines.add(part.raw().bytes());
    } else if (part.role() == LogPart.Role.NOTICE) {
      write(notice(LogNotice.of(part.text()).orElseThrow()));
    } else if (entry.isPresent()) {
      message = new StringBuilder(entry.get().message());
    } else {
      write(json.nodes().objectNode().put("message", part.text()));
    }
  }

  private void addToEntry(String line) throws IOException {
    if (message == null) {
      message = new StringBuilder(line);
    } else {
      message.append('\n').append(line);
    }
    if (message.length() > MOST_HELD) {
      settle();
    }
  }

  @Override
  public void settle() throws IOException {
    if (message == null) {
      return;
    }
    LogText head = entry.orElseThrow();
    ObjectNode object =
        json.nodes()
            .objectNode()
            .put("time", head.time())
            .put("level", head.level().name())
            .put("source", head.source())
            .put("message", message.toString());
    message = null;
    attempt.ifPresent(number -> object.put("attempt", number));
    write(object);
  }

  private ObjectNode notice(LogNotice notice) {
    ObjectNode object = json.nodes().objectNode();
    if (notice.attempt().isEmpty()) {
      return object.put("notice", notice.words());
    }
    LogNotice.Attempt begun = notice.attempt().get();
    attempt = OptionalLong.of(begun.number());
    return object
        .put("time", begun.time())
        .put("notice", "attempt")
        .put("attempt", begun.number())
        .put("node", begun.node());
  }

  private void write(ObjectNode object) throws IOException {
    lines.add(json.write(object).getBytes(UTF_8));
  }
}
