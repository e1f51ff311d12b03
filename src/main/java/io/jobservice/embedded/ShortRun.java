package io.jobservice.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * A program that was run to its end.
 *
 * @param exit its exit code
 * @param printed what it printed, on either stream, up to a few lines
 */
record ShortRun(int exit, String printed) {

  private static final int MOST_BYTES = 4096;

  /**
   * Runs a program that ends at once.
   *
   * @throws IOException if it cannot be run, or has not ended after some seconds and was killed
   */
  static ShortRun of(ProcessBuilder program, long seconds) throws IOException {
    Process process = program.redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new IOException("it did not end within " + seconds + " s");
      }
      byte[] printed = process.getInputStream().readNBytes(MOST_BYTES);
      return new ShortRun(process.exitValue(), new String(printed, UTF_8).strip());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while it ran", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
