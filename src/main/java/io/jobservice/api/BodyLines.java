package io.jobservice.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The lines of a body, which are read ahead on a thread of their own: whoever takes them gets what
 * has come, and waits for nothing but the first. What is read ahead is bounded by its size. {@link
 * #run} is for the thread that reads, the other methods are for the one that takes.
 */
final class BodyLines implements Runnable, AutoCloseable {

  /** The longest line, in bytes; of a longer one the rest is passed over. */
  static final int LONGEST = 1 << 20;

  private static final int MOST_AT_ONCE = 500;
  private static final int BYTES_AHEAD = 2 << 20;

  /** Reading goes on while so many are being worked on. */
  private static final int BYTES_AT_ONCE = 2 << 20;

  /** What a line costs beside its bytes. */
  private static final int OF_A_LINE = 100;

  private static final int BUFFER = 16 << 10;
  private static final long NANOS_TOGETHER = TimeUnit.MILLISECONDS.toNanos(3);
  private static final long SECONDS_TO_DRAIN = 2;

  private final InputStream in;
  private final LongSupplier nanoTime;
  private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(BYTES_AHEAD);
  private final CountDownLatch over = new CountDownLatch(1);
  private final Object lock = new Object();
  private final Line end = new Line(0, new byte[0]);
  private volatile boolean discarding;
  private volatile boolean broken;

  // Who reads, while somebody does, and whether nobody may any more; guarded by the lock.
  private Thread reader;
  private boolean closed;

  // These belong to the thread that reads.
  private final ByteArrayOutputStream part = new ByteArrayOutputStream();
  private long number = 1;

  // These belong to the thread that takes.
  private boolean ended;
  private int held;

  BodyLines(InputStream in, LongSupplier nanoTime) {
    this.in = in;
    this.nanoTime = nanoTime;
  }

  /** A line that is not blank. */
  static final class Line {

    private final long number;
    private final byte[] text;

    private Line(long number, byte[] text) {
      this.number = number;
      this.text = text;
    }

    /** Its number, from 1; blank ones count too. */
    long number() {
      return number;
    }

    /** Its bytes, which are not to be changed; longer than may be when it is too long. */
    byte[] text() {
      return text;
    }

    private int cost() {
      return text.length + OF_A_LINE;
    }
  }

  @Override
  public void run() {
    synchronized (lock) {
      if (closed) {
        return;
      }
      reader = Thread.currentThread();
    }
    try {
      readAll();
    } catch (IOException | InterruptedException e) {
      broken = true;
    } finally {
      synchronized (lock) {
        reader = null;
        // An interrupt that came too late must not meet what this thread does next.
        Thread.interrupted();
      }
      lines.add(end);
      over.countDown();
    }
  }

  private void readAll() throws IOException, InterruptedException {
    byte[] buffer = new byte[BUFFER];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      int from = 0;
      for (int i = 0; i < count && !discarding; i++) {
        if (buffer[i] == '\n') {
          keep(buffer, from, i);
          finish();
          from = i + 1;
        }
      }
      keep(buffer, from, count);
    }
    finish();
  }

  /** Of a line that is too long one byte more than may be is kept, which shows it. */
  private void keep(byte[] buffer, int from, int to) {
    part.write(buffer, from, Math.min(to - from, LONGEST + 1 - part.size()));
  }

  private void finish() throws InterruptedException {
    byte[] text = part.toByteArray();
    part.reset();
    if (!isBlank(text) && !discarding) {
      Line line = new Line(number, text);
      room.acquire(line.cost());
      lines.add(line);
    }
    number++;
  }

  private static boolean isBlank(byte[] text) {
    for (byte b : text) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  /**
   * The next lines, as many as have come within some milliseconds, up to a number and a size. The
   * ones before are done with.
   *
   * @return at least one; none at the end
   * @throws IOException if the body broke off
   */
  List<Line> next() throws IOException, InterruptedException {
    room.release(held);
    held = 0;
    List<Line> some = new ArrayList<>();
    Line line = ended ? end : lines.take();
    long deadline = nanoTime.getAsLong() + NANOS_TOGETHER;
    while (line != null && line != end) {
      some.add(line);
      held += line.cost();
      boolean full = some.size() == MOST_AT_ONCE || held >= BYTES_AT_ONCE;
      long left = full ? 0 : Math.max(0, deadline - nanoTime.getAsLong());
      line = full ? null : lines.poll(left, TimeUnit.NANOSECONDS);
    }
    ended = line == end;
    if (some.isEmpty() && broken) {
      throw new IOException("the body broke off");
    }
    return some;
  }

  /** Passes over what is still to come, for a while, so that its sender gets to see the answer. */
  void drain() throws InterruptedException {
    discarding = true;
    room.release(held + BYTES_AHEAD);
    held = 0;
    over.await(SECONDS_TO_DRAIN, TimeUnit.SECONDS);
  }

  /** Ends the reading, which closes the connection if it has not ended. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      if (reader != null) {
        reader.interrupt();
      }
    }
  }
}
