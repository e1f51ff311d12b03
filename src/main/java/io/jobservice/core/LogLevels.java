package io.jobservice.core;

import io.jobservice.model.BadRequestException;
import io.jobservice.model.LogLevel;
import java.util.SortedMap;

/** The levels of the service's own log while it runs. Whoever keeps that log provides them. */
public interface LogLevels {

  /** The name of the logger that all others are below. */
  String ROOT = "ROOT";

  /** The loggers that have a level of their own, by name; all others have that of the one above. */
  SortedMap<String, LogLevel> levels();

  /**
   * Gives a logger and those below it a level, until the process ends or its configuration is read
   * again.
   *
   * @param logger its name, such as {@link #ROOT} or {@code io.jobservice.redis}
   * @param level the least level that is written
   * @throws BadRequestException if no logger can have that name, or too many have been given levels
   */
  void set(String logger, LogLevel level) throws BadRequestException;
}
