package io.jobservice.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All that is measured in this process, in a registry of its own. Label values are words of ours,
 * never what comes from outside, so that there is a bound on them. Safe to share.
 */
public final class Meters {

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final ExpositionFormatWriter prometheus = PrometheusTextFormatWriter.create();
  private final ExpositionFormatWriter openMetrics = OpenMetricsTextFormatWriter.create();
  private final HookMeters hooks = new HookMeters(registry);

  /**
   * How many events of status hooks there are in the namespace.
   *
   * @param pending that wait or are being delivered
   * @param dead that were given up and are still kept
   */
  public record HookBacklog(long pending, long dead) {}

  /**
   * Meters that stand at zero.
   *
   * @param backlog asked at each exposition; what is empty, since Redis is away, is left out
   */
  public Meters(Supplier<Optional<HookBacklog>> backlog) {
    MultiCollector gauges = () -> backlog.get().map(Meters::gauges).orElseGet(MetricSnapshots::of);
    registry.register(gauges);
  }

  private static MetricSnapshots gauges(HookBacklog backlog) {
    return MetricSnapshots.of(
        gauge(
            "jobservice_hooks_pending",
            "Events of status hooks that wait or are being delivered, of all nodes.",
            backlog.pending()),
        gauge(
            "jobservice_hooks_dead",
            "Events of status hooks that were given up and are still kept, of all nodes.",
            backlog.dead()));
  }

  private static GaugeSnapshot gauge(String name, String help, long value) {
    return GaugeSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(GaugeDataPointSnapshot.builder().value((double) value).build())
        .build();
  }

  /** Those of status hooks. */
  public HookMeters hooks() {
    return hooks;
  }

  /**
   * What the values are, all of one moment.
   *
   * @param accept the header Accept of who asks: OpenMetrics if it is named there, else the text
   *     form of Prometheus; empty if there is none
   */
  public Exposition expose(Optional<String> accept) {
    ExpositionFormatWriter writer =
        accept.filter(openMetrics::accepts).isPresent() ? openMetrics : prometheus;
    MetricSnapshots values = registry.scrape();
    return new Exposition(
        writer.getContentType(),
        out -> writer.write(out, values, EscapingScheme.UNDERSCORE_ESCAPING));
  }

  /**
   * The values in one of the forms.
   *
   * @param contentType the form
   * @param body writes them
   */
  public record Exposition(String contentType, Body body) {}

  /** Writes the values. */
  public interface Body {
    /**
     * Writes them, and closes nothing.
     *
     * @param out where to
     * @throws IOException if that cannot be written to
     */
    void writeTo(OutputStream out) throws IOException;
  }
}
