package io.jobservice.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.model.Cause;
import io.jobservice.model.Finding;
import io.jobservice.redis.Attempt;
import io.jobservice.redis.QueueStore;
import io.jobservice.redis.Retention;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.args.ListDirection;

class WhyRunningTest extends WhyFixture {

  @BeforeEach
  void start() {
    pool("NOOP", told("{'timeout':'1h'}"));
  }

  private Attempt running() throws Exception {
    submit("NOOP");
    return fetch(POOL);
  }

  @Test
  void itRunsSomewhereSinceThenAndHasNotCheckedIn() throws Exception {
    Attempt attempt = running();

    Finding finding = first(attempt.id());
    assertThat(finding.cause()).isEqualTo(Cause.RUNNING);
    assertThat(finding.text()).matches("It runs on node-a:1 for \\d+ s; it has not checked in\\.");
    assertThat(finding.command()).contains("jobservice log -f " + attempt.id());
    assertThat(finding.facts())
        .containsEntry("node", "node-a:1")
        .containsEntry("pool", POOL)
        .containsEntry("attempt", 1L)
        .containsKey("started_at");
    assertThat(causes(attempt.id())).hasSize(1);
  }

  @Test
  void itsLastCheckInIsTold() throws Exception {
    Attempt attempt = running();
    new QueueStore(redis, Retention.standard()).checkIn(attempt, "30%", Duration.ofSeconds(1));
    set(attempt.id(), "attempt", 2);

    assertThat(first(attempt.id()).text())
        .matches(
            "It runs on node-a:1, in attempt 2, for \\d+ s; it last checked in \\d+ s ago: 30%");
    assertThat(first(attempt.id()).facts()).containsEntry("check_in", "30%");
  }

  @Test
  void itRunsForLongerThanItsTypeAllows() throws Exception {
    Attempt attempt = running();
    set(attempt.id(), "started_at", now() - 2 * 3600 - 65);

    Finding finding = first(attempt.id());
    assertThat(finding.cause()).isEqualTo(Cause.OVER_TIMEOUT);
    assertThat(finding.text()).startsWith("It runs for 2 h 1 min, and its type allows 1 h:");
    assertThat(causes(attempt.id())).containsExactly(Cause.OVER_TIMEOUT, Cause.RUNNING);
    assertThat(finding.facts()).containsEntry("timeout", 3600L);
  }

  @Test
  void itWasToldToStopAndGoesOn() throws Exception {
    Attempt attempt = running();
    controller.stop(attempt.id());

    Finding finding = first(attempt.id());
    assertThat(finding.cause()).isEqualTo(Cause.STOP_REQUESTED);
    assertThat(finding.text())
        .matches(
            "It was told to stop \\d+ s ago, and still runs on node-a:1: a job has to look for that by"
                + " itself\\. It ends when it does, or with its timeout, or with its node\\.");
    assertThat(finding.command()).contains("jobservice log -f " + attempt.id());
    assertThat(causes(attempt.id())).containsExactly(Cause.STOP_REQUESTED, Cause.RUNNING);
    assertThat(why(attempt.id()).status()).isEqualTo("Stopped");
  }

  @Test
  void withoutATimeoutNoneIsSpokenOf() throws Exception {
    pool("NOOP", told("{'source':'built in'}"));
    Attempt attempt = running();
    controller.stop(attempt.id());

    assertThat(first(attempt.id()).text())
        .endsWith(" by itself. It ends when it does, or with its node.");
  }

  @Test
  void aProgramThatIsToldToStopIsKilled() throws Exception {
    pool("NOOP", told("{'source':'the configuration','timeout':'1h'}"));
    Attempt attempt = running();
    controller.stop(attempt.id());

    assertThat(first(attempt.id()).text())
        .endsWith(
            " its program was asked to end, and is killed when the 'stop_grace' of its type is"
                + " over.");
  }

  @Test
  void aJobIsFoundAmongManyInProgressUnlessTheseAreTooMany() throws Exception {
    Attempt attempt = running();
    String list = probe.key("jobs:NOOP:" + POOL + ":inprogress");
    String[] others = new String[1_000];
    Arrays.fill(others, "{\"name\":\"NOOP\",\"id\":\"x\",\"t\":1,\"args\":null}");
    for (int i = 0; i < 9; i++) {
      probe.redis().lpush(list, others);
    }
    assertThat(first(attempt.id()).text()).startsWith("It runs on node-a:1 for ");

    probe.redis().lpush(list, others);
    assertThat(first(attempt.id()).cause()).isEqualTo(Cause.RUNNING);
    assertThat(first(attempt.id()).text()).contains("whether it does cannot be told, since more");
  }

  @Test
  void aSilentNodeThatCountsAsAliveDoesNotSeeToItself() throws Exception {
    Attempt attempt = running();
    silence(POOL, 8);

    assertThat(first(attempt.id()).text()).endsWith("start one.");
  }

  @Test
  void itWasToldToCancelAndGoesOn() throws Exception {
    Attempt attempt = running();
    controller.cancel(attempt.id());

    assertThat(first(attempt.id()).cause()).isEqualTo(Cause.CANCEL_REQUESTED);
    assertThat(first(attempt.id()).text()).startsWith("It was told to cancel ");
    assertThat(first(attempt.id()).facts()).containsKey("asked_at");
  }

  @Test
  void aCheckInIsNotTakenForTheTimeOfACancel() throws Exception {
    Attempt attempt = running();
    controller.cancel(attempt.id());
    new QueueStore(redis, Retention.standard()).checkIn(attempt, "50%", Duration.ofSeconds(1));

    assertThat(first(attempt.id()).text()).startsWith("It was told to cancel, and still runs on ");
    assertThat(first(attempt.id()).facts()).doesNotContainKey("asked_at");
  }

  @Test
  void itsNodeIsSilentAndAnotherOneWillSeeToIt() throws Exception {
    Attempt attempt = running();
    silence(POOL, 8);
    pool(OTHER_POOL, "NOOP");

    Finding finding = first(attempt.id());
    assertThat(finding.cause()).isEqualTo(Cause.NODE_SILENT);
    assertThat(finding.text())
        .matches(
            "The node node-a:1 that runs it has not beaten for \\d+ s; another node takes it for"
                + " dead, and puts the job back on its queue, within some seconds\\.");
    assertThat(finding.facts()).containsEntry("pool", POOL).containsKey("heartbeat_at");
    assertThat(causes(attempt.id())).containsExactly(Cause.NODE_SILENT, Cause.RUNNING);
  }

  @Test
  void itsNodeIsSilentAndNoneIsThereToSeeToIt() throws Exception {
    Attempt attempt = running();
    silence(POOL, 60);

    assertThat(first(attempt.id()).text())
        .endsWith("; no other node is alive to put the job back on its queue: start one.");
    assertThat(first(attempt.id()).command()).contains("jobservice serve -c config.yml");
  }

  @Test
  void itsPoolIsKnownNoMore() throws Exception {
    Attempt attempt = running();
    probe.redis().srem(probe.key("worker_pools"), POOL);

    assertThat(first(attempt.id()).cause()).isEqualTo(Cause.NODE_GONE);
    assertThat(first(attempt.id()).text())
        .startsWith("Its record says that it runs, but the pool that ran it is known no more:");
    assertThat(first(attempt.id()).command()).contains("jobservice stop " + attempt.id());
  }

  @Test
  void itsPoolDoesNotHaveIt() throws Exception {
    Attempt attempt = running();
    probe.redis().del(probe.key("jobs:NOOP:" + POOL + ":inprogress"));

    assertThat(first(attempt.id()).cause()).isEqualTo(Cause.NOT_IN_PROGRESS);
    assertThat(first(attempt.id()).text())
        .startsWith("Its record says that it runs on node-a:1, but that node does not have it");

    controller.stop(attempt.id());
    assertThat(first(attempt.id()).cause())
        .as("the command helps")
        .isEqualTo(Cause.STOPPED_WAITING);
    assertThat(first(attempt.id()).text())
        .contains(" ago, after a run that was lost or given back.");
    assertThat(first(attempt.id()).command()).contains("jobservice submit NOOP");
  }

  /** Such a node writes the status, moves the entry, and keeps the rest in its worker's record. */
  @Test
  void itRunsOnANodeOfTheOtherKind() throws Exception {
    String id = submit("NOOP");
    String worker = "cccccccccccccccccccccccc";
    probe
        .redis()
        .hset(
            probe.key("worker_pools:" + OTHER_POOL),
            Map.of(
                "heartbeat_at", Long.toString(now() + 1000),
                "job_names", "NOOP",
                "host", "harbor",
                "pid", "17",
                "worker_ids", worker));
    probe.redis().sadd(probe.key("worker_pools"), OTHER_POOL);
    probe
        .redis()
        .lmove(
            probe.key("jobs:NOOP"),
            probe.key("jobs:NOOP:" + OTHER_POOL + ":inprogress"),
            ListDirection.RIGHT,
            ListDirection.LEFT);
    set(id, "status", "Running");
    probe
        .redis()
        .hset(
            probe.key("worker:" + worker),
            Map.of(
                "job_id",
                id,
                "started_at",
                Long.toString(now() - 100),
                "checkin",
                "half",
                "checkin_at",
                Long.toString(now() - 50)));

    Finding finding = first(id);
    assertThat(finding.cause()).isEqualTo(Cause.ON_OTHER_KIND);
    assertThat(finding.text())
        .matches(
            "It runs on harbor:17, a node of Harbor's jobservice, which can stop it, but not cancel"
                + " it, for .*; it last checked in \\d+ s ago: half");
    assertThat(finding.command()).contains("jobservice stop " + id);
    assertThat(causes(id)).containsExactly(Cause.ON_OTHER_KIND);
  }
}
