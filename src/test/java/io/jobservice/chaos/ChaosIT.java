package io.jobservice.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.chaos.Audit.Run;
import io.jobservice.chaos.ChaosRun.Found;
import io.jobservice.chaos.Incident.Kind;
import io.jobservice.testing.HookReceiver;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes under load, whatever happens to them, to their network and to Redis: no job is lost,
 * none ends otherwise than it should, nothing is left behind, and whoever asked hears of all of it
 * in order.
 *
 * <p>{@code -Dchaos.seed} draws the same again, as far as processes can repeat themselves; the
 * profile {@code chaos} runs the long form.
 */
@Timeout(300)
class ChaosIT {

  @TempDir Path folder;

  @Test
  void everyAcceptedJobComesToItsRightEnd() throws Exception {
    ChaosForm form = ChaosForm.chosen();
    try (HookReceiver receiver = HookReceiver.start();
        ChaosRun run = new ChaosRun("jobs", folder, ChaosForm.seed())) {
      Script script =
          run.script(form.load())
              .killing(form.kills())
              .restartingRedis()
              .freezing(form.freeze())
              .endingANode()
              .losingReplies();

      Load.Mix mix =
          (random, audit) -> Mixes.jobs(random, audit).reportingTo(receiver.url() + "/done");
      Found found = run.run(mix, form.jobs(), form.load(), script);

      assertThat(found.load().accepted()).hasSize(form.jobs());
      assertThat(found.chronicle().count(Kind.KILLED)).isEqualTo(form.kills());
      assertThat(found.chronicle().count(Kind.REDIS)).isEqualTo(2);
      HookArrivals arrivals = HookArrivals.of(receiver.posts());
      ChaosReport.print(
          "%,d events, %,d posts".formatted(arrivals.first().size(), arrivals.size()));
      assertThat(HookCheck.violations(found.jobs(), arrivals)).isEmpty();
      List<Run> limited =
          found.audit().all().entrySet().stream()
              .filter(job -> found.jobs().get(job.getKey()).name().equals("CHAOS_LIMITED"))
              .flatMap(job -> job.getValue().stream())
              .toList();
      assertThat(Overlaps.of(limited, LimitedChaosJob.LIMIT, found.chronicle())).isEmpty();
    }
  }
}
