package io.jobservice.api;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The body of an answer, in pieces that show whether its reader gets on. */
final class WatchedOutput extends FilterOutputStream {

  private static final int PIECE = 64 << 10;

  private final ThreadWatch watch;

  WatchedOutput(OutputStream out, ThreadWatch watch) {
    super(out);
    this.watch = watch;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    for (int done = 0; done < length; done += PIECE) {
      int begin = from + done;
      int piece = Math.min(PIECE, length - done);
      watch.await(
          ThreadWatch.Wait.WRITE,
          () -> {
            out.write(bytes, begin, piece);
            return piece;
          });
    }
  }

  @Override
  public void flush() throws IOException {
    watch.await(
        ThreadWatch.Wait.WRITE,
        () -> {
          out.flush();
          return 0;
        });
  }

  /** Without a flush of its own: what closes flushes, unless it has been closed before. */
  @Override
  public void close() throws IOException {
    watch.await(
        ThreadWatch.Wait.WRITE,
        () -> {
          out.close();
          return 0;
        });
  }
}
