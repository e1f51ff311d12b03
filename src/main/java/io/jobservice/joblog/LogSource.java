package io.jobservice.joblog;

import java.io.IOException;

/**
 * The log of some attempts in a row that ran in one place, being read from a byte on. Places are
 * counted from the beginning of what these attempts logged. For one thread.
 */
public interface LogSource extends AutoCloseable {

  /** The place of the next byte. */
  long place();

  /** How many bytes the attempts had logged when it was opened; -1 when it is being followed. */
  long size();

  /** How many lines were found when so many of the last were asked for; 0 when none were. */
  int lines();

  /**
   * Reads what there is.
   *
   * @param into where it goes
   * @return how many bytes; 0 when nothing has come so far, but may; -1 at the end
   * @throws IOException if it cannot be read, or not any more
   */
  int read(byte[] into) throws IOException;

  /** Lets go of what it holds. */
  @Override
  void close();
}
