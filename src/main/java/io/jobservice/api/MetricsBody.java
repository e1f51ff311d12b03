package io.jobservice.api;

import io.jobservice.metrics.Meters;
import java.io.IOException;
import java.io.OutputStream;

/** The values of all meters. */
record MetricsBody(Meters.Body values) implements StreamBody {

  @Override
  public void writeTo(OutputStream out) throws IOException {
    values.writeTo(out);
  }

  @Override
  public void close() {}
}
