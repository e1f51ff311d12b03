package io.jobservice.api;

import io.jobservice.model.ServiceException;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** A body that is written as it comes to be. */
interface StreamBody extends Closeable {

  /**
   * Writes all of it. What it throws breaks the answer off, so that nobody takes it for whole.
   *
   * @throws IOException if the reader is gone, or what is to be written cannot be had
   */
  void writeTo(OutputStream out) throws IOException, ServiceException, InterruptedException;
}
