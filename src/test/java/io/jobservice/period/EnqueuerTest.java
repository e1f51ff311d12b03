package io.jobservice.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobservice.core.Controller;
import io.jobservice.model.StrictJson;
import io.jobservice.model.SubmissionJson;
import io.jobservice.redis.PolicyTurns;
import io.jobservice.redis.Redis;
import io.jobservice.redis.Retention;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Turns of the enqueuer on a Redis of which no node moves anything. */
class EnqueuerTest {

  private static final String ID = "2745068c2a921a2fec578cd7";

  private final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), Namespaces.fresh());
  private final AtomicLong ahead = new AtomicLong();
  private final Redis redis =
      Redis.connect(
          RedisServer.shared().url(),
          probe.key(""),
          Duration.ofMinutes(1),
          4,
          () -> System.nanoTime() + ahead.get());
  private final Enqueuer enqueuer = new Enqueuer(new PolicyTurns(redis, Retention.standard()));
  private final Controller controller = Controller.withoutNode(redis, new SplittableRandom());
  private long minute;
  private String eachMinute;

  @BeforeEach
  void join() {
    long now = redis.clock().seconds();
    // The last instant was half a minute ago, so that none comes while a test runs.
    minute = now - 30;
    eachMinute = minute % 60 + " * * * * *";
    probe.redis().sadd(probe.key("worker_pools"), "other");
    probe
        .redis()
        .hset(
            probe.key("worker_pools:other"),
            Map.of("heartbeat_at", Long.toString(now), "job_names", "NOOP"));
  }

  @AfterEach
  void close() {
    redis.close();
    probe.close();
  }

  private String submit(String line, String more) throws Exception {
    String body =
        """
        {"job": {"name": "NOOP", "metadata": {"kind": "Periodic", "cron_spec": "%s"%s}}}
        """
            .formatted(line, more);
    String job = controller.launch(SubmissionJson.parse(StrictJson.parse(body)), Optional.empty());
    return StrictJson.parse(job).path("id").asText();
  }

  /** As if no node had been alive since. */
  private void forgetSince(String id, long second) {
    for (String set : List.of("executions:" + id, "scheduled", "scheduled_own")) {
      probe.redis().del(probe.key(set));
    }
    probe.redis().hset(probe.key("job_stats:" + id), "enqueued_to", Long.toString(second));
    probe.redis().zadd(probe.key("policy_turns"), 0, id);
  }

  private List<Long> executions(String id) {
    return probe.redis().zrange(probe.key("executions:" + id), 0, -1).stream()
        .map(execution -> Long.valueOf(execution.substring(id.length() + 1)))
        .toList();
  }

  private Map<String, String> execution(String id, long second) {
    return probe.redis().hgetAll(probe.key("job_stats:" + id + "@" + second));
  }

  @Test
  void aPolicyGetsItsNextExecutionsOnceTheyAreNeeded() throws Exception {
    String id = submit(eachMinute, "");
    forgetSince(id, minute);

    enqueuer.seeToThoseDue();

    assertThat(executions(id))
        .containsExactly(minute + 60, minute + 120, minute + 180, minute + 240);
    assertThat(probe.redis().zcard(probe.key("scheduled"))).isEqualTo(4);
    assertThat(probe.redis().zscore(probe.key("policy_turns"), id)).isEqualTo(minute + 120.0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void aClockThatHasJustJumpedDelaysNothing(int hours) throws Exception {
    probe.redis().hset(probe.key("worker_pools:other"), "heartbeat_at", "9999999999");
    ahead.addAndGet(Duration.ofHours(hours).toNanos());
    String id = submit(eachMinute, "");
    assertThat(executions(id))
        .containsExactly(minute + 60, minute + 120, minute + 180, minute + 240);
    controller.policies().pause(id);
    ahead.addAndGet(Duration.ofHours(hours).toNanos());
    controller.policies().resume(id);
    assertThat(executions(id))
        .containsExactly(minute + 60, minute + 120, minute + 180, minute + 240);
  }

  @Test
  void oneRunStandsForAllThatWasMissed() throws Exception {
    String id = submit(eachMinute, "");
    forgetSince(id, minute - 600);

    enqueuer.seeToThoseDue();

    assertThat(executions(id)).startsWith(minute, minute + 60);
    assertThat(execution(id, minute))
        .containsEntry("missed", "10")
        .containsEntry("missed_since", Long.toString(minute - 540));
    assertThat(execution(id, minute + 60)).doesNotContainKey("missed");
  }

  @Test
  void missedInstantsAreSkipped() throws Exception {
    String id = submit(eachMinute, ",\"misfire\":\"skip\"");
    forgetSince(id, minute - 600);

    enqueuer.seeToThoseDue();

    assertThat(executions(id)).startsWith(minute + 60, minute + 120);
  }

  @Test
  void eachMissedInstantIsMadeUpFor() throws Exception {
    String id = submit(eachMinute, ",\"misfire\":\"fire_all\"");
    forgetSince(id, minute - 200 * 60);

    enqueuer.seeToThoseDue();

    assertThat(executions(id))
        .startsWith(minute - 99 * 60)
        .contains(minute)
        .hasSizeGreaterThanOrEqualTo(101);
    assertThat(execution(id, minute - 60)).containsEntry("missed", "1");
  }

  @Test
  void aPolicyThatMakesNoSenseWaitsAnHourAndHurtsNoOther() throws Exception {
    String broken = submit(eachMinute, "");
    String sound = submit(eachMinute, "");
    forgetSince(broken, minute);
    forgetSince(sound, minute);
    probe.redis().zadd(probe.key("policy_turns"), 0, broken);
    probe.redis().hset(probe.key("job_stats:" + broken), "cron_spec", "nonsense");

    enqueuer.seeToThoseDue();

    assertThat(executions(sound)).isNotEmpty();
    assertThat(executions(broken)).isEmpty();
    assertThat(probe.redis().zscore(probe.key("policy_turns"), broken))
        .isGreaterThan(minute + 3590.0);
  }

  @Test
  void aPolicyOfTheOtherKindIsTakenUp() {
    probe
        .redis()
        .zadd(
            probe.key("period:policies"),
            (double) minute,
            "{\"id\":\"" + ID + "\",\"job_name\":\"NOOP\",\"cron_spec\":\"" + eachMinute + "\"}");

    enqueuer.seeToThoseDue();
    enqueuer.seeToThoseDue();

    assertThat(executions(ID)).contains(minute + 120, minute + 180);
    assertThat(probe.redis().zrange(probe.key("scheduled"), 0, 0).get(0))
        .contains("\"id\":\"" + ID + "\"");
  }

  @Test
  void anEnqueuerThatSleepsCanBeWoken() throws Exception {
    var thread = Executors.newSingleThreadExecutor();
    try {
      Future<?> turns = thread.submit(this::twoTurns);
      await()
          .atMost(Duration.ofSeconds(4))
          .until(() -> probe.redis().exists(probe.key("last_periodic_enqueue_h")));
      probe.redis().del(probe.key("last_periodic_enqueue_h"));
      enqueuer.wake();
      await()
          .atMost(Duration.ofSeconds(4))
          .until(() -> probe.redis().exists(probe.key("last_periodic_enqueue_h")));
      turns.cancel(true);
    } finally {
      thread.shutdownNow();
    }
  }

  private Void twoTurns() throws InterruptedException {
    enqueuer.turn();
    enqueuer.turn();
    return null;
  }
}
