package io.jobservice.core;

import io.jobservice.model.JobState;
import io.jobservice.redis.JobStates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Those who wait for jobs to change. They hold no thread: one loop takes turns, each of which looks
 * at all jobs that are waited for, every 50 ms, or less often when there are very many. Safe to
 * share.
 *
 * <p>Whoever waits is told once, by the thread of the loop, when the state is another one than it
 * knew, when it turns out to be final, when the job is gone, when its time is over, or when this is
 * closed. While Redis is away nobody is told but those whose time is over.
 */
public final class JobWatch implements AutoCloseable {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long LONGEST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** What may be asked of Redis in a second. */
  private static final long LOOKS_PER_SECOND = 5_000;

  private final Function<Collection<String>, Map<String, JobState>> states;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Waiter> waiters = new ArrayList<>();
  private boolean closed;

  /** One who waits. */
  private record Waiter(String id, JobState was, long until, Runnable then) {}

  /**
   * A watch over the jobs of a namespace.
   *
   * @param states where they are read
   * @param nanoTime a clock that never goes back, in nanoseconds from any origin
   */
  JobWatch(JobStates states, LongSupplier nanoTime) {
    this(states::read, nanoTime);
  }

  JobWatch(Function<Collection<String>, Map<String, JobState>> states, LongSupplier nanoTime) {
    this.states = Objects.requireNonNull(states);
    this.nanoTime = Objects.requireNonNull(nanoTime);
  }

  /**
   * Waits for news of a job.
   *
   * @param id the job
   * @param was the state that is known; when the job is in another one by now, that is news
   * @param longest how long to wait
   * @param then run once, soon after there is news or the time is over; it must not take long. When
   *     this is closed it is run at once
   */
  public void await(String id, JobState was, Duration longest, Runnable then) {
    lock.lock();
    try {
      if (!closed) {
        long until = nanoTime.getAsLong() + longest.toNanos();
        waiters.add(new Waiter(id, was, until, then));
        changed.signalAll();
        return;
      }
    } finally {
      lock.unlock();
    }
    then.run();
  }

  /** How many wait. */
  public int waiting() {
    lock.lock();
    try {
      return waiters.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for someone who waits, up to a second, then tells those for whom there is news, and rests
   * until the next look.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void turn() throws InterruptedException {
    if (isAnybodyThere()) {
      int looks = look();
      rest(Math.max(PAUSE_NANOS, TimeUnit.SECONDS.toNanos(looks) / LOOKS_PER_SECOND));
    }
  }

  /** However long the rest is, those whose time is over are told in time. */
  private void rest(long nanos) throws InterruptedException {
    long left = nanos;
    while (left > 0) {
      long some = Math.min(left, LONGEST_REST_NANOS);
      TimeUnit.NANOSECONDS.sleep(some);
      left -= some;
      tellThoseInTime();
    }
  }

  private void tellThoseInTime() {
    long now = nanoTime.getAsLong();
    tell(taken(waiter -> waiter.until - now <= 0));
  }

  private boolean isAnybodyThere() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.SECONDS.toNanos(1);
      while (waiters.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
      return !waiters.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Tells those for whom there is news, and says at how many jobs it looked for that. */
  int look() {
    tellThoseInTime();
    Set<String> ids = new HashSet<>();
    for (Waiter waiter : waiters()) {
      ids.add(waiter.id);
    }
    if (!ids.isEmpty()) {
      Map<String, JobState> found = states.apply(ids);
      tell(taken(waiter -> ids.contains(waiter.id) && isNews(waiter, found.get(waiter.id))));
    }
    return ids.size();
  }

  /** The known state may have been final already, and only its reader not have known. */
  private static boolean isNews(Waiter waiter, JobState state) {
    return state == null || state.over() || !state.equals(waiter.was);
  }

  private List<Waiter> waiters() {
    lock.lock();
    try {
      return List.copyOf(waiters);
    } finally {
      lock.unlock();
    }
  }

  /** Takes out those who are done. */
  private List<Waiter> taken(Predicate<Waiter> done) {
    List<Waiter> taken = new ArrayList<>();
    lock.lock();
    try {
      waiters.removeIf(waiter -> done.test(waiter) && taken.add(waiter));
    } finally {
      lock.unlock();
    }
    return taken;
  }

  private static void tell(List<Waiter> done) {
    RuntimeException failure = null;
    for (Waiter waiter : done) {
      try {
        waiter.then.run();
      } catch (RuntimeException e) {
        // One that cannot be told keeps none of the others from it.
        failure = e;
      } catch (OutOfMemoryError e) {
        // There may be no thread for it: nobody else would ever be told.
        failure = new IllegalStateException("there was no memory or thread to tell who waits", e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Tells all, and whoever comes later at once. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    tell(taken(waiter -> true));
  }
}
