package io.jobservice.worker;

import io.jobservice.model.DurationText;
import io.jobservice.redis.RedisClock;
import io.jobservice.registry.JobRegistry;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends jobs that take longer than their type may: told to stop at once, interrupted a little later,
 * and given up a little later still, since a thread that obeys neither cannot be ended. Used by one
 * thread.
 */
final class Timeouts {

  static final Duration PERIOD = Duration.ofMillis(100);

  private static final Logger LOG = LoggerFactory.getLogger(Timeouts.class);
  private static final Duration TO_UNWIND = Duration.ofSeconds(2);

  private final RedisClock clock;
  private final JobRegistry registry;
  private final RunningJobs running;
  private final Consumer<RunContext> giveUp;

  Timeouts(
      RedisClock clock, JobRegistry registry, RunningJobs running, Consumer<RunContext> giveUp) {
    this.clock = clock;
    this.registry = registry;
    this.running = running;
    this.giveUp = giveUp;
  }

  void turn() {
    for (RunContext context : running.all()) {
      registry
          .find(context.fenced().type())
          .ifPresent(
              type -> type.timeout().ifPresent(limit -> look(context, limit, type.timeToObey())));
    }
  }

  private void look(RunContext context, Duration limit, Duration toObey) {
    if (!context.isRunning()) {
      return;
    }
    Duration over = Duration.ofNanos(clock.monotonicNanos() - context.startedNanos()).minus(limit);
    if (over.isNegative()) {
      return;
    }
    if (context.timedOutAfter().isEmpty()) {
      LOG.warn("job {}: timed out after {} s; told to stop", context.jobId(), limit.toSeconds());
      context.logger().error("Timed out after {}; told to stop", DurationText.format(limit));
      context.timeOut(limit);
    } else if (over.compareTo(toObey.plus(TO_UNWIND)) >= 0) {
      giveUp.accept(context);
    } else if (over.compareTo(toObey) >= 0) {
      context.interrupt();
    }
  }
}
