package io.jobservice.joblog;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What this room says in the service's own log, from INFO on. */
final class ServiceLines implements AutoCloseable {

  private final Logger logger = (Logger) LoggerFactory.getLogger("io.jobservice.joblog");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  private final Level before;

  ServiceLines() {
    before = logger.getLevel();
    logger.setLevel(Level.INFO);
    lines.start();
    logger.addAppender(lines);
  }

  /** Those that have a text, as they were logged. */
  List<String> with(String text) {
    return List.copyOf(lines.list).stream()
        .filter(line -> line.getLevel().isGreaterOrEqual(Level.INFO))
        .map(ILoggingEvent::getFormattedMessage)
        .filter(line -> line.contains(text))
        .toList();
  }

  @Override
  public void close() {
    logger.detachAppender(lines);
    logger.setLevel(before);
  }
}
