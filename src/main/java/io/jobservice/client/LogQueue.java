package io.jobservice.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What a stream brings, on its way from the thread that reads it to the one that follows: a wait
 * for a queue can be interrupted and can end in time, one for a connection cannot. It holds some
 * mebibytes at most; then the reader waits.
 */
final class LogQueue implements LogListener {

  private static final int MOST_BYTES = 4 << 20;

  /** About what an item takes besides its text. */
  private static final int ITEM_BYTES = 64;

  private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(MOST_BYTES);
  private volatile boolean closed;

  /** What came; exactly one of its parts is there, or none for a sign of life. */
  record Item(
      JsonNode job,
      RawLine line,
      Optional<String> position,
      FollowEnd end,
      Exception failure,
      int size) {}

  /** Reads a stream. */
  @FunctionalInterface
  interface Source {
    FollowEnd read(LogListener listener) throws ClientException, IOException;
  }

  /** Brings a stream here, to its end or until nobody wants more. Throws nothing. */
  void fill(Source source) {
    try {
      FollowEnd end = source.read(this);
      items.add(new Item(null, null, Optional.empty(), end, null, 0));
    } catch (ClientException | IOException | RuntimeException e) {
      items.add(new Item(null, null, Optional.empty(), null, e, 0));
    }
  }

  /** The next that came, or null if nothing comes in this time. */
  Item next(Duration patience) throws InterruptedException {
    Item item = items.poll(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS);
    if (item != null) {
      room.release(item.size());
    }
    return item;
  }

  /** Lets the reader end when it has something to bring. */
  void close() {
    closed = true;
    room.release(MOST_BYTES);
  }

  @Override
  public void job(JsonNode answer) throws IOException {
    put(new Item(answer, null, Optional.empty(), null, null, ITEM_BYTES));
  }

  @Override
  public void line(RawLine line, Optional<String> position) throws IOException {
    put(new Item(null, line, position, null, null, line.bytes().length + ITEM_BYTES));
  }

  @Override
  public void alive() throws IOException {
    put(new Item(null, null, Optional.empty(), null, null, ITEM_BYTES));
  }

  private void put(Item item) throws IOException {
    try {
      room.acquire(item.size());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
    if (closed) {
      throw new InterruptedIOException("nobody follows any more");
    }
    items.add(item);
  }
}
