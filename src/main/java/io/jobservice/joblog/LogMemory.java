package io.jobservice.joblog;

import java.util.concurrent.atomic.AtomicLong;

/** What all buffers of a node may hold together. Safe to share. */
final class LogMemory {

  private final long most;
  private final AtomicLong held = new AtomicLong();

  LogMemory(long most) {
    this.most = most;
  }

  /** Takes some bytes, if there are as many. */
  boolean reserve(long bytes) {
    long now = held.get();
    while (now + bytes <= most) {
      if (held.compareAndSet(now, now + bytes)) {
        return true;
      }
      now = held.get();
    }
    return false;
  }

  void release(long bytes) {
    held.addAndGet(-bytes);
  }

  long held() {
    return held.get();
  }
}
