package io.jobservice.joblog;

import io.jobservice.model.LogLevel;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** The logger that a running job writes to. Safe to share. */
final class JobLogger extends LegacyAbstractLogger {

  private static final long serialVersionUID = 1L;

  private static final String FATAL = "FATAL";

  private final transient InstantSource time;
  private final transient List<Target> targets;

  /** Where lines go, from which level on. */
  record Target(LogLevel least, Consumer<String> lines) {}

  JobLogger(String id, InstantSource time, List<Target> targets) {
    this.name = id;
    this.time = time;
    this.targets = List.copyOf(targets);
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
    if (!shows(shown)) {
      return;
    }
    String line =
        LogLine.format(time.instant(), shown, LogLine.caller(), String.valueOf(message), failure);
    for (Target target : targets) {
      if (shown.compareTo(target.least) >= 0) {
        target.lines.accept(line);
      }
    }
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
    return targets.stream().anyMatch(target -> level.compareTo(target.least) >= 0);
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
    // A marker may make it FATAL, which every target shows.
    return shows(LogLevel.FATAL);
  }
}
