package io.jobservice.joblog;

import io.jobservice.model.LogLevel;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.FormattingTuple;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/**
 * The logger that a running job writes to. All that an entry has of the job is text by the time it
 * is handed on, so that nothing of it is called, or changes, later. Safe to share.
 */
final class JobLogger extends LegacyAbstractLogger implements LoggingEventAware {

  private static final long serialVersionUID = 1L;

  private static final String FATAL = "FATAL";

  /** In characters; what is longer would fill the buffer of a run by itself. */
  private static final int LONGEST_MESSAGE = 96 << 10;

  private static final int LONGEST_CONTEXT_VALUE = 4 << 10;

  private final transient InstantSource time;
  private final transient Optional<LogLevel> least;
  private final transient Consumer<LogEntry> entries;

  /**
   * A logger for one run.
   *
   * @param name its name
   * @param time where the time of entries comes from
   * @param least the least level that anybody wants; empty when nobody wants any
   * @param entries takes what is logged, on the thread that logs
   */
  JobLogger(String name, InstantSource time, Optional<LogLevel> least, Consumer<LogEntry> entries) {
    this.name = name;
    this.time = time;
    this.least = least;
    this.entries = entries;
  }

  @Override
  protected String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level, Marker marker, String pattern, Object[] arguments, Throwable failure) {
    LogLevel shown = isFatal(marker) ? LogLevel.FATAL : of(level);
    if (shows(shown)) {
      put(shown, MessageFormatter.basicArrayFormat(pattern, arguments), failure, List.of(), null);
    }
  }

  @Override
  public void log(LoggingEvent event) {
    boolean fatal =
        event.getMarkers() != null && event.getMarkers().stream().anyMatch(JobLogger::isFatal);
    LogLevel shown = fatal ? LogLevel.FATAL : of(event.getLevel());
    if (!shows(shown)) {
      return;
    }
    // Without a failure of its own, the last argument may be one.
    FormattingTuple text =
        MessageFormatter.arrayFormat(event.getMessage(), event.getArgumentArray());
    Throwable failure = event.getThrowable() == null ? text.getThrowable() : event.getThrowable();
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    put(
        shown,
        text.getMessage(),
        failure,
        pairs == null ? List.of() : pairs,
        event.getCallerBoundary());
  }

  private void put(
      LogLevel level,
      String message,
      Throwable failure,
      List<KeyValuePair> pairs,
      String boundary) {
    entries.accept(
        new LogEntry(
            time.instant(),
            level,
            CallSite.find(boundary),
            Excerpt.of(String.valueOf(message), LONGEST_MESSAGE),
            context(pairs),
            Optional.ofNullable(failure).map(LoggedFailure::of)));
  }

  private static Map<String, String> context(List<KeyValuePair> pairs) {
    Map<String, String> diagnostic = MDC.getCopyOfContextMap();
    if (pairs.isEmpty() && (diagnostic == null || diagnostic.isEmpty())) {
      return Map.of();
    }
    Map<String, String> context = new HashMap<>();
    if (diagnostic != null) {
      diagnostic.forEach((key, value) -> context.put(text(key), text(value)));
    }
    pairs.forEach(pair -> context.put(text(pair.key), text(pair.value)));
    return context;
  }

  private static String text(Object value) {
    try {
      return Excerpt.of(String.valueOf(value), LONGEST_CONTEXT_VALUE);
    } catch (RuntimeException e) {
      return "[FAILED toString()]";
    }
  }

  // Markers that refer to others are going out of use, but job authors may have some.
  @SuppressWarnings("deprecation")
  private static boolean isFatal(Marker marker) {
    return marker != null && (FATAL.equals(marker.getName()) || marker.contains(FATAL));
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
    return least.isPresent() && level.compareTo(least.get()) >= 0;
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
  public boolean isDebugEnabled(Marker marker) {
    return shows(isFatal(marker) ? LogLevel.FATAL : LogLevel.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return shows(LogLevel.INFO);
  }

  @Override
  public boolean isInfoEnabled(Marker marker) {
    return shows(isFatal(marker) ? LogLevel.FATAL : LogLevel.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return shows(LogLevel.WARNING);
  }

  @Override
  public boolean isWarnEnabled(Marker marker) {
    return shows(isFatal(marker) ? LogLevel.FATAL : LogLevel.WARNING);
  }

  @Override
  public boolean isErrorEnabled() {
    // The fluent calls ask before they know of a marker that makes it FATAL.
    return shows(LogLevel.FATAL);
  }

  @Override
  public boolean isErrorEnabled(Marker marker) {
    return shows(isFatal(marker) ? LogLevel.FATAL : LogLevel.ERROR);
  }
}
