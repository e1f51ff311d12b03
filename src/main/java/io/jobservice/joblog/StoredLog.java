package io.jobservice.joblog;

import java.io.Closeable;
import java.io.IOException;

/**
 * A log that is open for reading, as text in UTF-8 whose bytes are counted from its very beginning.
 * It may grow meanwhile; what is there does not change, but for bytes at the beginning that a
 * capped log loses. Not safe to share.
 */
public interface StoredLog extends Closeable {

  /**
   * The place of the first byte that is still there: 0, or more in a capped log.
   *
   * @throws IOException if it cannot be read
   */
  long start() throws IOException;

  /**
   * The place behind the last byte that is written now.
   *
   * @throws IOException if it cannot be read
   */
  long end() throws IOException;

  /**
   * Reads some bytes.
   *
   * @param place of the first one; what is before {@link #start} is taken for it
   * @param into where they go
   * @param offset of the first one there
   * @param length how many at most, more than 0
   * @return how many, or -1 at the end
   * @throws IOException if it cannot be read
   */
  int read(long place, byte[] into, int offset, int length) throws IOException;
}
