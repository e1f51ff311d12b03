package io.jobservice.joblog;

import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Removes old logs. */
public interface LogSweeper {

  /**
   * Removes the logs to which nothing was written since a time. It works with bounded memory and
   * passes over what it does not know as a log.
   *
   * @param before the time
   * @param running says which of some jobs run, and keep their logs; it is asked for some hundred
   *     at a time, and throws {@link java.io.UncheckedIOException} when it cannot tell
   * @return how many logs it removed
   * @throws IOException if it had to break off
   */
  long sweep(Instant before, UnaryOperator<Set<String>> running) throws IOException;
}
