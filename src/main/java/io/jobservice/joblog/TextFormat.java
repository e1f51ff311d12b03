package io.jobservice.joblog;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * The line format of job logs, as the layout has it: {@code 2026-11-21T23:39:09Z [INFO]
 * [/source/File.java:66]: message {name=value}}. The stack of a failure follows on lines of its
 * own. Control characters but tab and newline are escaped, so that a log is plain text.
 */
final class TextFormat implements LogFormat {

  private static final String NOTICE = "--- ";
  private static final String NOTICE_END = " ---\n";

  @Override
  public void entry(LogRun run, LogEntry entry, StringBuilder into) {
    LogTime.appendSeconds(into, entry.at());
    into.append(" [").append(entry.level()).append("] [");
    appendLine(into, entry.source());
    into.append("]: ");
    append(into, entry.message());
    if (!entry.context().isEmpty()) {
      into.append(' ');
      append(into, entry.context());
    }
    into.append('\n');
    entry.failure().ifPresent(failure -> append(into, LoggedFailure.stack(failure)));
  }

  private static void append(StringBuilder into, Map<String, String> context) {
    char before = '{';
    for (Map.Entry<String, String> pair : new TreeMap<>(context).entrySet()) {
      into.append(before);
      if (before == ',') {
        into.append(' ');
      }
      before = ',';
      appendLine(into, pair.getKey());
      into.append('=');
      appendLine(into, pair.getValue());
    }
    into.append('}');
  }

  @Override
  public void attempt(LogRun run, Instant at, StringBuilder into) {
    into.append(NOTICE).append("attempt ").append(run.attempt()).append(", ");
    LogTime.appendSeconds(into, at);
    into.append(", on ");
    appendLine(into, run.node());
    into.append(NOTICE_END);
  }

  @Override
  public void notice(Instant at, String text, StringBuilder into) {
    into.append(NOTICE);
    appendLine(into, text);
    into.append(NOTICE_END);
  }

  @Override
  public String noticeEnd(String text) {
    StringBuilder end = new StringBuilder();
    appendLine(end, text);
    return end.append(NOTICE_END).toString();
  }

  private static void append(StringBuilder into, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
        continue;
      }
      appendPlain(into, c, c == '\n');
    }
  }

  /** What must not break the line. */
  private static void appendLine(StringBuilder into, String text) {
    for (int i = 0; i < text.length(); i++) {
      appendPlain(into, text.charAt(i), false);
    }
  }

  private static void appendPlain(StringBuilder into, char c, boolean asItIs) {
    if (asItIs || c == '\t' || !Character.isISOControl(c)) {
      into.append(c);
    } else {
      ControlCharacters.appendEscape(into, c);
    }
  }
}
