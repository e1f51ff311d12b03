package io.jobservice.hook;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that events are given up: the first one of an endpoint at once, then once a minute how many
 * more there were. It remembers up to a thousand endpoints, and says the number of one that it has
 * to forget. Safe to share.
 */
final class DeadLetterLog {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterLog.class);
  private static final int MOST = 1000;
  private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoTime;
  private final Map<String, State> states = new LinkedHashMap<>();

  /**
   * What is known of an endpoint.
   *
   * @param saidNanos when the log last said something
   * @param unsaid how many events were given up since
   */
  private record State(long saidNanos, int unsaid) {}

  DeadLetterLog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  synchronized void gaveUp(String endpoint, String event, int tries, String reason) {
    State before = states.get(endpoint);
    if (before != null) {
      states.put(endpoint, new State(before.saidNanos(), before.unsaid() + 1));
      return;
    }
    if (states.size() == MOST) {
      forgetOne();
    }
    states.put(endpoint, new State(nanoTime.getAsLong(), 0));
    LOG.warn(
        "event {} is given up after {}: {}",
        event,
        tries == 1 ? "1 try" : tries + " tries",
        // Most reasons begin with the URL.
        reason.startsWith(endpoint) ? reason : endpoint + ": " + reason);
  }

  private void forgetOne() {
    Iterator<Map.Entry<String, State>> eldest = states.entrySet().iterator();
    say(eldest.next());
    eldest.remove();
  }

  /** Says what is due. */
  synchronized void turn() {
    long now = nanoTime.getAsLong();
    states.values().removeIf(state -> state.unsaid() == 0 && isDue(state, now));
    for (Map.Entry<String, State> entry : states.entrySet()) {
      if (isDue(entry.getValue(), now)) {
        say(entry);
        entry.setValue(new State(now, 0));
      }
    }
  }

  private static boolean isDue(State state, long now) {
    return now - state.saidNanos() >= QUIET_NANOS;
  }

  /** Says all that has not been said, and forgets it. */
  synchronized void sayRest() {
    states.entrySet().forEach(DeadLetterLog::say);
    states.clear();
  }

  private static void say(Map.Entry<String, State> entry) {
    int events = entry.getValue().unsaid();
    if (events > 0) {
      String what = events == 1 ? "1 more event is" : events + " more events are";
      LOG.warn("{} given up whose receiver is {}", what, entry.getKey());
    }
  }
}
