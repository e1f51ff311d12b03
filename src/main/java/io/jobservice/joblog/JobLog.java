package io.jobservice.joblog;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A log that is open for reading, as long as it was when it was opened; what is logged later is not
 * in it. Not safe to share.
 */
public final class JobLog implements Closeable {

  private final Optional<StoredLog> log;
  private final long size;

  private JobLog(Optional<StoredLog> log, long size) {
    this.log = log;
    this.size = size;
  }

  /** The log of a job that has logged nothing. */
  public static JobLog empty() {
    return new JobLog(Optional.empty(), 0);
  }

  static JobLog of(StoredLog log) throws IOException {
    try {
      return new JobLog(Optional.of(log), log.end());
    } catch (IOException e) {
      log.close();
      throw e;
    }
  }

  /** How many bytes it has. */
  public long size() {
    return size;
  }

  /**
   * Its bytes from a place on. It is read once; closing the stream closes it.
   *
   * @param place how many bytes to leave out, 0 or more
   * @throws IOException if the file cannot be read
   */
  public InputStream from(long place) throws IOException {
    if (log.isEmpty() || place >= size) {
      close();
      return InputStream.nullInputStream();
    }
    return new UpTo(log.get(), place, size);
  }

  @Override
  public void close() throws IOException {
    if (log.isPresent()) {
      log.get().close();
    }
  }
}
