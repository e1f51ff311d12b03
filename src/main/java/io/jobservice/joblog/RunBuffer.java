package io.jobservice.joblog;

import io.jobservice.model.LogLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * What one run has logged and one place has not yet written, within bounds. A thread that logs into
 * a full buffer waits a little for room, unless the place is in trouble; then the line is lost, and
 * a mark tells where. Safe to share; one thread takes out, without the lock of anybody else.
 */
final class RunBuffer {

  static final long MOST_BYTES = 256L << 10;

  private static final long PATIENCE_NANOS = Duration.ofSeconds(2).toNanos();
  private static final long INTERRUPTED_PATIENCE_NANOS = Duration.ofMillis(100).toNanos();
  private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();
  private static final String FULL = "too much was logged at once";

  private final LogLevel least;
  private final LogMemory memory;
  private final LongSupplier nanoTime;
  private final Owner owner;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Part> parts = new ArrayDeque<>();
  private long bytes;
  private int taken;
  private boolean announced;
  private boolean used;
  private boolean closed;

  /** Whether somebody has waited in vain since the last write. */
  private boolean stalled;

  /** Who empties the buffer. The methods are called with the lock held, and wait for nothing. */
  interface Owner {

    /** There is something to write, or the run has ended; not told again until it is settled. */
    void ready();

    /** Somebody waits for what is there to be written. */
    void hurry();

    /** Why nothing can be written now; null when all is well. */
    String trouble();

    /** Entries will never be written. */
    void lost(LogLoss reason, long entries);
  }

  /**
   * An entry, or the mark of a loss.
   *
   * @param entry null for a loss
   * @param at when it was logged; of a loss when the first one was
   * @param lost how many entries are missing here
   * @param why they are
   * @param charge what it is taken to need in memory
   */
  record Part(LogEntry entry, Instant at, long lost, String why, long charge) {

    boolean isLoss() {
      return entry == null;
    }
  }

  RunBuffer(LogLevel least, LogMemory memory, LongSupplier nanoTime, Owner owner) {
    this.least = least;
    this.memory = memory;
    this.nanoTime = nanoTime;
    this.owner = owner;
  }

  LogLevel least() {
    return least;
  }

  /** Takes an entry if it is grave enough. The caller may wait for two seconds. */
  void append(LogEntry entry) {
    if (entry.level().compareTo(least) < 0) {
      return;
    }
    long charge = charge(entry);
    lock.lock();
    try {
      boolean room = !closed && awaitRoom(charge);
      if (closed) {
        if (room) {
          memory.release(charge);
        }
        owner.lost(LogLoss.ENDED, 1);
        return;
      }
      if (room) {
        parts.add(new Part(entry, entry.at(), 0, "", charge));
        bytes += charge;
      } else {
        lose(entry.at());
      }
      announce();
    } finally {
      lock.unlock();
    }
  }

  private static long charge(LogEntry entry) {
    long charge = 160L + entry.message().length() + entry.source().length();
    for (var pair : entry.context().entrySet()) {
      charge += 80L + pair.getKey().length() + pair.getValue().length();
    }
    return charge + entry.failure().map(LoggedFailure::size).orElse(0L);
  }

  private void announce() {
    used = true;
    if (!announced) {
      announced = true;
      owner.ready();
    } else if (bytes > MOST_BYTES / 2) {
      owner.hurry();
    }
  }

  /** An entry that is larger than all the buffer finds room when there is nothing else in it. */
  private boolean reserve(long charge) {
    return (bytes == 0 || bytes + charge <= MOST_BYTES) && memory.reserve(charge);
  }

  private boolean awaitRoom(long charge) {
    if (reserve(charge)) {
      return true;
    }
    boolean interrupted = false;
    long begin = nanoTime.getAsLong();
    try {
      while (!closed && !stalled && owner.trouble() == null) {
        owner.hurry();
        long patience = interrupted ? INTERRUPTED_PATIENCE_NANOS : PATIENCE_NANOS;
        long left = patience - (nanoTime.getAsLong() - begin);
        if (left <= 0) {
          stalled = true;
          return false;
        }
        try {
          changed.awaitNanos(Math.min(left, LOOK_NANOS));
        } catch (InterruptedException e) {
          interrupted = true;
        }
        if (reserve(charge)) {
          return true;
        }
      }
      return false;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void lose(Instant at) {
    String trouble = owner.trouble();
    String why = trouble == null ? FULL : trouble;
    Part last = parts.peekLast();
    if (last != null && last.isLoss() && parts.size() > taken) {
      parts.removeLast();
      parts.add(new Part(null, last.at(), last.lost() + 1, why, 0));
    } else {
      parts.add(new Part(null, at, 1, why, 0));
    }
    owner.lost(LogLoss.BUFFER, 1);
  }

  /**
   * Ends the run: nothing more is taken. Waits for what is there to be written, for a while and
   * only as long as the place is in no trouble; the rest is written later.
   */
  void close(long nanos) {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      if (!used) {
        return;
      }
      if (!announced) {
        announced = true;
        owner.ready();
      }
      long begin = nanoTime.getAsLong();
      while (!parts.isEmpty() && owner.trouble() == null) {
        owner.hurry();
        long left = nanos - (nanoTime.getAsLong() - begin);
        if (left <= 0) {
          return;
        }
        try {
          changed.awaitNanos(Math.min(left, LOOK_NANOS));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** All that is there. It stays there until it is {@link #written}. */
  List<Part> take() {
    lock.lock();
    try {
      taken = parts.size();
      return new ArrayList<>(parts);
    } finally {
      lock.unlock();
    }
  }

  /** Lets go of the first parts of those that were taken. */
  void written(int number) {
    lock.lock();
    try {
      remove(number);
      taken -= number;
      stalled = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets go of everything, which is lost. */
  void discard(LogLoss reason) {
    lock.lock();
    try {
      long entries = parts.stream().filter(part -> !part.isLoss()).count();
      if (entries > 0) {
        owner.lost(reason, entries);
      }
      remove(parts.size());
      taken = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void remove(int number) {
    for (int i = 0; i < number; i++) {
      Part part = parts.removeFirst();
      bytes -= part.charge();
      memory.release(part.charge());
    }
  }

  /** What is to be done after a write: more of it, nothing until it is ready again, or no more. */
  State settle() {
    lock.lock();
    try {
      taken = 0;
      if (!parts.isEmpty()) {
        return State.MORE;
      }
      announced = closed;
      return closed ? State.ENDED : State.EMPTY;
    } finally {
      lock.unlock();
    }
  }

  /** See {@link #settle}. */
  enum State {
    MORE,
    EMPTY,
    ENDED
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }
}
