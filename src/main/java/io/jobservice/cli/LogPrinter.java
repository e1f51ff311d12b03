package io.jobservice.cli;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Prints a log as it comes: byte for byte, or what is chosen of it in the shape that is wanted. For
 * one log.
 */
abstract class LogPrinter extends OutputStream {

  /** Nothing comes now: gives out what waited for more. */
  abstract void quiet() throws IOException;

  /** Nothing comes any more. */
  abstract void finish() throws IOException;

  /** Whether nothing was printed. */
  abstract boolean isEmpty();

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }
}
