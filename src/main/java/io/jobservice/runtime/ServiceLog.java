package io.jobservice.runtime;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import io.jobservice.config.Config.LogTarget;
import io.jobservice.model.LogLevel;
import java.util.List;
import java.util.logging.LogManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The service's own log, as {@code loggers} of the configuration has it. A configuration of Logback
 * that was named by {@code -Dlogback.configurationFile} is left alone.
 */
final class ServiceLog {

  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level [%thread] %logger{0}: %msg%n";

  /** Libraries that tell more of themselves than of the service. */
  private static final List<String> QUIET =
      List.of("redis.clients", "com.sun.net.httpserver", "sun.net", "jdk", "com.cronutils");

  private ServiceLog() {}

  static void configure(List<LogTarget> backends) {
    LogManager.getLogManager().reset();
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    if (System.getProperty("logback.configurationFile") != null
        || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return;
    }
    context.reset();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    Level least = Level.OFF;
    for (LogTarget backend : backends) {
      root.addAppender(appender(context, backend));
      Level level = level(backend.level());
      least = level.isGreaterOrEqual(least) ? least : level;
    }
    root.setLevel(least);
    QUIET.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
  }

  private static OutputStreamAppender<ILoggingEvent> appender(
      LoggerContext context, LogTarget backend) {
    OutputStreamAppender<ILoggingEvent> appender = bare(backend);
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    ThresholdFilter threshold = new ThresholdFilter();
    threshold.setLevel(level(backend.level()).toString());
    threshold.start();
    appender.setContext(context);
    appender.setName(backend.name());
    appender.setEncoder(encoder);
    appender.addFilter(threshold);
    appender.start();
    return appender;
  }

  private static OutputStreamAppender<ILoggingEvent> bare(LogTarget backend) {
    if (backend.name().equals("FILE")) {
      FileAppender<ILoggingEvent> file = new FileAppender<>();
      file.setFile(backend.settings().get("base_dir") + "/" + backend.settings().get("filename"));
      return file;
    }
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    boolean err = "std_err".equals(backend.settings().get("output"));
    console.setTarget(err ? "System.err" : "System.out");
    return console;
  }

  private static Level level(LogLevel level) {
    return switch (level) {
      case DEBUG -> Level.DEBUG;
      case INFO -> Level.INFO;
      case WARNING -> Level.WARN;
      case ERROR, FATAL -> Level.ERROR;
    };
  }
}
