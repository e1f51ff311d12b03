package io.jobservice.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.model.Cause;
import io.jobservice.model.Finding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Periodic jobs and their executions. */
class WhyPolicyTest extends WhyFixture {

  @BeforeEach
  void start() {
    pool(POOL, "NOOP");
  }

  /** One that is due each second, and its executions as they are made at first. */
  private String eachSecond(String more) throws Exception {
    return submit("NOOP", "{'kind':'Periodic','cron_spec':'* * * * * *'%s}".formatted(more));
  }

  private List<String> executions(String policy) {
    List<String> ids =
        new ArrayList<>(probe.redis().zrange(probe.key("executions:" + policy), 0, -1));
    Collections.sort(ids);
    return ids;
  }

  /** Lets the second of an execution come, or pass. */
  private void due(String policy, String id, long second) {
    String at = id.substring(policy.length() + 1);
    for (String set : List.of("scheduled", "scheduled_own")) {
      for (String entry : probe.redis().zrange(probe.key(set), 0, -1)) {
        if (entry.contains(at)) {
          add(set, second, entry);
          set(id, "run_at", second);
        }
      }
    }
  }

  @Test
  void aPolicyInForceHasItsNextInstant() throws Exception {
    String id = submit("NOOP", "{'kind':'Periodic','cron_spec':'0 0 0 1 1 *'}");

    Finding finding = first(id);
    assertThat(finding.cause()).isEqualTo(Cause.POLICY_IN_FORCE);
    assertThat(finding.text())
        .matches("The periodic job is in force, and due next in \\d+ (d|h|min|s).*\\.");
    assertThat(finding.command()).contains("jobservice schedule executions " + id);
    assertThat((Long) finding.facts().get("next_at")).isGreaterThanOrEqualTo(now());
    assertThat(causes(id)).hasSize(1);
  }

  @Test
  void whatKeepsItsExecutionsFromRunningIsSaid() throws Exception {
    String id = eachSecond("");
    controller.queues().pause("NOOP", true);
    silence(POOL, 60);

    assertThat(causes(id)).containsExactly(Cause.POLICY_IN_FORCE, Cause.PAUSED, Cause.NO_POOL);
  }

  @Test
  void aPausedPolicyIsToBeResumed() throws Exception {
    String id = eachSecond("");
    controller.policies().pause(id);

    assertSays(
        first(id),
        Cause.POLICY_PAUSED,
        "The periodic job is paused, and makes no executions until it is resumed.",
        "jobservice schedule resume " + id);
  }

  @Test
  void aPolicyThatHasEndedIsToBeSubmittedAgain() throws Exception {
    String id = eachSecond("");
    controller.stop(id);

    Finding finding = first(id);
    assertThat(finding.cause()).isEqualTo(Cause.POLICY_ENDED);
    assertThat(finding.text())
        .matches(
            "The periodic job has ended \\d+ s ago; it makes no executions any more\\. Submit it"
                + " again\\.");
    assertThat(finding.command()).contains("jobservice submit NOOP --cron '* * * * * *'");
  }

  @Test
  void aPolicyThatCannotBeReadDoesNotFire() throws Exception {
    String id = eachSecond("");
    set(id, "cron_spec", "nonsense");

    assertThat(first(id).cause()).isEqualTo(Cause.POLICY_UNREADABLE);
    assertThat(first(id).text())
        .startsWith("The periodic job does not fire: its cron_spec is wrong");
    assertThat(first(id).command()).contains("jobservice stop " + id);
  }

  @Test
  void anExecutionThatForbidsOthersIsNamed() throws Exception {
    String policy = eachSecond(",'overlap':'forbid'");
    String execution = executions(policy).get(0);
    String past = policy + "@" + (now() - 5);
    probe.redis().rename(probe.key("job_stats:" + execution), probe.key("job_stats:" + past));
    set(past, "id", past);
    add("executions:" + policy, now() - 5, past);

    Finding finding = finding(policy, Cause.OVERLAP_FORBIDDEN);
    assertThat(finding.text())
        .isEqualTo(
            "Its execution "
                + past
                + " is still under way (Scheduled); what comes due meanwhile is skipped.");
    assertThat(finding.command()).contains("jobservice why " + past);
  }

  @Test
  void anExecutionThatWaitsNamesItsPolicy() throws Exception {
    String policy = eachSecond("");
    String execution = executions(policy).get(100);

    assertThat(first(execution).cause()).isEqualTo(Cause.SCHEDULED);
    assertThat(first(execution).command()).contains("jobservice schedule show " + policy);
    assertThat(first(execution).facts()).containsEntry("policy", policy);
  }

  @Test
  void anExecutionOnItsQueueHasItsPlaceThere() throws Exception {
    String policy = eachSecond("");
    String execution = executions(policy).get(100);
    due(policy, execution, now());
    upkeep.moveDue();

    assertThat(finding(execution, Cause.QUEUED).facts()).containsKey("before");
  }

  @Test
  void anExecutionThatWasSkippedNamesTheOneThatWasUnderWay() throws Exception {
    String policy = eachSecond(",'overlap':'forbid'");
    String first = executions(policy).get(100);
    String second = executions(policy).get(101);
    probe.redis().del(probe.key("scheduled"), probe.key("scheduled_own"));
    add("scheduled_own", now() - 1, entry(policy, second));

    upkeep.moveDue();

    Finding finding = first(second);
    assertThat(finding.cause()).isEqualTo(Cause.EXECUTION_SKIPPED);
    assertThat(finding.text())
        .matches(
            "It was skipped: when it was due, execution "
                + policy
                + "@\\d+ was still under way, and its periodic job forbids to run both\\.");
    assertThat(finding.command().orElseThrow()).startsWith("jobservice why " + policy + "@");
    assertThat(first).isNotEqualTo(second);
  }

  private static String entry(String policy, String execution) {
    String second = execution.substring(policy.length() + 1);
    return "{\"name\":\"NOOP\",\"id\":\""
        + policy
        + "\",\"t\":"
        + second
        + ",\"args\":{\"_job_kind_periodic_\":\""
        + second
        + "\"}}";
  }

  @Test
  void anExecutionThatIsTakenBackByAPauseSaysSo() throws Exception {
    String policy = eachSecond("");
    String execution = executions(policy).get(100);
    set(policy, "paused", "1");
    due(policy, execution, now() - 1);
    upkeep.moveDue();

    assertSays(
        first(execution),
        Cause.EXECUTION_SKIPPED,
        "It did not run: its schedule was paused.",
        "jobservice schedule resume " + policy);
  }

  @Test
  void anExecutionThatWasMissedWaitsForItsPolicy() throws Exception {
    String policy = eachSecond("");
    String execution = policy + "@" + (now() - 500);
    probe
        .redis()
        .rename(
            probe.key("job_stats:" + executions(policy).get(0)),
            probe.key("job_stats:" + execution));
    set(execution, "id", execution);
    set(execution, "run_at", now() - 500);
    add("scheduled", now() - 500, entry(policy, execution));
    upkeep.moveDue();

    Finding finding = first(execution);
    assertThat(finding.cause()).isEqualTo(Cause.EXECUTION_MISSED);
    assertThat(finding.text())
        .matches("It was due 8 min \\d+ s ago, when no node was alive; what becomes of it .*");

    set(execution, "status", "Stopped");
    set(execution, "stop_reason", "it was missed while no node was alive");
    assertThat(first(execution).text())
        .startsWith("It did not run: it was missed while no node was alive, and its periodic job");
    assertThat(first(execution).command()).contains("jobservice schedule executions " + policy);
  }

  @Test
  void anExecutionEndsWithItsPolicy() throws Exception {
    String policy = eachSecond("");
    String execution = executions(policy).get(100);
    controller.stop(policy);

    assertSays(
        first(execution),
        Cause.SCHEDULE_ENDED,
        "It did not run: its schedule was stopped.",
        "jobservice schedule show " + policy);
  }
}
