package io.jobservice.cli;

import java.io.IOException;

/** How the parts of a log become lines of output. For one log. */
interface LogShape {

  /** Takes the next part. */
  void add(LogPart part) throws IOException;

  /** Gives out what waits for further parts that do not come now. */
  default void settle() throws IOException {}

  /** Where lines go. */
  @FunctionalInterface
  interface Lines {
    /** Takes a line without its newline. */
    void add(byte[] line) throws IOException;
  }
}
