package io.jobservice.api;

import io.jobservice.joblog.LogSource;
import java.io.IOException;
import java.io.OutputStream;

/** What attempts have logged here, for another node. */
record SourceBody(LogSource source) implements StreamBody {

  private static final int BLOCK = 64 << 10;

  @Override
  public void writeTo(OutputStream out) throws IOException {
    byte[] block = new byte[BLOCK];
    for (int count = source.read(block); count >= 0; count = source.read(block)) {
      out.write(block, 0, count);
    }
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
