package io.jobservice.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails when it is longer than it may be, so that no answer fills our memory. */
final class BoundedStream extends FilterInputStream {

  private long left;

  /** A stream of so many bytes at most. */
  BoundedStream(InputStream in, long most) {
    super(in);
    this.left = most;
  }

  /** There is more than may be read. */
  static final class TooLongException extends IOException {

    private static final long serialVersionUID = 1L;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    count(b < 0 ? 0 : 1);
    return b;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int n = super.read(into, offset, length);
    count(Math.max(0, n));
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = super.skip(n);
    count(skipped);
    return skipped;
  }

  /** A place to come back to would let bytes be counted twice. */
  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long n) throws TooLongException {
    left -= n;
    if (left < 0) {
      throw new TooLongException();
    }
  }
}
