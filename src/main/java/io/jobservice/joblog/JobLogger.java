package io.jobservice.joblog;

import io.jobservice.config.Config.LogLevel;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** The logger that a running job writes to. Safe to share. */
final class JobLogger extends LegacyAbstractLogger {

  private static final long serialVersionUID = 1L;

  private static final String FATAL = "FATAL";

  private final LogLevel least;
  private final transient InstantSource time;
  private final transient Consumer<String> lines;

  JobLogger(String id, LogLevel least, InstantSource time, Consumer<String> lines) {
    this.name = id;
    this.least = least;
    this.time = time;
    this.lines = lines;
  }

  @Override
  protected String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level, Marker marker, String pattern, Object[] arguments, Throwable failure) {
    LogLevel shown = marker != null && marker.getName().equals(FATAL) ? LogLevel.FATAL : of(level);
    String message = MessageFormatter.basicArrayFormat(pattern, arguments);
    lines.accept(
        LogLine.format(time.instant(), shown, LogLine.caller(), String.valueOf(message), failure));
  }

  private static LogLevel of(Level level) {
    return switch (level) {
      case TRACE, DEBUG -> LogLevel.DEBUG;
      case INFO -> LogLevel.INFO;
      case WARN -> LogLevel.WARNING;
      case ERROR -> LogLevel.ERROR;
    };
  }

  private boolean shows(LogLevel level) {
    return level.compareTo(least) >= 0;
  }

  @Override
  public boolean isTraceEnabled() {
    return false;
  }

  @Override
  public boolean isDebugEnabled() {
    return shows(LogLevel.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return shows(LogLevel.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return shows(LogLevel.WARNING);
  }

  @Override
  public boolean isErrorEnabled() {
    return shows(LogLevel.ERROR);
  }
}
