package io.jobservice.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.chaos.Audit.Run;
import io.jobservice.chaos.ChaosRun.Found;
import io.jobservice.chaos.Incident.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes under load, whatever happens to them, to their network and to Redis: no job is lost,
 * none ends otherwise than it should, and nothing is left behind.
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
    try (ChaosRun run = new ChaosRun("jobs", folder, ChaosForm.seed())) {
      Script script =
          run.script(form.load())
              .killing(form.kills())
              .restartingRedis()
              .freezing(form.freeze())
              .endingANode()
              .losingReplies();

      Found found = run.run(Mixes::jobs, form.jobs(), form.load(), script);

      assertThat(found.load().accepted()).hasSize(form.jobs());
      assertThat(found.chronicle().count(Kind.KILLED)).isEqualTo(form.kills());
      assertThat(found.chronicle().count(Kind.REDIS)).isEqualTo(2);
      List<Run> limited =
          found.audit().all().entrySet().stream()
              .filter(job -> found.jobs().get(job.getKey()).name().equals("CHAOS_LIMITED"))
              .flatMap(job -> job.getValue().stream())
              .toList();
      assertThat(Overlaps.of(limited, LimitedChaosJob.LIMIT, found.chronicle())).isEmpty();
    }
  }
}
