package io.jobservice.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What is measured of the delivery of status hooks by this process. Safe to share. */
public final class HookMeters {

  private static final double[] POST_SECONDS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
  };

  private static final double[] DELAY_SECONDS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 15, 60, 300, 900, 3600, 21_600, 86_400
  };

  private static final double MILLIS = 1000;

  private final Map<Result, CounterDataPoint> results = new EnumMap<>(Result.class);
  private final Histogram posts;
  private final Histogram delays;

  /** What came of a try to deliver an event. */
  public enum Result {
    /** The receiver has it. */
    DELIVERED,
    /** It has not, and is tried again. */
    FAILED,
    /** The receiver wants no more of the job. */
    GONE,
    /** It is given up. */
    DEAD
  }

  HookMeters(PrometheusRegistry registry) {
    Counter deliveries =
        Counter.builder()
            .name("jobservice_hook_deliveries_total")
            .help("Tries to deliver events of status hooks by this node, by what came of them.")
            .labelNames("result")
            .withoutExemplars()
            .register(registry);
    for (Result result : Result.values()) {
      // All of them are there from the start, so that a first one is seen as an increase.
      results.put(result, deliveries.labelValues(result.name().toLowerCase(Locale.ROOT)));
    }
    this.posts =
        histogram(
            "jobservice_hook_delivery_seconds",
            "How long receivers of status hooks took to answer this node, whatever they answered.",
            POST_SECONDS,
            registry);
    this.delays =
        histogram(
            "jobservice_hook_delay_seconds",
            "How long after they had happened events of status hooks were delivered by this node.",
            DELAY_SECONDS,
            registry);
  }

  private static Histogram histogram(
      String name, String help, double[] bounds, PrometheusRegistry registry) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .unit(Unit.SECONDS)
        .classicOnly()
        .classicUpperBounds(bounds)
        .withoutExemplars()
        .register(registry);
  }

  /**
   * Counts a post, be it answered or not.
   *
   * @param time how long it took
   */
  public void posted(Duration time) {
    posts.observe(time.toNanos() / 1e9);
  }

  /**
   * Counts what came of a try.
   *
   * @param result what
   */
  public void settled(Result result) {
    results.get(result).inc();
  }

  /**
   * Counts how late an event was delivered.
   *
   * @param millis since it happened, in milliseconds; less than 0 counts as 0
   */
  public void delayed(long millis) {
    delays.observe(Math.max(0, millis) / MILLIS);
  }
}
