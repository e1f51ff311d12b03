package io.jobservice.runtime;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.jobservice.model.LogLevel;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/**
 * What is written of one event of the service's own log. It holds texts only, from which secrets
 * have been taken, and each of a bounded length.
 *
 * @param at when
 * @param level how grave
 * @param thread the name of the thread
 * @param logger the name of the logger
 * @param message what happened, possibly on several lines
 * @param context the diagnostic context and the pairs of the call, by name
 * @param failure the stack of what was thrown, on several lines
 */
record ServiceEvent(
    Instant at,
    LogLevel level,
    String thread,
    String logger,
    String message,
    Map<String, String> context,
    Optional<String> failure) {

  /** The marker that makes an event fatal; Logback has no such level. */
  private static final String FATAL = "FATAL";

  private static final int LONGEST_TEXT = 32 << 10;
  private static final int LONGEST_NAME = 256;

  ServiceEvent {
    message = cut(message, LONGEST_TEXT);
    failure = failure.map(stack -> cut(stack, LONGEST_TEXT));
    thread = cut(thread, LONGEST_NAME);
    logger = cut(logger, LONGEST_NAME);
  }

  /** An event of Logback, each of its texts masked. */
  static ServiceEvent of(ILoggingEvent event, UnaryOperator<String> mask) {
    Map<String, String> context = new TreeMap<>();
    event
        .getMDCPropertyMap()
        .forEach((name, value) -> context.put(mask.apply(name), masked(value, mask)));
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        context.put(mask.apply(String.valueOf(pair.key)), masked(pair.value, mask));
      }
    }
    return new ServiceEvent(
        event.getInstant(),
        level(event),
        mask.apply(event.getThreadName()),
        mask.apply(event.getLoggerName()),
        masked(event.getFormattedMessage(), mask),
        context,
        Optional.ofNullable(event.getThrowableProxy())
            .map(thrown -> mask.apply(ThrowableProxyUtil.asString(thrown))));
  }

  /** The level of an event: that of Logback, or FATAL where its marker says so. */
  static LogLevel level(ILoggingEvent event) {
    if (event.getMarkerList() != null) {
      for (Marker marker : event.getMarkerList()) {
        if (marker.getName().equals(FATAL)) {
          return LogLevel.FATAL;
        }
      }
    }
    return switch (event.getLevel().toInt()) {
      case Level.ERROR_INT -> LogLevel.ERROR;
      case Level.WARN_INT -> LogLevel.WARNING;
      case Level.INFO_INT -> LogLevel.INFO;
      default -> LogLevel.DEBUG;
    };
  }

  /** The same event with another time and message, without context and failure. */
  ServiceEvent saying(Instant when, String text) {
    return new ServiceEvent(when, level, thread, logger, text, Map.of(), Optional.empty());
  }

  private static String masked(Object value, UnaryOperator<String> mask) {
    return cut(mask.apply(String.valueOf(value)), LONGEST_TEXT);
  }

  private static String cut(String text, int most) {
    return text.length() <= most
        ? text
        : text.substring(0, most) + ".. (" + (text.length() - most) + " more characters)";
  }
}
