package io.jobservice.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobservice.model.ExecutionEntry;
import io.jobservice.model.Purged;
import io.jobservice.redis.JobStore.NewJob;
import io.jobservice.redis.JobStore.Submitted;
import io.jobservice.redis.QueueStore.Ended;
import io.jobservice.redis.QueueStore.Fetch;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.Submissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A Redis without memory to spare: nothing is taken in by halves, and no end is lost. */
class FullRedisTest {

  private static final String POOL = "abababababababababababab";

  @Test
  void whatCannotBeWrittenNowIsNotRefusedForGood() {
    try (RedisServer server = RedisServer.start();
        RedisProbe probe = new RedisProbe(server.url(), "full");
        Redis redis =
            Redis.connect(
                server.url(), probe.key(""), Duration.ofMinutes(1), 2, System::nanoTime)) {
      JobStore jobs = new JobStore(redis, Retention.standard());
      QueueStore queues = new QueueStore(redis, Retention.standard());
      new PoolStore(redis, Retention.standard())
          .join(
              POOL,
              Map.of("host", "test"),
              Map.of("TYPE", new PoolStore.TypeRules(0, 1, Optional.empty())));
      Submissions submissions = new Submissions(new SplittableRandom());
      NewJob first = submissions.generic("TYPE", redis.clock().seconds(), Optional.empty());
      NewJob second = submissions.generic("TYPE", redis.clock().seconds(), Optional.empty());
      jobs.submit(first);

      probe.redis().configSet("maxmemory", "1");
      assertThatThrownBy(() -> jobs.submit(second))
          .isInstanceOfSatisfying(
              RedisUnavailableException.class,
              e ->
                  assertThat(e.told())
                      .isEqualTo(
                          "Redis refuses to write: "
                              + redis
                              + ": it has used all of maxmemory; raise that, or delete what is not"
                              + " needed (OOM)"));
      Fetch fetch = new Fetch(POOL, "test", "store test:1", 1, 1, false);
      assertThatThrownBy(() -> queues.fetch(fetch))
          .isInstanceOf(RedisUnavailableException.class)
          .hasMessageContaining("OOM");

      probe.redis().configSet("maxmemory", "0");
      assertThat(probe.redis().exists(probe.key("job_stats:" + second.entry().id()))).isFalse();
      assertThat(jobs.submit(second)).isEqualTo(new Submitted.Taken());
      Attempt running = queues.fetch(fetch).attempts().get(0);

      probe.redis().configSet("maxmemory", "1");
      Outcome outcome = Outcome.success(running, Optional.empty());
      List<Ended> ended = queues.end(List.of(outcome), type -> false);
      assertThat(ended).as("an end makes room, and Redis lets it").containsExactly(Ended.ENDED);
      assertThat(probe.redis().hget(probe.key("job_stats:" + running.id()), "status"))
          .isEqualTo("Success");
    }
  }

  @Test
  void aPolicyIsTakenInWhenThereIsRoomAgain() {
    try (RedisServer server = RedisServer.start();
        RedisProbe probe = new RedisProbe(server.url(), "full");
        Redis redis =
            Redis.connect(
                server.url(), probe.key(""), Duration.ofMinutes(1), 2, System::nanoTime)) {
      PolicyStore policies = new PolicyStore(redis, Retention.standard());
      PolicyStore.NewPolicy policy =
          new PolicyStore.NewPolicy(
              Map.of("id", "a", "name", "TYPE", "kind", "Periodic", "cron_spec", "x"),
              new PolicyStore.Place(false, ""),
              ExecutionEntry.of("TYPE", "a", Optional.empty()),
              PolicyStore.Timetable.none(1),
              Optional.of("claim"),
              Optional.empty());

      probe.redis().configSet("maxmemory", "1");
      assertThatThrownBy(() -> policies.createAll(List.of(policy)))
          .isInstanceOf(RedisUnavailableException.class)
          .hasMessageContaining("OOM");

      probe.redis().configSet("maxmemory", "0");
      assertThat(policies.createAll(List.of(policy)).get(0).outcome())
          .isEqualTo(new Submitted.Taken());
    }
  }

  @Test
  void aQueueCanBePurgedToMakeRoom() {
    try (RedisServer server = RedisServer.start();
        RedisProbe probe = new RedisProbe(server.url(), "full");
        Redis redis =
            Redis.connect(
                server.url(), probe.key(""), Duration.ofMinutes(1), 2, System::nanoTime)) {
      Submissions submissions = new Submissions(new SplittableRandom());
      NewJob job = submissions.generic("TYPE", redis.clock().seconds(), Optional.empty());
      new JobStore(redis, Retention.standard()).submit(job);
      probe.redis().lpush(probe.key("jobs:TYPE"), "no job");

      probe.redis().configSet("maxmemory", "1");
      PurgeStore purges = new PurgeStore(redis, Retention.standard());
      assertThat(purges.purge("TYPE", 10, "token")).isEqualTo(new Purged(2, 0));
      assertThat(probe.redis().hget(probe.key("job_stats:" + job.entry().id()), "status"))
          .isEqualTo("Stopped");
      assertThat(probe.redis().zcard(probe.key("dead"))).isEqualTo(1);
    }
  }
}
