package io.jobservice.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.model.JobStats;
import io.jobservice.redis.JobStore.Result;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Jobs whose records say that they run, while nobody has them. */
class LostRunTest extends StoreFixture {

  private final JobStore kept = new JobStore(redis, Retention.standard());

  private Attempt running() {
    join(POOL, "TYPE");
    jobs.submit(job("TYPE"));
    return fetch(POOL, 1, true).attempts().get(0);
  }

  private void loseEntry() {
    assertThat(probe.redis().del(probe.key("jobs:TYPE:" + POOL + ":inprogress"))).isOne();
  }

  @Test
  void aStopEndsARunThatIsOnNoList() {
    Attempt lost = running();
    loseEntry();

    assertThat(kept.stop(lost.id()).result()).isEqualTo(Result.STOPPED);

    JobStats job = kept.find(lost.id()).orElseThrow();
    assertThat(job.isOver()).isTrue();
    assertThat(job.text("status")).isEqualTo("Stopped");
    assertThat(probe.redis().ttl(probe.key("job_stats:" + lost.id()))).isPositive();
    assertThat(probe.redis().exists(probe.key("job_track:inprogress"))).isFalse();
    assertThat(kept.stop(lost.id()).result()).isEqualTo(Result.FINAL);
  }

  @Test
  void aStopEndsARunWhosePoolIsKnownNoMore() {
    Attempt lost = running();
    loseEntry();
    probe.redis().del(probe.key("worker_pools"), probe.key("worker_pools:" + POOL));

    assertThat(kept.stop(lost.id()).result()).isEqualTo(Result.STOPPED);
    assertThat(kept.find(lost.id()).orElseThrow().isOver()).isTrue();
  }

  @Test
  void aStopOnlyTellsWhatRuns() {
    Attempt attempt = running();

    assertThat(kept.stop(attempt.id()).result()).isEqualTo(Result.TOLD);
    assertThat(kept.find(attempt.id()).orElseThrow().isOver()).isFalse();
    assertThat(queues.checkIn(attempt, "50%", Duration.ofSeconds(1))).isFalse();
  }

  @Test
  void aStopOnlyTellsWhatANodeOfTheOtherKindMayRun() {
    Attempt attempt = running();
    loseEntry();
    probe.redis().sadd(probe.key("worker_pools"), "cdcdcdcdcdcdcdcdcdcdcdcd");

    assertThat(kept.stop(attempt.id()).result()).isEqualTo(Result.TOLD);
  }
}
