package io.jobservice.runtime;

import io.jobservice.redis.RedisUnavailableException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once that Redis went away, and once that it is back, whichever loop notices first. Safe to
 * share.
 */
final class RedisHealth {

  private static final Logger LOG = LoggerFactory.getLogger(RedisHealth.class);
  private static final long HERE = Long.MIN_VALUE;

  private final AtomicLong awaySince = new AtomicLong(HERE);

  void away(RedisUnavailableException e) {
    if (awaySince.compareAndSet(HERE, System.nanoTime())) {
      LOG.warn("degraded: {}; running jobs go on, what they have to say waits", e.told());
    }
  }

  void back() {
    long since = awaySince.getAndSet(HERE);
    if (since != HERE) {
      Duration gone = Duration.ofNanos(System.nanoTime() - since);
      LOG.info("recovered: Redis answers again, after {} ms", gone.toMillis());
    }
  }
}
