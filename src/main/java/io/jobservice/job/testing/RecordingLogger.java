package io.jobservice.job.testing;

import io.jobservice.job.testing.JobTestResult.LogLine;
import java.io.ObjectOutputStream;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Hands each line on, whatever its level. */
final class RecordingLogger extends LegacyAbstractLogger {

  private static final long serialVersionUID = 1L;

  private final transient Consumer<LogLine> lines;

  RecordingLogger(String name, Consumer<LogLine> lines) {
    this.name = name;
    this.lines = lines;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level, Marker marker, String pattern, Object[] arguments, Throwable throwable) {
    String message = MessageFormatter.basicArrayFormat(pattern, arguments);
    lines.accept(new LogLine(level, String.valueOf(message), Optional.ofNullable(throwable)));
  }

  @Override
  protected String getFullyQualifiedCallerName() {
    return RecordingLogger.class.getName();
  }

  @Override
  public boolean isTraceEnabled() {
    return true;
  }

  @Override
  public boolean isDebugEnabled() {
    return true;
  }

  @Override
  public boolean isInfoEnabled() {
    return true;
  }

  @Override
  public boolean isWarnEnabled() {
    return true;
  }

  @Override
  public boolean isErrorEnabled() {
    return true;
  }

  private void writeObject(ObjectOutputStream out) {
    throw new UnsupportedOperationException("a log of a test cannot be serialized");
  }
}
