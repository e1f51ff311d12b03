package io.jobservice.chaos;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.chaos.Audit.Run;
import io.jobservice.chaos.ChaosRun.Found;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Equal unique jobs, submitted again and again from several sides while nodes are killed. */
@Timeout(300)
class UniqueChaosIT {

  @TempDir Path folder;

  @Test
  void twoEqualUniqueJobsNeverOverlap() throws Exception {
    ChaosForm form = ChaosForm.chosen();
    try (ChaosRun run = new ChaosRun("unique jobs", folder, ChaosForm.seed())) {
      Script script =
          run.script(form.uniqueLoad())
              .killing(form.kills())
              .freezing(form.freeze())
              .losingReplies();

      Found found = run.run(Mixes::unique, form.uniqueAttempts(), form.uniqueLoad(), script);

      assertThat(found.load().accepted().size() + found.load().conflicts())
          .isEqualTo(form.uniqueAttempts());
      assertThat(found.load().conflicts()).as("refused, so there was a contest").isPositive();
      Map<String, List<Run>> equal =
          found.audit().all().values().stream()
              .flatMap(List::stream)
              .collect(groupingBy(each -> each.begin().key()));
      assertThat(equal).hasSizeGreaterThan(1);
      equal.forEach(
          (key, runs) -> assertThat(Overlaps.of(runs, 1, found.chronicle())).as(key).isEmpty());
    }
  }
}
