package io.jobservice.api;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The output of a stream, which tells when it waits for its reader. */
final class WatchedOutput extends FilterOutputStream {

  private final Streams.Running stream;

  WatchedOutput(OutputStream out, Streams.Running stream) {
    super(out);
    this.stream = stream;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    stream.begin();
    try {
      out.write(bytes, from, length);
    } finally {
      stream.end();
    }
  }

  @Override
  public void flush() throws IOException {
    stream.begin();
    try {
      out.flush();
    } finally {
      stream.end();
    }
  }
}
