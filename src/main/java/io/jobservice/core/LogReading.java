package io.jobservice.core;

import io.jobservice.core.LogFinder.Found;
import io.jobservice.joblog.LogSource;
import io.jobservice.model.RanOn;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The log of a job as it was when it was opened, from all places where the job ran, in the order of
 * its attempts. What is out of reach is named in its place. For one thread.
 */
public final class LogReading implements Closeable {

  private static final int BLOCK = 64 << 10;
  private static final String LOST =
      "--- what was logged before is gone: only the newest was kept ---\n";

  private final List<Found> found;
  private final List<RanOn.Stay> stays;
  private final boolean whole;

  /**
   * A reading of what was found.
   *
   * @param whole whether it is to begin where the log does
   */
  LogReading(List<Found> found, List<RanOn.Stay> stays, boolean whole) {
    this.found = List.copyOf(found);
    this.whole = whole;
    // Of the first stays nothing was needed.
    this.stays = stays.subList(Math.max(0, stays.size() - found.size()), stays.size());
  }

  /**
   * How many bytes the log has, before what was asked to be left out; empty when it lies in several
   * places.
   */
  public OptionalLong size() {
    if (found.isEmpty()) {
      return OptionalLong.of(0);
    }
    return found.size() == 1 && found.get(0) instanceof Found.Open open && open.source().size() >= 0
        ? OptionalLong.of(open.source().size())
        : OptionalLong.empty();
  }

  /** The place of the first byte; 0 when the log lies in several places. */
  public long place() {
    return found.size() == 1 ? place(found.get(0)) : 0;
  }

  /**
   * Whether all of it can be had at once, without waiting for another node, and is no longer than
   * some bytes.
   */
  public boolean isWithin(long bytes) {
    return size().isPresent()
        && size().getAsLong() - place() <= bytes
        && found.stream().allMatch(one -> one instanceof Found.Open open && open.isHere());
  }

  /** Its bytes, to be read once. Closing the stream closes the reading. */
  public InputStream stream() {
    return new Stream();
  }

  @Override
  public void close() {
    close(found);
  }

  static void close(List<Found> found) {
    for (Found one : found) {
      if (one instanceof Found.Open open) {
        open.source().close();
      }
    }
  }

  static long place(Found one) {
    return one instanceof Found.Open open ? open.source().place() : 0;
  }

  /** The line that stands for what a capped log has lost. */
  static Optional<byte[]> lostBeginning(List<Found> found) {
    boolean lost = !found.isEmpty() && place(found.get(0)) > 0;
    return lost ? Optional.of(LOST.getBytes(StandardCharsets.UTF_8)) : Optional.empty();
  }

  /** The line that stands for what is out of reach. */
  static byte[] notice(RanOn.Stay stay, String reason) {
    String attempts = "attempt " + stay.first();
    if (stay.last() == Long.MAX_VALUE) {
      attempts = "attempts from " + stay.first() + " on";
    } else if (stay.last() > stay.first()) {
      attempts = "attempts " + stay.first() + " to " + stay.last();
    }
    return ("--- the log of "
            + attempts
            + " is on node "
            + stay.node()
            + ", and "
            + reason
            + " ---\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private final class Stream extends InputStream {

    private final byte[] block = new byte[BLOCK];
    private int next;
    private int length;
    private int at;

    Stream() {
      Optional<byte[]> line = whole ? lostBeginning(found) : Optional.empty();
      line.ifPresent(this::show);
    }

    private void show(byte[] line) {
      length = Math.min(line.length, block.length);
      System.arraycopy(line, 0, block, 0, length);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
      while (at == length) {
        if (!fill()) {
          return -1;
        }
      }
      int copied = Math.min(count, length - at);
      System.arraycopy(block, at, into, offset, copied);
      at += copied;
      return copied;
    }

    /** Whether there was more; it may have been nothing. */
    private boolean fill() throws IOException {
      at = 0;
      length = 0;
      if (next == found.size()) {
        return false;
      }
      if (found.get(next) instanceof Found.Open open) {
        int count = read(open.source());
        length = Math.max(0, count);
        next += count < 0 ? 1 : 0;
      } else {
        show(notice(stays.get(next), ((Found.Away) found.get(next)).reason()));
        next++;
      }
      return true;
    }

    private int read(LogSource source) throws IOException {
      return source.read(block);
    }

    @Override
    public void close() {
      LogReading.this.close();
    }
  }
}
