package io.jobservice.jobs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * The reading end of a named pipe. A pipe of {@link Process} would lose what is written by children
 * of a program that has ended, and could not be given up while somebody else holds it open.
 */
final class Fifo implements AutoCloseable {

  private static final int CHUNK = 64 << 10;

  /** Linux lets nobody but root have a larger one. */
  private static final int LARGEST_PIPE = 1 << 20;

  /** Without a writer, the pipe would be at its end before the program has opened it. */
  private final FileChannel writer;

  private final FileChannel reader;

  private volatile boolean isEnding;
  private volatile boolean isReading;
  private volatile boolean isHeldOpen;

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

  /**
   * From now on the pipe ends when the last other writer has closed it, or when more has come than
   * it can hold: that was written later.
   */
  void letEnd() throws IOException {
    isEnding = true;
    writer.close();
  }

  /** Reads until the pipe ends, or is closed by another thread. */
  void readAll(Consumer<ByteBuffer> chunks) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    int afterEnd = 0;
    try {
      int size = read(chunk);
      while (size >= 0) {
        chunks.accept(chunk.flip());
        chunk.clear();
        afterEnd += isEnding ? size : 0;
        if (afterEnd > LARGEST_PIPE) {
          isHeldOpen = true;
          return;
        }
        size = read(chunk);
      }
    } catch (ClosedChannelException e) {
      // Given up: somebody who has left the group holds it open.
    }
  }

  private int read(ByteBuffer chunk) throws IOException {
    isReading = true;
    try {
      return reader.read(chunk);
    } finally {
      isReading = false;
    }
  }

  /** Whether nothing is there to be taken down; now and then that seems so just before a read. */
  boolean isReading() {
    return isReading;
  }

  /** Whether somebody still wrote when it was to end. */
  boolean isHeldOpen() {
    return isHeldOpen;
  }

  @Override
  public void close() throws IOException {
    writer.close();
    reader.close();
  }
}
