package io.jobservice.jobs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The reading end of a named pipe. A pipe of {@link Process} would lose what is written by children
 * of a program that has ended, and could not be given up while somebody else holds it open.
 */
final class Fifo implements AutoCloseable {

  private static final int CHUNK = 64 << 10;

  /** Without a writer, the pipe would be at its end before the program has opened it. */
  private final FileChannel writer;

  private final FileChannel reader;
  private volatile boolean handing;
  private final AtomicLong handed = new AtomicLong();
  private long seen;

  private Fifo(FileChannel writer, FileChannel reader) {
    this.writer = writer;
    this.reader = reader;
  }

  /** Opens a pipe for reading, without waiting for who writes. */
  static Fifo open(Path path) throws IOException {
    // Who opens both ends waits for nobody.
    FileChannel writer = both(path);
    try {
      return new Fifo(writer, FileChannel.open(path, StandardOpenOption.READ));
    } catch (IOException e) {
      writer.close();
      throw e;
    }
  }

  static FileChannel both(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** From now on the pipe ends when the last other writer has closed it. */
  void letEnd() throws IOException {
    writer.close();
  }

  /** Reads until the pipe ends, or is closed by another thread. */
  void readAll(Consumer<ByteBuffer> chunks) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    try {
      while (reader.read(chunk) >= 0) {
        handing = true;
        chunks.accept(chunk.flip());
        chunk.clear();
        handed.incrementAndGet();
        handing = false;
      }
    } catch (ClosedChannelException e) {
      // Given up: somebody who has left the group holds it open.
    }
  }

  /**
   * Whether what has been read is being dealt with, or was since the last call, rather than that
   * the next is waited for. For one thread.
   */
  boolean isBusy() {
    long now = handed.get();
    boolean moved = now != seen;
    seen = now;
    return handing || moved;
  }

  @Override
  public void close() throws IOException {
    writer.close();
    reader.close();
  }
}
