package io.jobservice.cli;

import io.jobservice.model.LogLevel;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first line of an entry of a log of text: {@code 2026-11-21T23:39:09Z [INFO]
 * [/source/File.java:66]: message}.
 *
 * @param time when
 * @param level how grave
 * @param source where in the source
 * @param message the text
 */
record LogText(String time, LogLevel level, String source, String message) {

  /** RFC 3339 in UTC. */
  static final String TIME =
      "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.][0-9]{1,9})?Z";

  private static final Pattern LINE =
      Pattern.compile(
          "(" + TIME + ") \\[(DEBUG|INFO|WARNING|ERROR|FATAL)] \\[([^]]*)]: ?(.*)", Pattern.DOTALL);

  /** What a line says, or empty if it is no such line. */
  static Optional<LogText> of(String line) {
    // Most lines of a stack are known by their first character.
    if (line.isEmpty() || line.charAt(0) < '0' || line.charAt(0) > '9') {
      return Optional.empty();
    }
    Matcher parts = LINE.matcher(line);
    return parts.matches()
        ? Optional.of(
            new LogText(
                parts.group(1), LogLevel.valueOf(parts.group(2)), parts.group(3), parts.group(4)))
        : Optional.empty();
  }

  /** As that line; a message of several lines gives several. */
  String line() {
    return time + " [" + level + "] [" + source + "]: " + message;
  }
}
