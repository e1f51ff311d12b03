package io.jobservice.joblog;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a log between two places. Closing it closes the log. */
final class UpTo extends InputStream {

  private final StoredLog log;
  private final long end;
  private long place;

  UpTo(StoredLog log, long place, long end) {
    this.log = log;
    this.place = place;
    this.end = end;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (place >= end) {
      return -1;
    }
    place = Math.max(place, log.start());
    int count = log.read(place, into, offset, (int) Math.min(length, Math.max(1, end - place)));
    place += Math.max(0, count);
    return count;
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
