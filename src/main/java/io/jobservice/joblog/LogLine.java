package io.jobservice.joblog;

import io.jobservice.model.LogLevel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * The line format of job logs, as the layout has it: {@code 2026-11-21T23:39:09Z [INFO]
 * [/source/File.java:66]: message}. The stack of a failure follows on lines of its own.
 */
final class LogLine {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private LogLine() {}

  static String format(
      Instant at, LogLevel level, String source, String message, Throwable failure) {
    StringBuilder line =
        new StringBuilder(message.length() + 80)
            .append(TIME.format(at.truncatedTo(ChronoUnit.SECONDS)))
            .append(" [")
            .append(level)
            .append("] [")
            .append(source)
            .append("]: ")
            .append(message)
            .append('\n');
    if (failure != null) {
      StringWriter stack = new StringWriter();
      failure.printStackTrace(new PrintWriter(stack));
      line.append(stack);
    }
    return line.toString();
  }

  /** The position in the source of whoever called the logger, as {@code /package/File.java:12}. */
  static String caller() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .dropWhile(frame -> isLogging(frame.getClassName()))
                    .findFirst()
                    .map(LogLine::position)
                    .orElse("?"));
  }

  private static boolean isLogging(String className) {
    return className.equals(JobLogger.class.getName())
        || className.equals(LogLine.class.getName())
        || className.startsWith("org.slf4j.");
  }

  private static String position(StackWalker.StackFrame frame) {
    String className = frame.getClassName();
    int dot = className.lastIndexOf('.');
    String folder = dot < 0 ? "/" : "/" + className.substring(0, dot).replace('.', '/') + "/";
    return folder + frame.getFileName() + ":" + frame.getLineNumber();
  }
}
