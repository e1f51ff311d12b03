package io.jobservice.chaos;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.chaos.ChaosRun.Found;
import io.jobservice.chaos.HookArrivals.Arrival;
import io.jobservice.chaos.Incident.Kind;
import io.jobservice.model.JobStats;
import io.jobservice.testing.HookReceiver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs that report to receivers, of which some answer 500, hang, reset, are slow or down, on three
 * nodes of which one is killed every five seconds: each receiver hears of all, in order, and those
 * that work hear of it at once. The profile {@code chaos} runs the long form.
 */
@Timeout(300)
class HooksIT {

  /** A receiver that hangs costs as much each time. */
  private static final String CONFIGURATION =
      """
      hooks:
        timeout: 2s
        secret: whsec_c2lnbmVkIGxpa2UgYWxsIGVsc2U=
      """;

  private static final Duration KILL = Duration.ofSeconds(5);
  private static final long WINDOW_MICROS = 5_000_000;

  /** A window of fewer events says nothing. */
  private static final int ENOUGH = 20;

  @TempDir Path folder;

  private static boolean isLong() {
    return "long".equals(System.getProperty("chaos.form"));
  }

  @Test
  void everyEventArrivesInOrder() throws Exception {
    ChaosForm form = ChaosForm.chosen();
    Duration down = isLong() ? Duration.ofSeconds(60) : Duration.ofSeconds(4);
    // What failed last is tried again seconds after the load, so that its short form is the
    // shortest.
    Duration load = isLong() ? form.load() : Duration.ofSeconds(12);
    int jobs = isLong() ? form.jobs() : form.jobs() / 2;
    int kills = (int) load.dividedBy(KILL);
    double from = 0.05;
    try (HookReceivers receivers = new HookReceivers();
        ChaosRun run = new ChaosRun("hooks", folder, ChaosForm.seed(), CONFIGURATION)) {
      Script script =
          run.script(load)
              .killing(kills)
              .doing(from, receivers.away()::goDown)
              .doing(from + (double) down.toMillis() / load.toMillis(), receivers.away()::comeBack);

      Found found = run.run(receivers::draw, jobs, load, script);

      assertThat(found.chronicle().count(Kind.KILLED)).isEqualTo(kills);
      SoftAssertions softly = new SoftAssertions();
      for (HookReceiver receiver : receivers.all()) {
        softly
            .assertThat(
                HookCheck.violations(
                    reportingTo(receiver, found.jobs()), HookArrivals.of(receiver.posts())))
            .isEmpty();
      }
      softly.assertAll();
      tell(receivers);
    }
  }

  private static Map<String, JobStats> reportingTo(
      HookReceiver receiver, Map<String, JobStats> jobs) {
    Map<String, JobStats> reporting = new HashMap<>(jobs);
    reporting.values().removeIf(job -> !job.text("web_hook_url").startsWith(receiver.url() + "/"));
    return reporting;
  }

  /** How late they were is said, and bounded in the long form only. */
  private static void tell(HookReceivers receivers) {
    int came = 0;
    int events = 0;
    for (HookReceiver receiver : receivers.all()) {
      HookArrivals arrivals = HookArrivals.of(receiver.posts());
      came += arrivals.size();
      events += arrivals.first().size();
    }
    List<Arrival> healthy = new ArrayList<>();
    receivers
        .healthy()
        .forEach(receiver -> healthy.addAll(HookArrivals.of(receiver.posts()).first()));
    long start = healthy.stream().mapToLong(Arrival::happened).min().orElseThrow();
    Map<Long, List<Arrival>> windows =
        healthy.stream()
            .collect(
                groupingBy(
                    each -> (each.happened() - start) / WINDOW_MICROS, TreeMap::new, toList()));
    List<Double> medians =
        windows.values().stream()
            .filter(window -> window.size() >= ENOUGH)
            .map(window -> share(window, 50))
            .toList();
    ChaosReport.print(
        "hooks: %,d events, %,d posts; of those that work %,d events, delay in ms: p50 %.1f, p99 %.1f, longest %.1f;"
                .formatted(
                    events,
                    came,
                    healthy.size(),
                    share(healthy, 50),
                    share(healthy, 99),
                    share(healthy, 100))
            + " p50 of each five seconds "
            + medians.stream().map("%.1f"::formatted).toList());
    if (isLong()) {
      assertThat(medians).isNotEmpty().allMatch(median -> median < 50);
    }
  }

  private static double share(List<Arrival> events, int percent) {
    long[] sorted = events.stream().mapToLong(Arrival::delayMicros).sorted().toArray();
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1000.0;
  }
}
