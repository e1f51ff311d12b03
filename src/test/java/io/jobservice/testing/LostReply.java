package io.jobservice.testing;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A reply that a {@link TcpProxy} loses, or has lost. Thread safe. */
public final class LostReply {

  private final byte[] marker;
  private final CountDownLatch happened = new CountDownLatch(1);

  LostReply(byte[] marker) {
    this.marker = marker;
  }

  /** Whether the reply was lost and the client's connection is closed. */
  public boolean hasHappened() {
    return happened.getCount() == 0;
  }

  /** Waits until it has happened; false if it did not within the time. */
  public boolean await(Duration atMost) throws InterruptedException {
    return happened.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  void happen() {
    happened.countDown();
  }

  /** The length of what sets it off. */
  int length() {
    return marker.length;
  }

  /** Whether the marker is there and ends behind an offset; what ended before was seen. */
  boolean isIn(byte[] bytes, int from) {
    for (int at = Math.max(0, from + 1 - marker.length); at + marker.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + marker.length, marker, 0, marker.length)) {
        return true;
      }
    }
    return false;
  }
}
