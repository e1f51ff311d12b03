package io.jobservice.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.model.Cause;
import io.jobservice.model.Finding;
import io.jobservice.redis.HookOutbox;
import io.jobservice.redis.HookOutbox.Claim;
import io.jobservice.redis.HookOutbox.Result;
import io.jobservice.redis.HookOutbox.Wish;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Uniqueness claims and status hooks. */
class WhyBesideTest extends WhyFixture {

  private static final String UNIQUE = "{'kind':'Generic','unique':true}";

  private final HookOutbox outbox = new HookOutbox(redis);

  @BeforeEach
  void start() {
    pool(POOL, "NOOP");
  }

  @Test
  void aUniqueJobThatWaitsKeepsEqualOnesOut() throws Exception {
    String id = submit("NOOP", UNIQUE);

    assertThat(causes(id)).containsExactly(Cause.QUEUED, Cause.HOLDS_CLAIM);
    assertThat(finding(id, Cause.HOLDS_CLAIM).text())
        .isEqualTo("It is unique: equal jobs are refused until it has ended.");
  }

  @Test
  void theRetryOfAUniqueJobIsRefusedWhileAnotherHasTheClaim() throws Exception {
    String id = submit("NOOP", UNIQUE);
    controller.cancel(id);
    assertThat(causes(id)).containsExactly(Cause.CANCELLED);
    String other = submit("NOOP", UNIQUE);

    Finding finding = finding(id, Cause.CLAIM_HELD);
    assertThat(finding.text())
        .isEqualTo(
            "The equal unique job "
                + other
                + " is under way, so that a retry of this one is refused until that has ended.");
    assertThat(finding.command()).contains("jobservice why " + other);
    controller.stop(other);
    assertThat(causes(id)).containsExactly(Cause.CANCELLED);
  }

  private String hooked() throws Exception {
    return taken(
        "{'job':{'name':'NOOP','status_hook':'http://user:pass@127.0.0.1:9/done?token=x',"
            + "'metadata':{'kind':'Generic'}}}");
  }

  private void settle(Result result) {
    List<Claim> claims = outbox.claim(new Wish("agent", 10, 10, Map.of())).claims();
    assertThat(claims).hasSize(1);
    outbox.settle("agent", claims.get(0), result, false);
  }

  @Test
  void eventsThatCouldNotBeDeliveredAreTold() throws Exception {
    String id = hooked();
    fetch(POOL);
    assertThat(causes(id)).as("on its way").containsExactly(Cause.RUNNING);
    settle(new Result.Failed("it answered 503", Duration.ofHours(1), true, false));

    Finding finding = finding(id, Cause.HOOKS_WAITING);
    assertThat(finding.text())
        .matches(
            "1 event of its status hook waits for delivery to http://127\\.0\\.0\\.1:9, which has"
                + " failed 1 time: it answered 503; tried again in .*\\.");
    assertThat(finding.command()).contains("jobservice hook list --job " + id);
    assertThat(finding.facts()).containsEntry("failures", 1L).containsKey("next_at");
    assertThat(finding.toString()).doesNotContain("pass", "token");
  }

  @Test
  void eventsThatWaitForANodeAreTold() throws Exception {
    String id = hooked();
    fetch(POOL);
    silence(POOL, 60);

    assertThat(finding(id, Cause.HOOKS_WAITING).text())
        .isEqualTo(
            "1 event of its status hook waits for delivery to http://127.0.0.1:9, and no node is"
                + " alive.");
  }

  @Test
  void eventsThatWereGivenUpAreTold() throws Exception {
    String id = hooked();
    fetch(POOL);
    settle(new Result.Dead("too old", false));

    Finding finding = finding(id, Cause.HOOKS_GIVEN_UP);
    assertThat(finding.text())
        .isEqualTo(
            "1 event of its status hook was given up, the last one for http://127.0.0.1:9: too"
                + " old.");
    assertThat(finding.command()).contains("jobservice hook redeliver " + id + "-1");
    assertThat(finding.facts()).containsEntry("events", List.of(id + "-1"));
  }
}
