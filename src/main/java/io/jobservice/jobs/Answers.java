package io.jobservice.jobs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The lines that a program gets on its descriptor 3. They are written by a thread of their own: a
 * program that reads none must not be held up. Safe to share.
 */
final class Answers implements AutoCloseable {

  private static final int MOST_WAITING = 10_000;
  private static final String END = "";

  private final Executor threads;
  private final FileChannel pipe;
  private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final AtomicBoolean started = new AtomicBoolean();

  private Answers(Executor threads, FileChannel pipe) {
    this.threads = threads;
    this.pipe = pipe;
  }

  static Answers open(Executor threads, Path path) throws IOException {
    return new Answers(threads, Fifo.both(path));
  }

  /**
   * Answers a line.
   *
   * @param line not empty; line ends in it become blanks
   * @return whether there was room for it: a program that reads nothing leaves none some day
   */
  boolean add(String line) {
    if (started.compareAndSet(false, true)) {
      threads.execute(this::write);
    }
    return waiting.offer(line.replaceAll("\\R", " ") + "\n");
  }

  private void write() {
    try {
      while (pipe.isOpen()) {
        String line = waiting.take();
        if (line.equals(END)) {
          return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          pipe.write(bytes);
        }
      }
    } catch (IOException e) {
      // The run has ended, and with it who would have read.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    pipe.close();
    waiting.clear();
    waiting.add(END);
  }
}
