package io.jobservice.hook;

import io.jobservice.redis.HookOutbox.Claim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process has claimed, and how much more it may. A slot is for one delivery at a time; a
 * hold is a claim in a slot. Times are of the monotonic clock, in nanoseconds. Safe to share, with
 * one lock under which nothing waits for Redis or a receiver.
 */
final class Holds {

  private static final Logger LOG = LoggerFactory.getLogger(Holds.class);

  private final int slots;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Hold> byJob = new HashMap<>();
  private int taken;
  private boolean closed;

  Holds(int slots) {
    this.slots = slots;
  }

  private enum Step {
    WAITS,
    POSTS,
    SETTLES
  }

  /** A claim, from event to event of its job. Its owner is the thread that delivers them. */
  final class Hold {
    private Claim claim;
    private long heldUntil;
    private Step step = Step.WAITS;
    private int steps;
    private Optional<Thread> poster = Optional.empty();
    private boolean lost;

    private Hold(Claim claim, long heldUntil) {
      this.claim = claim;
      this.heldUntil = heldUntil;
    }

    Claim claim() {
      return claim;
    }

    /** Before a post: from here on the thread may be interrupted. False if the claim is lost. */
    boolean begin() {
      lock.lock();
      try {
        if (lost) {
          return false;
        }
        go(Step.POSTS);
        poster = Optional.of(Thread.currentThread());
        return true;
      } finally {
        lock.unlock();
      }
    }

    /** After it: an interrupt that came too late is forgotten. */
    void end() {
      lock.lock();
      try {
        go(Step.SETTLES);
        poster = Optional.empty();
        Thread.interrupted();
      } finally {
        lock.unlock();
      }
    }

    /** The claim goes on with the next event. False if it is lost. */
    boolean next(Claim following, long until) {
      lock.lock();
      try {
        claim = following;
        heldUntil = until;
        go(Step.WAITS);
        return !lost;
      } finally {
        lock.unlock();
      }
    }

    private void go(Step to) {
      step = to;
      steps++;
    }

    private void lose(String why) {
      lost = true;
      LOG.debug("the claim of event {}-{} {}", claim.job(), claim.sequence(), why);
      poster.ifPresent(Thread::interrupt);
    }
  }

  /**
   * A hold as it was at a moment.
   *
   * @param steps how many it had taken
   */
  record Seen(Hold hold, Claim claim, int steps) {}

  /**
   * Takes all free slots; waits if there is none.
   *
   * @return 0 if none came free in time, or it is closed
   */
  int takeFree(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (taken >= slots && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      int free = closed ? 0 : slots - taken;
      taken += free;
      return free;
    } finally {
      lock.unlock();
    }
  }

  /** Gives slots back. */
  void free(int number) {
    lock.lock();
    try {
      taken -= number;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many deliveries there are to each endpoint. */
  Map<String, Integer> busy() {
    lock.lock();
    try {
      Map<String, Integer> busy = new HashMap<>();
      byJob.values().forEach(hold -> busy.merge(hold.claim.endpoint(), 1, Integer::sum));
      return busy;
    } finally {
      lock.unlock();
    }
  }

  /**
   * A fresh claim in a slot that was taken. A job that is held already had lapsed; when its event
   * is still the same, the one who has it goes on.
   *
   * @return empty if nobody needs to begin anything
   */
  Optional<Hold> add(Claim claim, long until) {
    lock.lock();
    try {
      Hold before = byJob.get(claim.job());
      if (before != null && !before.lost && before.claim.sequence() == claim.sequence()) {
        before.heldUntil = until;
        return Optional.empty();
      }
      if (before != null) {
        before.lose("was made anew");
      }
      Hold hold = new Hold(claim, until);
      byJob.put(claim.job(), hold);
      return Optional.of(hold);
    } finally {
      lock.unlock();
    }
  }

  /** The claim is over. */
  void remove(Hold hold) {
    lock.lock();
    try {
      byJob.remove(hold.claim.job(), hold);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  List<Seen> seen() {
    lock.lock();
    try {
      return byJob.values().stream().map(hold -> new Seen(hold, hold.claim, hold.steps)).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Those that were renewed are held longer; a missing one that has not moved since is lost. */
  void renewed(List<Seen> asked, Set<String> kept, long until) {
    lock.lock();
    try {
      for (Seen seen : asked) {
        Hold hold = seen.hold();
        if (kept.contains(seen.claim().job())) {
          hold.heldUntil = Math.max(hold.heldUntil, until);
        } else if (hold.steps == seen.steps() && hold.step != Step.SETTLES) {
          hold.lose("is somebody else's now");
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Lets go of claims that have lapsed, since others may have them. */
  void loseLapsed(long now) {
    lock.lock();
    try {
      for (Hold hold : byJob.values()) {
        if (hold.heldUntil - now <= 0 && !hold.lost && hold.step != Step.SETTLES) {
          hold.lose("has lapsed");
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more from now on. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until no slot is taken; says whether it came to that in time. */
  boolean awaitIdle(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (taken > 0 && left > 0) {
        left = changed.awaitNanos(left);
      }
      return taken == 0;
    } finally {
      lock.unlock();
    }
  }

  /** Interrupts all that are under way, and hands out their claims. */
  List<Claim> cancelAll() {
    lock.lock();
    try {
      List<Claim> claims = new ArrayList<>();
      for (Hold hold : byJob.values()) {
        if (hold.step != Step.SETTLES && !hold.lost) {
          claims.add(hold.claim);
          hold.lose("is given back");
        }
      }
      return claims;
    } finally {
      lock.unlock();
    }
  }
}
