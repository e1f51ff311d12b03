package io.jobservice.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.model.Cause;
import io.jobservice.model.Finding;
import io.jobservice.redis.Attempt;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs that wait for a time, for an attempt, or for other jobs. */
class WhyWaitingTest extends WhyFixture {

  @BeforeEach
  void start() {
    pool("NOOP", told("{'max_fails':3}"));
  }

  private String scheduled() throws Exception {
    return submit("NOOP", "{'kind':'Scheduled','schedule_delay':3600}");
  }

  /** Nobody has moved what was due then. */
  private void overdue(String id, String set, String field, long seconds) {
    String entry = probe.redis().zrange(probe.key(set), 0, -1).get(0);
    long second = now() - seconds;
    add(set, second, entry);
    set(id, field, second);
  }

  @Test
  void itIsDueInAWhile() throws Exception {
    String id = scheduled();
    long due = now() + 3600;

    Finding finding = first(id);
    assertThat(finding.cause()).isEqualTo(Cause.SCHEDULED);
    assertThat(finding.text()).matches("It is due in (59 min .*|1 h)\\.");
    assertThat(finding.command()).contains("jobservice wait " + id);
    assertThat((Long) finding.facts().get("due_at")).isBetween(due - 2, due);
    assertThat(causes(id)).hasSize(1);
  }

  @Test
  void whatWillKeepItThenIsSaidNow() throws Exception {
    String id = scheduled();
    controller.queues().pause("NOOP", true);

    assertThat(causes(id)).containsExactly(Cause.SCHEDULED, Cause.PAUSED);
  }

  @Test
  void itIsOverdueAndANodeWillSeeToIt() throws Exception {
    String id = scheduled();
    overdue(id, "scheduled", "run_at", 7);

    Finding finding = first(id);
    assertThat(finding.cause()).isEqualTo(Cause.OVERDUE);
    assertThat(finding.text())
        .matches("It was due \\d+ s ago; a node puts it on its queue within some seconds\\.");
  }

  @Test
  void itIsOverdueAndNoNodeIsThereToSeeToIt() throws Exception {
    String id = scheduled();
    overdue(id, "scheduled", "run_at", 200);
    silence(POOL, 180);

    Finding finding = first(id);
    assertThat(finding.text())
        .matches(
            "It was due 3 min \\d+ s ago, and no living node is there to put it on its queue\\.");
    assertThat(finding.command()).contains("jobservice serve -c config.yml");
    assertThat(causes(id)).containsExactly(Cause.OVERDUE, Cause.NO_POOL);
  }

  @Test
  void anEntryThatIsGoneIsPutBackAfterAWhile() throws Exception {
    String id = scheduled();
    probe.redis().del(probe.key("scheduled"));

    assertThat(first(id).cause()).isEqualTo(Cause.NOT_SCHEDULED);
    assertThat(first(id).text())
        .matches("It is due in .*, but its entry is gone: .* when it is overdue by 5 min\\.");

    set(id, "run_at", now() - 400);
    assertThat(first(id).text()).contains("when it next looks through all live jobs.");
  }

  @Test
  void itFailedAndIsTriedAgain() throws Exception {
    String id = submit("NOOP");
    fail(fetch(POOL), "java.io.IOException: no\n  at X", OptionalLong.of(100));

    Finding finding = first(id);
    assertThat(finding.cause()).isEqualTo(Cause.WAITS_FOR_RETRY);
    assertThat(finding.text())
        .matches(
            "It failed in 1 of 3 attempts; the next attempt is due in .* s\\. The last"
                + " error: java.io.IOException: no");
    assertThat(finding.command()).contains("jobservice log --attempt last " + id);
    assertThat(finding.facts())
        .containsEntry("fails", 1L)
        .containsEntry("max_fails", 3L)
        .containsKey("retry_at");
    assertThat(why(id).status()).isEqualTo("Error");
  }

  @Test
  void itsNextAttemptIsOverdue() throws Exception {
    String id = submit("NOOP");
    fail(fetch(POOL), "no", OptionalLong.of(100));
    overdue(id, "retry", "retry_at", 30);
    silence(POOL, 60);

    assertThat(first(id).text())
        .startsWith("Its next attempt was due ")
        .endsWith(", and no living node is there to put it on its queue.");
    assertThat(causes(id)).containsExactly(Cause.OVERDUE, Cause.WAITS_FOR_RETRY, Cause.NO_POOL);
  }

  @Test
  void anAttemptWhoseEntryIsGoneDoesNotCome() throws Exception {
    String id = submit("NOOP");
    fail(fetch(POOL), "no", OptionalLong.of(100));
    probe.redis().del(probe.key("retry"));

    assertSays(
        first(id),
        Cause.NOT_SCHEDULED,
        "It is to be tried again, but its entry is gone: another program has taken it away, and"
            + " nothing will run it. Stop it and submit it again.",
        "jobservice stop " + id);
    controller.stop(id);
    assertThat(first(id).cause()).isEqualTo(Cause.STOPPED_WAITING);
  }

  @Test
  void anAttemptThatIsOnItsQueueIsQueued() throws Exception {
    String id = submit("NOOP");
    fail(fetch(POOL), "no", OptionalLong.of(100));
    overdue(id, "retry", "retry_at", 1);
    submit("NOOP");
    upkeep.moveDue();

    assertThat(causes(id)).containsExactly(Cause.QUEUED);
    assertThat(first(id).facts()).containsEntry("before", 1L);
  }

  @Test
  void itWaitsForOthersWhichAreNamedWithTheirStates() throws Exception {
    String running = submit("NOOP");
    fetch(POOL);
    String waiting = submit("NOOP");
    String id =
        submit("NOOP", "{'kind':'Generic','after':['%s','%s']}".formatted(running, waiting));

    Finding finding = first(id);
    assertThat(finding.cause()).isEqualTo(Cause.WAITS_FOR_JOBS);
    assertThat(finding.text())
        .startsWith("It waits for 2 of 2 jobs to succeed: ")
        .contains(running + " (Running)", waiting + " (Pending)");
    assertThat(finding.command().orElseThrow()).startsWith("jobservice why ");
    assertThat(finding.facts())
        .containsEntry("open", 2L)
        .containsEntry("jobs", List.of(running, waiting).stream().sorted().toList());
  }

  @Test
  void aCancelledDependencyIsToBeRetried() throws Exception {
    String cancelled = submit("NOOP");
    String id = submit("NOOP", "{'kind':'Generic','after':['%s']}".formatted(cancelled));
    controller.cancel(cancelled);

    assertSays(
        first(id),
        Cause.DEPENDENCY_CANCELLED,
        "It waits for "
            + cancelled
            + ", which was cancelled: it goes on when that is retried, or is stopped when its record"
            + " expires.",
        "jobservice retry " + cancelled);
    assertThat(causes(id)).containsExactly(Cause.DEPENDENCY_CANCELLED, Cause.WAITS_FOR_JOBS);
  }

  @Test
  void aDependencyWithoutARecordIsSaidToHaveNone() throws Exception {
    String gone = submit("NOOP");
    String id = submit("NOOP", "{'kind':'Generic','after':['%s']}".formatted(gone));
    probe.redis().del(probe.key("job_stats:" + gone));

    assertThat(first(id).text()).contains(gone + " (no record)");
  }

  @Test
  void itWaitsForAnotherAndForItsTime() throws Exception {
    Attempt failed = attempt();
    String id =
        submit(
            "NOOP",
            "{'kind':'Scheduled','schedule_delay':3600,'after':['%s'],'after_status':'any'}"
                .formatted(failed.id()));
    fail(failed, "no", OptionalLong.of(100));

    assertThat(first(id).text())
        .matches(
            "It waits for 1 of 1 job to end: \\w+ \\(Error, to be tried again\\); and it is"
                + " not due before (59 min \\d+ s|1 h) have passed\\.");
    assertThat(first(id).facts()).containsKey("due_at");
  }

  private Attempt attempt() throws Exception {
    submit("NOOP");
    return fetch(POOL);
  }
}
