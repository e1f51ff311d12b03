package io.jobservice.api;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Cuts off clients who keep a thread waiting: with half a head, with a body that does not come, or
 * by taking nothing of an answer. Safe to share.
 *
 * <p>A thread that waits for a client waits without end, and nobody else can close its exchange
 * meanwhile; an interrupt closes the channel under it. Each thread tells when it begins to wait and
 * when that is over; it is interrupted only between the two, under the lock of its turn, and what
 * comes too late is cleared before the thread has anything else to do.
 */
final class ThreadWatch {

  /**
   * What comes in or is taken at less than that, in the long run, holds up a thread for nothing.
   */
  private static final long BYTES_PER_SECOND = 1024;

  /** What is large takes memory meanwhile: after a while it has to be faster. */
  private static final long OF_LARGE_PER_SECOND = 64 << 10;

  private static final long UNTIL_LARGE_SECONDS = 120;

  private static final long PRESSED_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** What a client who sends and reads at once does not take. */
  private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final LongSupplier nanoTime;
  private final Map<Thread, Turn> turns = new ConcurrentHashMap<>();

  /**
   * A watch that looks when it is told to.
   *
   * @param nanoTime a clock that never goes back, in nanoseconds from any origin
   */
  ThreadWatch(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** What a thread waits for. */
  enum Wait {
    /** The head of a request: some seconds in all. */
    HEAD(10, false),
    /** The next bytes of a body. */
    BODY(30, true),
    /** What is left of a body that nobody wants: some seconds in all. */
    REST(10, false),
    /** That a client takes the next bytes of an answer. */
    WRITE(60, true),
    /** What other threads do that wait for clients, or hold for them: bounded elsewhere. */
    OTHERS(TimeUnit.DAYS.toSeconds(1000), true);

    private final long longestNanos;
    private final boolean goesOn;

    Wait(long seconds, boolean goesOn) {
      this.longestNanos = TimeUnit.SECONDS.toNanos(seconds);
      this.goesOn = goesOn;
    }
  }

  /** What is done on a thread under watch. */
  interface Task {
    void run(Turn self);
  }

  /**
   * Does something on the thread of a request, which begins by waiting for its head. Who gets on
   * slowly is cut off though he gets on.
   */
  void request(Runnable exchange) {
    run(
        true,
        self -> {
          self.headBegins();
          exchange.run();
        });
  }

  /** Does something that may take as long as it likes, while its client keeps getting on. */
  void stream(Task task) {
    run(false, task);
  }

  private void run(boolean rated, Task task) {
    Turn self = new Turn(rated);
    turns.put(self.thread, self);
    try {
      task.run(self);
    } finally {
      turns.remove(self.thread);
      self.over();
    }
  }

  /** Something that waits for a client, and says how many bytes that moved. */
  interface Step {
    long run() throws IOException;
  }

  /**
   * Does something that waits for a client.
   *
   * @throws IOException if it fails, or the client was cut off
   */
  long await(Wait what, Step step) throws IOException {
    Turn turn = turns.get(Thread.currentThread());
    if (turn == null) {
      return step.run();
    }
    Wait before = turn.begin(what);
    long moved;
    try {
      moved = step.run();
    } catch (IOException | RuntimeException e) {
      turn.leave(before, 0);
      throw e;
    }
    turn.end(before, moved);
    return moved;
  }

  /** The head of the request of this thread has come. */
  void headIsThere() throws IOException {
    Turn turn = turns.get(Thread.currentThread());
    if (turn != null) {
      turn.end(null, 0);
    }
  }

  /**
   * Cuts off those who take too long.
   *
   * @param pressed whether others wait for the threads; then a head gets a second
   * @return how many threads of requests wait, and not for some moments only
   */
  int look(boolean pressed) {
    long now = nanoTime.getAsLong();
    int waiting = 0;
    for (Turn turn : turns.values()) {
      if (turn.look(now, pressed)) {
        waiting++;
      }
    }
    return waiting;
  }

  /** What one thread does. */
  final class Turn {

    private final Thread thread = Thread.currentThread();
    private final boolean rated;
    private Wait wait;
    private Wait last;
    private long since;
    private long waited;
    private long bytes;
    private boolean cut;
    private boolean over;

    private Turn(boolean rated) {
      this.rated = rated;
    }

    private synchronized void headBegins() {
      wait = Wait.HEAD;
      last = wait;
      since = nanoTime.getAsLong();
    }

    private synchronized Wait begin(Wait next) throws IOException {
      refuseIfCut();
      Wait before = wait;
      if (last != next) {
        waited = 0;
        bytes = 0;
      }
      last = next;
      wait = next;
      since = nanoTime.getAsLong();
      return before;
    }

    private synchronized void end(Wait before, long moved) throws IOException {
      leave(before, moved);
      refuseIfCut();
    }

    private synchronized void leave(Wait before, long moved) {
      long now = nanoTime.getAsLong();
      waited += now - since;
      bytes += Math.max(0, moved);
      wait = before;
      since = now;
    }

    private void refuseIfCut() throws IOException {
      if (cut) {
        throw new IOException("cut off");
      }
    }

    /** Says whether it is a request that waits longer than some moments. */
    private synchronized boolean look(long now, boolean pressed) {
      if (wait == null) {
        return false;
      }
      long here = now - since;
      long inAll = waited + here;
      long longest = pressed && wait == Wait.HEAD ? PRESSED_NANOS : wait.longestNanos;
      if (!wait.goesOn) {
        if (inAll > longest) {
          cutOff();
        }
      } else if (here > longest || (rated && inAll - longest > due(bytes))) {
        cutOff();
      }
      return rated && inAll >= MOMENT_NANOS;
    }

    private static long due(long bytes) {
      return TimeUnit.SECONDS.toNanos(
          Math.min(bytes / BYTES_PER_SECOND, UNTIL_LARGE_SECONDS + bytes / OF_LARGE_PER_SECOND));
    }

    /** Breaks off what the thread does, unless it is done. */
    synchronized void cutOff() {
      if (!over) {
        cut = true;
        thread.interrupt();
      }
    }

    private synchronized void over() {
      over = true;
      // What came too late must not meet the next task of the thread.
      Thread.interrupted();
    }
  }
}
