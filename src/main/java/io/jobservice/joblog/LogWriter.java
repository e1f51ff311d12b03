package io.jobservice.joblog;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * Takes the lines of one run. The service calls it from one thread at a time, never from that of
 * the job, with what was logged within some hundred milliseconds; it may take its time.
 */
public interface LogWriter extends AutoCloseable {

  /**
   * Writes entries, each whole, in their order, behind what is there.
   *
   * @param entries one or more
   * @throws LogRefusedException if this log takes nothing, while others of the place may; the
   *     entries are dropped
   * @throws IOException if none of them could be written; they come again later, until there are
   *     too many to be kept
   */
  void write(List<LogEntry> entries) throws IOException;

  /**
   * Notes in the log that lines are missing at this place of it.
   *
   * @param at when the first of them was logged
   * @param lines how many, 1 or more
   * @param why a few words
   * @throws IOException as for entries
   */
  default void lost(Instant at, long lines, String why) throws IOException {}

  /**
   * How many entries it was given and left out, since it was made, because the log may not become
   * larger.
   */
  default long leftOut() {
    return 0;
  }

  /** Ends the run; nothing is written after. */
  @Override
  default void close() throws IOException {}
}
