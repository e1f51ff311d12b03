package io.jobservice.joblog;

import java.util.Optional;

/** A place that logs are kept in. Safe to share. */
public interface LogStore extends AutoCloseable {

  /**
   * Makes ready to log a run. Nothing may be made that would be seen of a run that logs nothing.
   *
   * @param run whose lines will come
   * @return what takes them
   */
  LogWriter begin(LogRun run);

  /** What reads logs back; empty if this place cannot be read. */
  default Optional<LogGetter> getter() {
    return Optional.empty();
  }

  /** What removes old logs; empty if this place needs nobody to. */
  default Optional<LogSweeper> sweeper() {
    return Optional.empty();
  }

  /**
   * Looks whether it could be written now, without leaving anything behind.
   *
   * @return what cannot be done and why, in plain words; empty if nothing stands in the way
   */
  default Optional<String> problem() {
    return Optional.empty();
  }

  /** Lets go of what it holds. Nothing is written after. */
  @Override
  default void close() {}
}
