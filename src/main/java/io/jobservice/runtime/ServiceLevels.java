package io.jobservice.runtime;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.jobservice.core.LogLevels;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.LogLevel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/**
 * The levels of Logback's loggers, and which of them were set while the service runs. Safe to
 * share.
 */
final class ServiceLevels implements LogLevels {

  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(ServiceLevels.class);

  /** A logger once made stays. */
  private static final int MOST_BY_HAND = 1000;

  private static final Pattern NAME = Pattern.compile("(?=.{1,200}$)[\\w$-]+(\\.[\\w$-]+)*");

  private final LoggerContext context;
  private final Map<String, LogLevel> byHand = new ConcurrentHashMap<>();
  private final Map<String, Optional<Level>> before = new HashMap<>();

  ServiceLevels(LoggerContext context) {
    this.context = context;
  }

  @Override
  public synchronized SortedMap<String, LogLevel> levels() {
    SortedMap<String, LogLevel> levels = new TreeMap<>();
    for (Logger logger : context.getLoggerList()) {
      if (logger.getLevel() != null) {
        levels.put(logger.getName(), level(logger.getLevel()));
      }
    }
    levels.putAll(byHand);
    return levels;
  }

  @Override
  public void set(String name, LogLevel level) throws BadRequestException {
    if (!NAME.matcher(name).matches()) {
      throw new BadRequestException(
          "'logger' must be the name of a logger, such as ROOT or io.jobservice.redis");
    }
    String known = name.equalsIgnoreCase(ROOT) ? ROOT : name;
    put(known, level);
    LOG.info("logger {} has level {} from now on, until a restart or SIGHUP", known, level);
  }

  private synchronized void put(String name, LogLevel level) throws BadRequestException {
    if (!byHand.containsKey(name) && byHand.size() >= MOST_BY_HAND) {
      throw new BadRequestException(
          MOST_BY_HAND + " loggers have been given levels; that is as many as may be");
    }
    Logger logger = context.getLogger(name);
    before.putIfAbsent(name, Optional.ofNullable(logger.getLevel()));
    byHand.put(name, level);
    logger.setLevel(level(level));
  }

  /** What was set by hand. */
  SortedMap<String, LogLevel> byHand() {
    return new TreeMap<>(byHand);
  }

  /** Takes back what was set by hand. */
  synchronized void undo() {
    before.forEach((name, level) -> context.getLogger(name).setLevel(level.orElse(null)));
    before.clear();
    byHand.clear();
  }

  /** The level that was set by hand for a logger, or for the nearest one above it. */
  Optional<LogLevel> byHand(String logger) {
    if (byHand.isEmpty()) {
      return Optional.empty();
    }
    String name = logger;
    while (true) {
      LogLevel level = byHand.get(name);
      int dot = name.lastIndexOf('.');
      if (level != null || name.equals(ROOT)) {
        return Optional.ofNullable(level);
      }
      name = dot < 0 ? ROOT : name.substring(0, dot);
    }
  }

  /** The level of Logback that lets through what a level does. It has none for what is fatal. */
  static Level level(LogLevel level) {
    return switch (level) {
      case DEBUG -> Level.DEBUG;
      case INFO -> Level.INFO;
      case WARNING -> Level.WARN;
      case ERROR, FATAL -> Level.ERROR;
    };
  }

  private static LogLevel level(Level level) {
    return switch (level.toInt()) {
      case Level.OFF_INT -> LogLevel.FATAL;
      case Level.ERROR_INT -> LogLevel.ERROR;
      case Level.WARN_INT -> LogLevel.WARNING;
      case Level.INFO_INT -> LogLevel.INFO;
      default -> LogLevel.DEBUG;
    };
  }
}
