package io.jobservice.testing;

import io.jobservice.core.LogLevels;
import io.jobservice.joblog.LogBackends;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.LogLevel;
import io.jobservice.runtime.HostLog;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Levels of a log that nobody writes: in tests the log is that of the build. */
final class NotedLevels implements HostLog, LogLevels {

  private final TreeMap<String, LogLevel> levels = new TreeMap<>();

  NotedLevels() {
    levels.put(ROOT, LogLevel.INFO);
    levels.put("redis.clients", LogLevel.WARNING);
  }

  @Override
  public Optional<LogLevels> logLevels() {
    return Optional.of(this);
  }

  @Override
  public void hide(String secret) {}

  @Override
  public void use(LogBackends backends) {}

  @Override
  public synchronized SortedMap<String, LogLevel> levels() {
    return new TreeMap<>(levels);
  }

  @Override
  public synchronized void set(String logger, LogLevel level) throws BadRequestException {
    if (logger.isBlank()) {
      throw new BadRequestException("'logger' must be the name of a logger");
    }
    levels.put(logger, level);
  }
}
