package io.jobservice.joblog;

import java.io.IOException;
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
   * @throws IOException if none of them could be written; they come again later, until there are
   *     too many to be kept
   */
  void write(List<LogEntry> entries) throws IOException;

  /** Ends the run; nothing is written after. */
  @Override
  default void close() throws IOException {}
}
