package io.jobservice.joblog;

import java.time.Instant;

/** How logs are written as text. Stateless. */
interface LogFormat {

  /** Appends an entry, as one line or more. */
  void entry(LogRun run, LogEntry entry, StringBuilder into);

  /** Appends the line with which an attempt above the first begins. */
  void attempt(LogRun run, Instant at, StringBuilder into);

  /** Appends a line of the service's own. */
  void notice(Instant at, String text, StringBuilder into);

  /** What a line of the service's own ends with, its newline included. */
  String noticeEnd(String text);

  /** The format of a name: {@code text} or {@code json}. */
  static LogFormat of(LogSettings settings) throws LogSettingsException {
    String name = settings.get("format").orElse("text");
    return switch (name) {
      case "text" -> new TextFormat();
      case "json" -> new JsonFormat();
      default -> throw new LogSettingsException("format", "is not known; allowed are text, json");
    };
  }
}
