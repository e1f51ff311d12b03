package io.jobservice.runtime;

import java.io.PrintStream;
import java.nio.charset.Charset;

/** Standard output and error of the process, which a job may close without taking them from us. */
final class StandardStreams {

  private StandardStreams() {}

  /** From now on nobody closes them. */
  static void keepOpen() {
    System.setOut(new Unclosed(System.out));
    System.setErr(new Unclosed(System.err));
  }

  private static final class Unclosed extends PrintStream {

    Unclosed(PrintStream out) {
      super(out, true, Charset.defaultCharset());
    }

    @Override
    public void close() {
      flush();
    }
  }
}
