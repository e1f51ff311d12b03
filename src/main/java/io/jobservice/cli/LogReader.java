package io.jobservice.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.Json;
import io.jobservice.client.RawLine;
import io.jobservice.model.LogLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Understands a log line by line, of text or in JSON, or of both when the format was changed. What
 * fits neither is a further line of the entry before. For one log.
 */
final class LogReader {

  private static final String JSON_BEGIN = "{\"time\":\"";
  private static final Pattern TIME = Pattern.compile(LogText.TIME);
  private static final int TO_SECONDS = "2026-11-21T23:39:09".length();

  private final Json json;
  private Optional<String> stamp = Optional.empty();
  private Optional<LogLevel> level = Optional.empty();

  LogReader(Json json) {
    this.json = json;
  }

  /** The next line, without its newline. */
  LogPart read(byte[] bytes) {
    RawLine raw = new RawLine(bytes);
    String line = raw.text();
    if (line.startsWith(JSON_BEGIN)) {
      Optional<LogPart> part = fromJson(line, raw);
      if (part.isPresent()) {
        return part.get();
      }
    }
    Optional<LogText> entry = LogText.of(line);
    if (entry.isPresent()) {
      return entry(entry.get().time(), entry.get().level(), line, raw, false);
    }
    Optional<LogNotice> notice = LogNotice.of(line);
    if (notice.isPresent()) {
      return notice(notice.get().attempt().map(LogNotice.Attempt::time), line, raw, false);
    }
    return new LogPart(LogPart.Role.MORE, stamp, level, line, raw, false);
  }

  private LogPart entry(String time, LogLevel grade, String text, RawLine raw, boolean isJson) {
    stamp = Optional.of(time);
    level = Optional.of(grade);
    return new LogPart(LogPart.Role.ENTRY, stamp, level, text, raw, isJson);
  }

  private LogPart notice(Optional<String> time, String text, RawLine raw, boolean isJson) {
    stamp = time.or(() -> stamp);
    level = Optional.empty();
    return new LogPart(LogPart.Role.NOTICE, stamp, level, text, raw, isJson);
  }

  private Optional<LogPart> fromJson(String line, RawLine raw) {
    JsonNode object;
    try {
      object = json.read(line);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    String exact = object.path("time").asText("");
    if (!TIME.matcher(exact).matches()) {
      return Optional.empty();
    }
    String time = exact.substring(0, TO_SECONDS) + "Z";
    if (object.path("notice").isTextual()) {
      return Optional.of(notice(Optional.of(time), noticeText(object, time), raw, true));
    }
    Optional<LogLevel> grade = grade(object.path("level").asText(""));
    if (grade.isEmpty() || !object.path("message").isTextual()) {
      return Optional.empty();
    }
    String text =
        new LogText(time, grade.get(), object.path("source").asText("?"), message(object)).line();
    return Optional.of(entry(time, grade.get(), text, raw, true));
  }

  private static Optional<LogLevel> grade(String name) {
    for (LogLevel each : LogLevel.values()) {
      if (each.name().equals(name)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private static String noticeText(JsonNode object, String time) {
    String words = object.path("notice").asText();
    if (!words.equals("attempt")) {
      return LogNotice.line(Printable.line(words));
    }
    long attempt = object.path("attempt").asLong();
    String node = Printable.line(object.path("node").asText(""));
    return new LogNotice.Attempt(attempt, time, node).line();
  }

  /** With context and failure, as a log of text has it. */
  private static String message(JsonNode object) {
    StringBuilder message =
        new StringBuilder(Printable.lines(object.path("message").asText().replace("\r\n", "\n")));
    List<String> pairs = new ArrayList<>();
    for (Map.Entry<String, JsonNode> pair : object.path("context").properties()) {
      pairs.add(Printable.line(pair.getKey() + "=" + pair.getValue().asText()));
    }
    if (!pairs.isEmpty()) {
      message.append(" {").append(String.join(", ", pairs)).append('}');
    }
    String failure = object.path("failure").asText("");
    if (!failure.isEmpty()) {
      boolean ended = failure.endsWith("\n");
      String stack = ended ? failure.substring(0, failure.length() - 1) : failure;
      message.append('\n').append(Printable.lines(stack.replace("\r\n", "\n")));
    }
    return message.toString();
  }
}
