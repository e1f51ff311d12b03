package io.jobservice.core;

import static io.jobservice.core.Guarded.guarded;

import io.jobservice.model.BadRequestException;
import io.jobservice.model.EventId;
import io.jobservice.model.ServiceException;
import io.jobservice.model.StatusEvent;
import io.jobservice.model.UnavailableException;
import io.jobservice.redis.EventStore;
import io.jobservice.redis.EventStore.Window;
import io.jobservice.redis.RedisClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;

/**
 * What happens to jobs, on whichever node, for those who follow it. Safe to share. Redis keeps
 * events only while somebody follows, and ten minutes longer, so that a follower who comes back
 * hears what it missed.
 *
 * <p>One loop reads for all followers of this process, and keeps the newest events in memory. A
 * follower who is behind these reads from Redis itself, until it has caught up.
 */
public final class StatusEvents {

  private static final int MOST_IN_MEMORY = 10_000;
  private static final int MOST_A_READ = 1000;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
  private static final long RENEWAL_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final EventStore store;
  private final RedisClock clock;
  private final ConcurrentNavigableMap<EventId, StatusEvent> newest = new ConcurrentSkipListMap<>();

  /** Guards what follows, and tells of further events. */
  private final Object lock = new Object();

  private int followers;

  /** All events behind this one, up to the one that was read last, are in memory. */
  private Optional<EventId> from = Optional.empty();

  /** How often the loop has begun anew: then a place may be one that is no more. */
  private int beginnings;

  // These two belong to the loop.
  private Optional<EventId> read = Optional.empty();
  private long renewedAt;

  StatusEvents(EventStore store, RedisClock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** One who follows; for one thread. */
  public final class Follower implements AutoCloseable {

    private final Queue<StatusEvent> ready = new ArrayDeque<>();
    private EventId place;
    private int beginning = -1;
    private boolean closed;

    private Follower(EventId place) {
      this.place = place;
    }

    /**
     * Waits for the next event. While Redis is away there is none.
     *
     * @param longest how long at most
     * @return the event; empty when there was none
     * @throws InterruptedException if the thread is interrupted
     * @throws UnavailableException if it has fallen behind what is in memory, and Redis is away
     */
    public Optional<StatusEvent> next(Duration longest)
        throws InterruptedException, UnavailableException {
      if (ready.isEmpty()) {
        if (!awaitCovered(longest)) {
          catchUp();
        }
      }
      StatusEvent event = ready.poll();
      if (event == null) {
        return Optional.empty();
      }
      place = event.id();
      return Optional.of(event);
    }

    /** The last event that {@link #next} gave; before the first one, that from where it goes on. */
    public EventId place() {
      return place;
    }

    /** Whether a further event is at hand. */
    public boolean isAtHand() {
      return !ready.isEmpty();
    }

    /**
     * Waits until there is something behind the place in memory, and takes it, before the loop can
     * forget any of it; false at once when something may be missing there.
     */
    private boolean awaitCovered(Duration longest) throws InterruptedException {
      long deadline = clock.monotonicNanos() + longest.toNanos();
      synchronized (lock) {
        while (isCovered() && newest.higherKey(place) == null) {
          long left = deadline - clock.monotonicNanos();
          if (left <= 0) {
            return true;
          }
          TimeUnit.NANOSECONDS.timedWait(lock, left);
        }
        if (!isCovered()) {
          return false;
        }
        newest.tailMap(place, false).values().stream().limit(MOST_A_READ).forEach(ready::add);
        return true;
      }
    }

    private boolean isCovered() {
      return beginning == beginnings && from.isPresent() && from.get().compareTo(place) <= 0;
    }

    private void catchUp() throws InterruptedException, UnavailableException {
      synchronized (lock) {
        beginning = beginnings;
      }
      // Read first: what is trimmed before the ends are asked for shows in these.
      List<StatusEvent> behind = guarded(() -> store.after(place, MOST_A_READ));
      Window window = guarded(store::follow);
      if (place.compareTo(window.newest()) > 0) {
        // Redis has lost what it had.
        ready.add(StatusEvent.gap(window.newest()));
      } else if (place.compareTo(window.oldest()) < 0) {
        // The oldest one is told with those behind it.
        EventId before = before(window.oldest());
        List<StatusEvent> rest = guarded(() -> store.after(before, MOST_A_READ));
        if (rest.isEmpty() || rest.get(0).type() != StatusEvent.Type.GAP) {
          ready.add(StatusEvent.gap(before));
        }
        ready.addAll(rest);
      } else {
        ready.addAll(behind);
        awaitLoop();
      }
    }

    /** With nothing to read it is the loop that has not begun to read for followers. */
    private void awaitLoop() throws InterruptedException {
      synchronized (lock) {
        if (ready.isEmpty() && from.isEmpty()) {
          TimeUnit.MILLISECONDS.timedWait(lock, LONGEST_WAIT.toMillis());
        }
      }
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        synchronized (lock) {
          followers--;
        }
      }
    }
  }

  private static EventId before(EventId id) {
    return id.sequence() > 0
        ? new EventId(id.millis(), id.sequence() - 1)
        : new EventId(Math.max(0, id.millis() - 1), 0);
  }

  /**
   * Begins to follow. Events that happen after this call are told, with all that follow on the one
   * that is named; a gap is told where some may be missing.
   *
   * @param after the id of the last event that is known; empty to begin now
   * @throws BadRequestException if that is no id of an event
   * @throws UnavailableException if Redis is away
   */
  public Follower follow(Optional<String> after) throws ServiceException {
    Optional<EventId> known = Optional.empty();
    if (after.isPresent()) {
      known = EventId.parse(after.get());
      if (known.isEmpty()) {
        throw new BadRequestException(
            "'" + after.get() + "' is no id of an event; take it from a line 'id:' of the stream");
      }
    }
    Window window = guarded(store::follow);
    synchronized (lock) {
      followers++;
      lock.notifyAll();
    }
    return new Follower(known.orElse(window.newest()));
  }

  /**
   * Reads what has happened since the last turn, or waits up to a second for it, or for a follower.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void turn() throws InterruptedException {
    if (!isFollowed()) {
      return;
    }
    try {
      long now = clock.monotonicNanos();
      if (read.isEmpty() || now - renewedAt > RENEWAL_NANOS) {
        renew();
        renewedAt = now;
      }
      take(store.await(read.orElseThrow(), MOST_A_READ, LONGEST_WAIT));
    } catch (RuntimeException e) {
      // Whatever was lost meanwhile is found out when it is asked for anew.
      read = Optional.empty();
      throw e;
    }
  }

  private boolean isFollowed() throws InterruptedException {
    synchronized (lock) {
      if (followers == 0) {
        read = Optional.empty();
        from = Optional.empty();
        newest.clear();
        TimeUnit.MILLISECONDS.timedWait(lock, LONGEST_WAIT.toMillis());
      }
      return followers > 0;
    }
  }

  /** Goes on where it was, if that is still there. */
  private void renew() {
    Window window = store.follow();
    Map.Entry<EventId, StatusEvent> last = newest.lastEntry();
    EventId place = read.orElse(last == null ? window.newest() : last.getKey());
    boolean known = from.isPresent() && (read.isPresent() || last != null);
    if (known && place.compareTo(window.oldest()) >= 0 && place.compareTo(window.newest()) <= 0) {
      read = Optional.of(place);
      return;
    }
    synchronized (lock) {
      newest.clear();
      beginnings++;
      from = Optional.of(window.newest());
      read = from;
      lock.notifyAll();
    }
  }

  private void take(List<StatusEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    synchronized (lock) {
      events.forEach(event -> newest.put(event.id(), event));
      read = Optional.of(events.get(events.size() - 1).id());
      for (int excess = newest.size() - MOST_IN_MEMORY; excess > 0; excess--) {
        from = Optional.of(newest.pollFirstEntry().getKey());
      }
      lock.notifyAll();
    }
  }
}
