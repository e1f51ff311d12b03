package io.jobservice.hook;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once that deliveries to an endpoint begin to fail, and once that they work again; of one
 * that goes to and fro at most once a minute. It remembers the endpoints that failed last, up to a
 * thousand. Safe to share.
 */
final class EndpointLog {

  private static final Logger LOG = LoggerFactory.getLogger(EndpointLog.class);
  private static final int MOST = 1000;
  private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoTime;

  private final Map<String, State> states =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, State> eldest) {
          return size() > MOST;
        }
      };

  /**
   * What is known of an endpoint.
   *
   * @param failing whether the last delivery failed
   * @param said whether the log says so
   * @param saidNanos when the log last said something
   */
  private record State(boolean failing, boolean said, long saidNanos) {}

  EndpointLog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  synchronized void failed(String endpoint, String reason) {
    State before = states.get(endpoint);
    if (before != null && before.failing()) {
      return;
    }
    long now = nanoTime.getAsLong();
    boolean say = before == null || now - before.saidNanos() >= QUIET_NANOS;
    states.put(endpoint, new State(true, say, say ? now : before.saidNanos()));
    if (say) {
      LOG.warn("status hooks do not reach {}, trying again: {}", endpoint, reason);
    }
  }

  synchronized void worked(String endpoint) {
    State before = states.get(endpoint);
    if (before == null || !before.failing()) {
      return;
    }
    if (before.said()) {
      LOG.info("status hooks reach {} again", endpoint);
    }
    states.put(endpoint, new State(false, false, before.saidNanos()));
  }
}
