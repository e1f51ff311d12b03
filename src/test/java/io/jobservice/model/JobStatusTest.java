package io.jobservice.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobStatusTest {

  /** What may follow within one revision, written out. */
  private static final Map<String, Set<String>> SAME_REVISION =
      Map.of(
          "Pending",
          Set.of("Pending", "Scheduled", "Running", "Success", "Error", "Stopped", "Cancelled"),
          "Scheduled",
          Set.of("Scheduled", "Running", "Success", "Error", "Stopped", "Cancelled"),
          "Running",
          Set.of("Running", "Success", "Error", "Stopped", "Cancelled"),
          "Success",
          Set.of("Success"),
          "Error",
          Set.of("Error"),
          "Stopped",
          Set.of("Stopped"),
          "Cancelled",
          Set.of("Cancelled"));

  @Test
  void everyMoveIsAllowedOrNotAsTheLayoutHasIt() {
    for (JobStatus from : JobStatus.values()) {
      for (JobStatus to : JobStatus.values()) {
        boolean listed = SAME_REVISION.get(from.text()).contains(to.text());
        assertThat(from.mayBecome(7, to, 7)).as("%s to %s", from, to).isEqualTo(listed);
        assertThat(from.mayBecome(7, to, 8)).as("%s to newer %s", from, to).isTrue();
        assertThat(from.mayBecome(7, to, 6)).as("%s to older %s", from, to).isFalse();
      }
    }
  }

  @Test
  void wordsAreReadAsTheyAreWritten() {
    for (JobStatus status : JobStatus.values()) {
      assertThat(JobStatus.of(status.text())).contains(status);
    }
    assertThat(JobStatus.of("running")).isEmpty();
  }
}
