package io.jobservice.joblog;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;

/** A source that another node sends. */
final class PeerSource implements LogSource {

  private final HttpURLConnection exchange;
  private final InputStream body;
  private final boolean follow;
  private final long size;
  private final int lines;
  private long place;
  private boolean ended;

  PeerSource(HttpURLConnection exchange, boolean follow) throws IOException {
    this.exchange = exchange;
    this.follow = follow;
    this.body = exchange.getInputStream();
    this.size = exchange.getHeaderFieldLong(Peers.SIZE, -1);
    this.lines = exchange.getHeaderFieldInt(Peers.LINES, 0);
    this.place = exchange.getHeaderFieldLong(Peers.PLACE, 0);
  }

  @Override
  public long place() {
    return place;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int lines() {
    return lines;
  }

  @Override
  public int read(byte[] into) throws IOException {
    int count = body.read(into);
    if (count < 0) {
      ended = true;
      // The JDK takes the end of a broken connection for the end of an answer of known length.
      if (!follow && size >= 0 && place < size) {
        throw new EOFException("the answer ended too early");
      }
      return -1;
    }
    int kept = follow ? withoutPulse(into, count) : count;
    place += kept;
    return kept;
  }

  private static int withoutPulse(byte[] bytes, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (bytes[i] != Peers.ALIVE) {
        bytes[kept++] = bytes[i];
      }
    }
    return kept;
  }

  @Override
  public void close() {
    if (!ended) {
      // Closing the body would read on for a while, to save the connection.
      exchange.disconnect();
    }
  }
}
