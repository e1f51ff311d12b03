package io.jobservice.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.model.Cause;
import io.jobservice.model.Finding;
import io.jobservice.redis.Attempt;
import io.jobservice.redis.Outcome;
import io.jobservice.redis.PoolStore.Observation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class WhyQueuedTest extends WhyFixture {

  @Test
  void theNextJobIsHeldBackByNothing() throws Exception {
    pool(POOL, "NOOP");
    String id = submit("NOOP");

    assertSays(
        first(id),
        Cause.QUEUED,
        "It is the next on the queue of NOOP, and nothing holds it back.",
        "jobservice wait " + id);
    assertThat(causes(id)).containsExactly(Cause.QUEUED);
    assertThat(why(id).status()).isEqualTo("Pending");
    assertThat(first(id).facts()).containsEntry("before", 0L).containsEntry("depth", 1L);
  }

  @Test
  void aLaterJobHasItsNumberAndWhatIsNotKnownIsSaid() throws Exception {
    pool(POOL, "NOOP");
    submit("NOOP");
    String second = submit("NOOP");
    submit("NOOP");

    assertThat(first(second).text())
        .isEqualTo(
            "It is number 2 of 3 on the queue of NOOP; when it starts cannot be told, since no job"
                + " of the type has ended in the last minute.");
    assertThat(first(second).facts()).containsEntry("before", 1L).doesNotContainKey("starts_at");
  }

  @Test
  void theStartIsReckonedByTheRateOfTheLastMinute() throws Exception {
    pool(POOL, "NOOP");
    submit("NOOP");
    String second = submit("NOOP");
    probe.redis().hset(probe.key("ended:" + (now() / 10 - 2)), "NOOP", "30");

    Finding finding = first(second);
    assertThat(finding.text())
        .isEqualTo(
            "It is number 2 of 2 on the queue of NOOP, and starts in about 2 s if 0.50 a second end"
                + " as in the last minute.");
    assertThat((Long) finding.facts().get("starts_at")).isBetween(now(), now() + 2);
  }

  @Test
  void aScheduledJobThatIsOnItsQueueIsQueued() throws Exception {
    pool(POOL, "NOOP");
    String id = submit("NOOP", "{'kind':'Scheduled','schedule_delay':1}");
    String entry = probe.redis().zrange(probe.key("scheduled"), 0, -1).get(0);
    add("scheduled", now() - 1, entry);
    set(id, "run_at", now() - 1);
    upkeep.moveDue();

    assertThat(causes(id)).containsExactly(Cause.QUEUED);
    assertThat(why(id).status()).isEqualTo("Scheduled");
  }

  @Test
  void aPausedTypeIsNamedWithTheCommandThatResumesIt() throws Exception {
    pool(POOL, "NOOP");
    String id = submit("NOOP");
    controller.queues().pause("NOOP", true);

    assertSays(
        first(id),
        Cause.PAUSED,
        "The type NOOP is paused, so that none of its jobs is started.",
        "jobservice queue resume NOOP");
    assertThat(finding(id, Cause.QUEUED).text()).isEqualTo("It is the next on the queue of NOOP.");
  }

  @Test
  void noPoolIsAlive() throws Exception {
    pool(POOL, "NOOP");
    String id = submit("NOOP");
    silence(POOL, 200);

    Finding finding = first(id);
    assertThat(finding.cause()).isEqualTo(Cause.NO_POOL);
    assertThat(finding.text())
        .matches("No worker pool is alive; the last one beat 3 min \\d+ s ago.");
    assertThat(finding.command()).contains("jobservice serve -c config.yml");
    assertThat(finding.facts()).containsKey("last_heartbeat_at");

    probe.redis().del(probe.key("worker_pools"));
    assertThat(first(id).text()).isEqualTo("No worker pool is alive.");
  }

  @Test
  void severalCausesAreAllSaid() throws Exception {
    pool(POOL, "NOOP");
    String id = submit("NOOP");
    controller.queues().pause("NOOP", true);
    silence(POOL, 60);

    assertThat(causes(id)).containsExactly(Cause.PAUSED, Cause.NO_POOL, Cause.QUEUED);
  }

  @Test
  void noLivingPoolRegistersTheType() throws Exception {
    pool(POOL, "NOOP");
    String id = submit("NOOP");
    silence(POOL, 60);
    pool(OTHER_POOL, "ELSE");

    assertSays(
        first(id),
        Cause.NO_POOL_FOR_TYPE,
        "No living worker pool registers the type NOOP; 1 pool is alive.",
        "jobservice admin types");
  }

  @Test
  void allPoolsThatRegisterTheTypeAreShuttingDown() throws Exception {
    pool(POOL, "NOOP");
    String id = submit("NOOP");
    pool(POOL, Map.of("state", "draining"), Map.of("NOOP", limited(0)));
    pool(OTHER_POOL, "ELSE");

    assertSays(
        first(id),
        Cause.POOLS_DRAINING,
        "The one pool that registers the type NOOP is shutting down, and takes no more jobs. Wait"
            + " until it is started again, or start a node elsewhere.",
        "jobservice admin workers");
    assertThat(first(id).facts()).containsEntry("pools", List.of(POOL));
  }

  @Test
  void theLimitOfJobsAtOnceIsReachedByOthers() throws Exception {
    pool(POOL, Map.of("concurrency", "9"), Map.of("NOOP", limited(2)));
    Attempt one = started();
    Attempt two = started();
    String id = submit("NOOP");

    Finding finding = first(id);
    assertThat(finding.cause()).isEqualTo(Cause.CONCURRENCY_LIMIT);
    assertThat(finding.text())
        .startsWith("2 jobs of the type NOOP run, and 2 may at once: ")
        .contains(one.id(), two.id());
    assertThat(finding.command().orElseThrow()).startsWith("jobservice why ");
    assertThat(finding.facts()).containsEntry("limit", 2L).containsEntry("running", 2L);
    assertThat(finding.facts().get("jobs"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .containsExactlyInAnyOrder(one.id(), two.id());

    end(Outcome.success(one, Optional.empty()));
    assertThat(causes(id)).containsExactly(Cause.QUEUED);
  }

  @Test
  void aCounterThatIsOffIsSaidToBeRepaired() throws Exception {
    pool("NOOP", limited(1));
    String id = submit("NOOP");
    probe.redis().set(probe.key("jobs:NOOP:lock"), "1");

    assertThat(first(id).text())
        .isEqualTo(
            "1 job of the type NOOP runs, and 1 may at once; only 0 are in progress, which a node"
                + " repairs within 10 s.");
  }

  private Attempt started() throws Exception {
    submit("NOOP");
    return fetch(POOL);
  }

  @Test
  void theRateLimitIsReached() throws Exception {
    pool(POOL, Map.of("concurrency", "9"), Map.of("NOOP", rated("2/h")));
    started();
    started();
    String id = submit("NOOP");

    Finding finding = first(id);
    assertThat(finding.cause()).isEqualTo(Cause.RATE_LIMIT);
    assertThat(finding.text())
        .matches(
            "As many jobs of the type NOOP have started as may \\(2 in 1h\\); the next may start in"
                + " (59 min .*|1 h)\\.");
    assertThat(finding.command()).contains("jobservice admin types NOOP");
    assertThat((Long) finding.facts().get("until")).isBetween(now() + 3500, now() + 3601);
  }

  @Test
  void aRateLimitWithRoomHoldsNothingBack() throws Exception {
    pool(POOL, Map.of("concurrency", "9"), Map.of("NOOP", rated("2/h")));
    started();

    assertThat(causes(submit("NOOP"))).containsExactly(Cause.QUEUED);
  }

  @Test
  void allWorkersAreBusy() throws Exception {
    pool(POOL, "NOOP", "ELSE");
    submit("ELSE");
    Attempt running = fetch(POOL);
    pools.observe(
        POOL, List.of(), List.of(new Observation(POOL.replace('a', 'e'), running, now(), "", 0)));
    String id = submit("NOOP");

    assertSays(
        first(id),
        Cause.WORKERS_BUSY,
        "The one worker that could run it is busy: 1 ELSE.",
        "jobservice admin workers --busy");
    assertThat(first(id).facts())
        .containsEntry("workers", 1L)
        .containsEntry("jobs", List.of(running.id()));

    pool(OTHER_POOL, "NOOP");
    assertThat(causes(id)).as("an idle pool is enough").containsExactly(Cause.QUEUED);
  }

  @Test
  void aPendingJobWhoseEntryIsGoneWillNotRun() throws Exception {
    pool(POOL, "NOOP");
    String id = submit("NOOP");
    probe.redis().del(probe.key("jobs:NOOP"));
    submit("NOOP");

    Finding finding = first(id);
    assertThat(finding.cause()).isEqualTo(Cause.NOT_ON_QUEUE);
    assertThat(finding.text())
        .startsWith("Its record says that it waits on the queue of NOOP, but it is not there:");
    assertThat(finding.command()).contains("jobservice stop " + id);
    controller.stop(id);
    assertThat(why(id).status()).isEqualTo("Stopped");
  }

  @Test
  void aKeyOfAnotherTypeIsAnEmptyQueue() throws Exception {
    pool(POOL, "NOOP");
    String id = submit("NOOP");
    probe.redis().del(probe.key("jobs:NOOP"));
    probe.redis().set(probe.key("jobs:NOOP"), "x");

    assertThat(first(id).cause()).isEqualTo(Cause.NOT_ON_QUEUE);
  }

  @Test
  void brokenRatesAreNoLimits() throws Exception {
    pool("NOOP", rated("1/h"));
    fetchOf("NOOP");
    String id = submit("NOOP");
    assertThat(causes(id)).contains(Cause.RATE_LIMIT);

    String starts = probe.key("rate:NOOP");
    for (String start : new String[] {"nonsense", "NaN", "1e300", "-1"}) {
      probe.redis().lset(starts, 0, start);
      assertThat(causes(id)).as(start).doesNotContain(Cause.RATE_LIMIT);
    }
    probe.redis().del(starts);
    probe.redis().set(starts, "1");
    assertThat(causes(id)).doesNotContain(Cause.RATE_LIMIT);
    probe.redis().hset(probe.key("pool_types:" + POOL), "NOOP", "1 99999999999999999999 3600");
    assertThat(causes(id)).doesNotContain(Cause.RATE_LIMIT);
  }

  private void fetchOf(String type) throws Exception {
    submit(type);
    fetch(POOL);
  }
}
