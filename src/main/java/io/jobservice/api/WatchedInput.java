package io.jobservice.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of a request as it comes, on whichever thread reads it. */
final class WatchedInput extends FilterInputStream {

  private final ThreadWatch watch;

  WatchedInput(InputStream in, ThreadWatch watch) {
    super(in);
    this.watch = watch;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    try {
      return (int) watch.await(ThreadWatch.Wait.BODY, () -> in.read(bytes, from, length));
    } catch (RuntimeException e) {
      // The server's own stumbles over the sizes of some chunks.
      throw new IOException("the body cannot be read: " + e, e);
    }
  }

  /** The server's own would wait for bytes beyond the end. */
  @Override
  public long skip(long count) throws IOException {
    byte[] passed = new byte[(int) Math.min(8192, Math.max(0, count))];
    return passed.length == 0 ? 0 : Math.max(0, read(passed, 0, passed.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
