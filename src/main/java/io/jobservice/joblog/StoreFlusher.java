package io.jobservice.joblog;

import io.jobservice.model.LogLevel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what runs have logged to one place, some 50 ms after the first line that waits. One thread
 * takes the turns; all else is safe to share.
 *
 * <p>A log that fails while others of the place are written is in trouble by itself. When none can
 * be written, as on a full disk, the place is: that is said once, tried again with few logs and
 * longer pauses, and said once more when it is over.
 */
final class StoreFlusher {

  private static final Logger LOG = LoggerFactory.getLogger(StoreFlusher.class);
  private static final long GATHER_NANOS = Duration.ofMillis(50).toNanos();
  private static final long LONGEST_WAIT_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long HANGING_NANOS = Duration.ofSeconds(2).toNanos();
  private static final Duration KEPT_AFTER_END = Duration.ofSeconds(30);
  private static final int PROBES = 4;
  private static final int MOST_WAITING = 10_000;

  private final String name;
  private final LogStore store;
  private final LogMemory memory;
  private final LongSupplier nanoTime;
  private final LogTally tally = new LogTally();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Deque<StoreLane> ready = new ArrayDeque<>();
  private long readySince;
  private volatile boolean hurried;
  private boolean woken;

  /** Held during a turn. */
  private final ReentrantLock turn = new ReentrantLock();

  /** Those that could not be written, or were not tried; of the thread that takes the turn. */
  private final Deque<StoreLane> waiting = new ArrayDeque<>();

  private BackOff backOff = BackOff.none();
  private long lostBefore;
  private volatile String trouble;
  private volatile long writingSince;
  private volatile boolean writing;

  StoreFlusher(String name, LogStore store, LogMemory memory, LongSupplier nanoTime) {
    this.name = name;
    this.store = store;
    this.memory = memory;
    this.nanoTime = nanoTime;
  }

  LogCounts counts() {
    return tally.counts(trouble != null);
  }

  /** A way for a run. Nothing is made before its first line. */
  RunBuffer open(LogRun run, LogLevel least) {
    LaneOwner owner = new LaneOwner();
    RunBuffer buffer = new RunBuffer(least, memory, nanoTime, owner);
    owner.lane = new StoreLane(run, store, tally, buffer);
    return buffer;
  }

  /** Stands between a buffer and this. */
  private final class LaneOwner implements RunBuffer.Owner {

    private StoreLane lane;

    @Override
    public void ready() {
      StoreFlusher.this.ready(lane);
    }

    @Override
    public void hurry() {
      StoreFlusher.this.hurry();
    }

    @Override
    public String trouble() {
      if (writing && nanoTime.getAsLong() - writingSince > HANGING_NANOS) {
        return "it could not be written in time";
      }
      return trouble == null ? lane.trouble() : trouble;
    }

    @Override
    public void lost(LogLoss reason, long entries) {
      tally.lost(reason, entries);
    }
  }

  private void ready(StoreLane lane) {
    lock.lock();
    try {
      if (ready.isEmpty()) {
        readySince = nanoTime.getAsLong();
        work.signal();
      }
      ready.add(lane);
    } finally {
      lock.unlock();
    }
  }

  private void hurry() {
    if (!hurried) {
      lock.lock();
      try {
        hurried = true;
        work.signal();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Ends the wait of a turn. */
  void wake() {
    lock.lock();
    try {
      woken = true;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for something to write, up to a second, and writes it. */
  void turn() throws InterruptedException {
    awaitWork();
    turn.lock();
    try {
      pass(false);
    } finally {
      turn.unlock();
    }
  }

  /**
   * Writes what is left, once, if no turn is under way, and says what could not be written. No turn
   * may follow.
   */
  void finish() {
    if (turn.tryLock()) {
      try {
        pass(true);
        tellLost(abandon());
      } finally {
        turn.unlock();
      }
    } else {
      LOG.warn("job logs on {}: a write hangs at the end; what waits behind it is lost", name);
    }
  }

  /** How many lines are lost with it, and since trouble began. */
  private long abandon() {
    long before = trouble == null ? tally.allLost() : lostBefore;
    waiting.forEach(StoreLane::abandon);
    waiting.clear();
    return tally.allLost() - before;
  }

  private void tellLost(long lines) {
    if (lines > 0) {
      String text = LostLines.text(lines, trouble == null ? "they could not be written" : trouble);
      LOG.warn("job logs on {} cannot be written up to the end: {}", name, text);
    }
  }

  private void awaitWork() throws InterruptedException {
    long begin = nanoTime.getAsLong();
    long next = nextRetry(begin);
    lock.lockInterruptibly();
    try {
      while (true) {
        long now = nanoTime.getAsLong();
        long wait = Math.min(LONGEST_WAIT_NANOS - (now - begin), next - now);
        if (trouble == null && !ready.isEmpty()) {
          wait = hurried ? 0 : Math.min(wait, GATHER_NANOS - (now - readySince));
        }
        if (wait <= 0 || woken) {
          hurried = false;
          woken = false;
          return;
        }
        work.awaitNanos(wait);
      }
    } finally {
      lock.unlock();
    }
  }

  /** When the first of those that wait may be tried again. */
  private long nextRetry(long now) {
    long longest = now + LONGEST_WAIT_NANOS;
    if (waiting.isEmpty()) {
      return longest;
    }
    if (trouble != null) {
      return backOff.retryAt();
    }
    return waiting.stream()
        .mapToLong(lane -> lane.backOff().isOver(now) ? now : lane.backOff().retryAt())
        .reduce(longest, (a, b) -> b - a < 0 ? b : a);
  }

  private void pass(boolean last) {
    long now = nanoTime.getAsLong();
    takeReady();
    if (!last && trouble != null && !backOff.isOver(now)) {
      return;
    }
    List<StoreLane> due = new ArrayList<>();
    for (int i = waiting.size(); i > 0; i--) {
      StoreLane lane = waiting.removeFirst();
      boolean tried = last || trouble != null || lane.backOff().isOver(now);
      (tried ? due : waiting).add(lane);
    }
    write(due, last);
  }

  /** New ones come first, so that old ones in trouble of their own do not stand for the place. */
  private void takeReady() {
    lock.lock();
    try {
      while (!ready.isEmpty()) {
        waiting.addFirst(ready.removeLast());
      }
    } finally {
      lock.unlock();
    }
  }

  private void write(List<StoreLane> due, boolean last) {
    List<Failed> failed = new ArrayList<>();
    boolean works = false;
    for (StoreLane lane : due) {
      if (!works && failed.size() == PROBES) {
        waiting.add(lane);
        continue;
      }
      try {
        if (write(lane)) {
          works = true;
          recovered();
        }
        settle(lane);
      } catch (IOException e) {
        failed.add(new Failed(lane, e));
      }
    }
    judge(failed, works);
    if (!last) {
      forget();
    }
  }

  private record Failed(StoreLane lane, IOException failure) {}

  private boolean write(StoreLane lane) throws IOException {
    writingSince = nanoTime.getAsLong();
    writing = true;
    try {
      return lane.write();
    } finally {
      writing = false;
      long took = nanoTime.getAsLong() - writingSince;
      if (took > HANGING_NANOS) {
        LOG.warn("job logs on {}: a write took {} s", name, Duration.ofNanos(took).toSeconds());
      }
    }
  }

  private void settle(StoreLane lane) {
    switch (lane.buffer().settle()) {
      case MORE -> ready(lane);
      case ENDED -> lane.end();
      case EMPTY -> {}
    }
  }

  private void judge(List<Failed> failed, boolean works) {
    long now = nanoTime.getAsLong();
    boolean own = works || failed.stream().allMatch(one -> one.lane.trouble() != null);
    for (Failed one : failed) {
      if (own && trouble == null) {
        one.lane.inTrouble(one.failure, now);
      }
      waiting.add(one.lane);
    }
    if (!failed.isEmpty() && (!own || trouble != null)) {
      inTrouble(failed.get(failed.size() - 1).failure, now);
    }
  }

  private void inTrouble(IOException failure, long now) {
    if (trouble == null) {
      LOG.error(
          "job logs on {} cannot be written, trying again: {}", name, Words.withFile(failure));
      tally.troubled();
      lostBefore = tally.allLost();
    } else {
      LOG.debug("job logs on {}: {}", name, failure.toString());
    }
    trouble = Words.of(failure);
    backOff = backOff.next(now);
  }

  private void recovered() {
    if (trouble != null) {
      LOG.info(
          "job logs on {} are written again after {} s; {} lines were lost",
          name,
          backOff.lasting(nanoTime.getAsLong()).toSeconds(),
          tally.allLost() - lostBefore);
      trouble = null;
      backOff = BackOff.none();
    }
  }

  /** What has ended and is in trouble by itself is kept for a while; and never too many of them. */
  private void forget() {
    long now = nanoTime.getAsLong();
    for (int i = waiting.size(); i > 0; i--) {
      StoreLane lane = waiting.removeFirst();
      boolean tooLong =
          lane.trouble() != null && lane.backOff().lasting(now).compareTo(KEPT_AFTER_END) > 0;
      if ((tooLong || i > MOST_WAITING) && lane.buffer().isClosed()) {
        lane.abandon();
      } else {
        waiting.addLast(lane);
      }
    }
  }
}
