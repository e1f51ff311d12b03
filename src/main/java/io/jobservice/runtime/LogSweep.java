package io.jobservice.runtime;

import io.jobservice.joblog.JobLogs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When old logs of one place are removed: first about a minute after the start, so that nodes that
 * start together do not sweep together, then each 24th part of the time that logs are kept, but
 * each minute at most and each hour at least. Used by one thread.
 */
final class LogSweep {

  /** How often to look whether it is time. */
  static final Duration LOOK = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(LogSweep.class);
  private static final Duration FIRST = Duration.ofSeconds(45);
  private static final Duration JITTER = Duration.ofSeconds(30);
  private static final Duration LEAST = Duration.ofMinutes(1);
  private static final Duration MOST = Duration.ofHours(1);
  private static final int PARTS = 24;

  private final JobLogs.Sweep sweep;
  private final UnaryOperator<Set<String>> running;
  private final InstantSource time;
  private Instant next;
  private boolean failed;

  /**
   * Sweeps one place.
   *
   * @param sweep the place
   * @param running says which jobs run
   * @param time the clock of this host, as files have it
   * @param random what keeps nodes apart
   */
  LogSweep(
      JobLogs.Sweep sweep,
      UnaryOperator<Set<String>> running,
      InstantSource time,
      RandomGenerator random) {
    this.sweep = sweep;
    this.running = running;
    this.time = time;
    this.next = time.instant().plus(FIRST).plusMillis(random.nextLong(JITTER.toMillis()));
  }

  /** Sweeps if it is time. */
  void turn() {
    Instant now = time.instant();
    Duration period = period(sweep.kept());
    // A clock that was set back would else stop all sweeping.
    boolean setBack = Duration.between(now, next).compareTo(period.plus(FIRST).plus(JITTER)) > 0;
    if (now.isBefore(next) && !setBack) {
      return;
    }
    next = now.plus(period);
    try {
      long removed = sweep.sweeper().sweep(now.minus(sweep.kept()), running);
      failed = false;
      if (removed > 0) {
        LOG.info("job logs on {}: {} old ones were removed", sweep.place(), removed);
      }
    } catch (IOException e) {
      if (!failed) {
        LOG.warn("job logs on {}: old ones cannot be removed: {}", sweep.place(), e.toString());
      }
      failed = true;
    }
  }

  static Duration period(Duration kept) {
    Duration part = kept.dividedBy(PARTS);
    return part.compareTo(LEAST) < 0 ? LEAST : part.compareTo(MOST) > 0 ? MOST : part;
  }
}
