package io.jobservice.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.metrics.Meters.HookBacklog;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetersTest {

  private Optional<HookBacklog> backlog = Optional.of(new HookBacklog(5, 2));
  private final Meters meters = new Meters(() -> backlog);

  private static String text(Meters.Exposition values) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    values.body().writeTo(out);
    return out.toString(UTF_8);
  }

  private String text() throws Exception {
    return text(meters.expose(Optional.empty()));
  }

  @Test
  void whatHasNotHappenedIsThereAsZero() throws Exception {
    assertThat(text())
        .contains("jobservice_hook_deliveries_total{result=\"delivered\"} 0.0\n")
        .contains("jobservice_hook_deliveries_total{result=\"failed\"} 0.0\n")
        .contains("jobservice_hook_deliveries_total{result=\"gone\"} 0.0\n")
        .contains("jobservice_hook_deliveries_total{result=\"dead\"} 0.0\n")
        .contains("jobservice_hook_delivery_seconds_count 0\n")
        .contains("jobservice_hook_delay_seconds_count 0\n")
        .contains("jobservice_hooks_pending 5.0\n", "jobservice_hooks_dead 2.0\n");
  }

  @Test
  void whatHappensIsCounted() throws Exception {
    meters.hooks().posted(Duration.ofMillis(30));
    meters.hooks().settled(HookMeters.Result.DELIVERED);
    meters.hooks().delayed(-5);
    meters.hooks().delayed(2000);

    assertThat(text())
        .contains("jobservice_hook_deliveries_total{result=\"delivered\"} 1.0\n")
        .contains("jobservice_hook_delivery_seconds_bucket{le=\"0.025\"} 0\n")
        .contains("jobservice_hook_delivery_seconds_bucket{le=\"0.05\"} 1\n")
        .contains("jobservice_hook_delay_seconds_sum 2.0\n");
  }

  @Test
  void whatIsNotKnownIsLeftOut() throws Exception {
    backlog = Optional.empty();

    assertThat(text())
        .contains("jobservice_hook_deliveries_total")
        .doesNotContain("jobservice_hooks_");
  }

  @Test
  void theFormIsChosenByWhoAsks() throws Exception {
    Meters.Exposition open =
        meters.expose(Optional.of("application/openmetrics-text;version=1.0.0,text/plain;q=0.5"));

    assertThat(open.contentType())
        .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(text(open))
        .contains("# TYPE jobservice_hook_deliveries counter", "# UNIT ")
        .endsWith("# EOF\n");
    assertThat(meters.expose(Optional.of("*/*")).contentType())
        .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
  }

  @Test
  void twoInAProcessDoNotMeet() throws Exception {
    new Meters(Optional::empty).hooks().settled(HookMeters.Result.GONE);

    assertThat(text()).contains("jobservice_hook_deliveries_total{result=\"gone\"} 0.0\n");
  }
}
