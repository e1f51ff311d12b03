package io.jobservice.joblog;

import io.jobservice.redis.LogStreams;
import io.jobservice.redis.LogStreams.Piece;
import io.jobservice.redis.RedisUnavailableException;
import io.jobservice.redis.RefusedException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/** A log in Redis, read some pieces at a time. */
final class RedisLog implements StoredLog {

  private static final int PIECES = 8;

  private final LogStreams streams;
  private final String jobId;

  /** What was read last, in order, without gaps. */
  private final Deque<Piece> pieces = new ArrayDeque<>();

  RedisLog(LogStreams streams, String jobId) {
    this.streams = streams;
    this.jobId = jobId;
  }

  /** What was read last is still there for its reader, though Redis may have let it go. */
  @Override
  public long start() throws IOException {
    long start = ask(() -> streams.first(jobId)).map(Piece::place).orElse(0L);
    return pieces.isEmpty() ? start : Math.min(start, pieces.peekFirst().place());
  }

  @Override
  public long end() throws IOException {
    return ask(() -> streams.last(jobId)).map(Piece::end).orElse(0L);
  }

  @Override
  public int read(long place, byte[] into, int offset, int length) throws IOException {
    Piece piece = piece(place);
    if (piece == null) {
      return -1;
    }
    return piece.copy(Math.max(place, piece.place()), into, offset, length);
  }

  /** The piece that has a place, or the first one behind it; null at the end. */
  private Piece piece(long place) throws IOException {
    boolean known = !pieces.isEmpty() && place >= pieces.peekFirst().place();
    while (known && !pieces.isEmpty() && place >= pieces.peekFirst().end()) {
      Piece passed = pieces.removeFirst();
      if (pieces.isEmpty() && place == passed.end()) {
        load(place);
      }
    }
    if (!known || pieces.isEmpty()) {
      Optional<Piece> found = ask(() -> streams.at(jobId, place));
      if (found.isEmpty() || place >= found.get().end()) {
        return null;
      }
      pieces.clear();
      load(found.get().place());
    }
    return pieces.peekFirst();
  }

  private void load(long place) throws IOException {
    pieces.addAll(ask(() -> streams.from(jobId, place, PIECES)));
  }

  private static <T> T ask(Supplier<T> question) throws IOException {
    try {
      return question.get();
    } catch (RedisUnavailableException | RefusedException e) {
      throw new IOException("the log in Redis cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {}
}
