package io.jobservice.api;

import io.jobservice.core.LogReading;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A log as it was when it was opened. */
record LogBody(LogReading reading) implements StreamBody {

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try (InputStream in = reading.stream()) {
      in.transferTo(out);
    }
  }

  @Override
  public void close() {
    reading.close();
  }
}
