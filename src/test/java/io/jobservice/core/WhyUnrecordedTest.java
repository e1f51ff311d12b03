package io.jobservice.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jobservice.model.Cause;
import io.jobservice.model.Finding;
import io.jobservice.model.JobEntry;
import io.jobservice.model.NotFoundException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Entries of jobs that have no record, as other producers leave them. */
class WhyUnrecordedTest extends WhyFixture {

  private static final String ID = "0123456789abcdef01234567";

  @BeforeEach
  void start() {
    pool(POOL, "NOOP");
  }

  private String entry() {
    return JobEntry.fresh("NOOP", ID, now(), Optional.empty(), false).toJson();
  }

  private Finding left(String place) throws Exception {
    Finding finding = first(ID);
    assertThat(finding.cause()).isEqualTo(Cause.NO_RECORD);
    assertThat(finding.facts()).containsEntry("place", place).containsEntry("type", "NOOP");
    assertThat(why(ID).status()).isEmpty();
    return finding;
  }

  @Test
  void itIsOnAQueue() throws Exception {
    submit("NOOP");
    probe.redis().lpush(probe.key("jobs:NOOP"), entry());
    controller.queues().pause("NOOP", true);

    assertThat(left("queue").text())
        .startsWith("It has no record, but an entry on the queue of NOOP:");
    assertThat(causes(ID)).containsExactly(Cause.NO_RECORD, Cause.PAUSED);
  }

  @Test
  void itIsScheduled() throws Exception {
    add("scheduled", now() + 200, entry());

    Finding finding = left("scheduled");
    assertThat(finding.text()).contains("among the scheduled jobs, which is due in ");
    assertThat(finding.facts()).containsKey("at");
  }

  @Test
  void itWaitsForItsNextAttemptAndNoNodeIsAlive() throws Exception {
    add("retry", now() - 5, entry());
    silence(POOL, 60);

    assertThat(left("retry").text()).contains("which was due ");
    assertThat(first(ID).command()).contains("jobservice serve -c config.yml");
    assertThat(causes(ID)).containsExactly(Cause.NO_RECORD, Cause.NO_POOL);
  }

  @Test
  void itWasGivenUpAndItsRecordHasExpired() throws Exception {
    add("dead", now() - 90_000, entry());

    Finding finding = left("dead");
    assertThat(finding.text())
        .startsWith("It was given up 1 d 1 h ago, and its record has expired");
    assertThat(finding.command()).as("its parameters are not known").isEmpty();
  }

  @Test
  void itIsInProgress() throws Exception {
    probe.redis().lpush(probe.key("jobs:NOOP"), entry());
    fetch(POOL);
    probe.redis().del(probe.key("job_stats:" + ID));

    Finding finding = left("in_progress");
    assertThat(finding.text()).startsWith("It is in progress in the pool " + POOL);
    assertThat(finding.facts()).containsEntry("pool", POOL);
  }

  @Test
  void itWaitsForOthers() throws Exception {
    String other = submit("NOOP");
    String id = submit("NOOP", "{'kind':'Generic','after':['%s']}".formatted(other));
    probe.redis().del(probe.key("job_stats:" + id));

    assertThat(first(id).cause()).isEqualTo(Cause.NO_RECORD);
    assertThat(first(id).facts()).containsEntry("place", "awaiting");
  }

  @Test
  void anExecutionIsFoundByItsWholeId() throws Exception {
    String due = Long.toString(now() + 100);
    add(
        "scheduled",
        now() + 100,
        "{\"name\":\"NOOP\",\"id\":\""
            + ID
            + "\",\"t\":1,\"args\":{\"_job_kind_periodic_\":\""
            + due
            + "\"}}");

    assertThat(first(ID + "@" + due).facts()).containsEntry("place", "scheduled");
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> why(ID));
  }

  @Test
  void whatIsNowhereIsNotFoundAndItIsSaidWhereWasLooked() {
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> why(ID))
        .withMessage(
            "there is no job "
                + ID
                + ": it has no record, and no entry on a queue, among what is scheduled, retried or"
                + " dead, or in progress. The records of ended jobs expire after some days, as"
                + " 'retention' says");
    for (String odd : new String[] {"*", "[", "a\nb", " ", "x".repeat(300)}) {
      assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> why(odd));
    }
  }
}
