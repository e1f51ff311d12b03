package io.jobservice.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.redis.JobStore.NewJob;
import io.jobservice.redis.JobStore.Result;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stopping jobs on a queue that is too long to look through at each stop. */
class LongQueueTest extends StoreFixture {

  private final List<NewJob> queued = new ArrayList<>(jobs("TYPE", 3500));

  @BeforeEach
  void submit() {
    for (int i = 0; i < queued.size(); i += 500) {
      jobs.submitAll(queued.subList(i, i + 500));
    }
  }

  private String id(int number) {
    return queued.get(number).entry().id();
  }

  private List<String> entries() {
    return probe.redis().lrange(probe.key("jobs:TYPE"), 0, -1);
  }

  @Test
  void stoppedJobsLeaveItTogetherAndTheOthersStayInTheirOrder() {
    List<String> left = new ArrayList<>();
    for (int i = 0; i < queued.size(); i++) {
      if (i % 3 == 0) {
        assertThat(jobs.stop(id(i)).result()).isEqualTo(Result.LATER);
      } else {
        left.add(0, queued.get(i).entry().toJson());
      }
    }
    assertThat(entries()).hasSize(3500);

    assertThat(jobs.drop("TYPE")).isEqualTo(1167);

    assertThat(entries()).isEqualTo(left);
    for (int i = 0; i < queued.size(); i += 3) {
      assertThat(jobs.find(id(i)).orElseThrow().fields())
          .containsEntry("status", "Stopped")
          .containsEntry("ended_as", "Stopped")
          .containsKey("ended_at");
    }
    assertThat(probe.redis().pttl(probe.key("job_stats:" + id(0)))).isPositive();
    assertThat(probe.redis().hexists(probe.key("job_track:inprogress"), id(0))).isFalse();
    assertThat(jobs.drop("TYPE")).as("a second pass finds nothing").isZero();
  }

  @Test
  void whatRunsOrIsNoJobStaysOnIt() {
    String running = probe.key("job_stats:" + id(1));
    probe.redis().hset(running, "status", "Stopped");
    probe.redis().hset(running, "op_command", "stop");
    probe.redis().lpush(probe.key("jobs:TYPE"), "no job");

    assertThat(jobs.drop("TYPE")).isZero();

    assertThat(entries()).hasSize(3501).contains("no job");
    assertThat(probe.redis().hexists(running, "ended_at")).isFalse();
  }

  /** Nodes of the other kind stop by the status alone, and may have put back what still runs. */
  @Test
  void whatAnotherPoolStillRunsIsNotEnded() {
    String other = "cdcdcdcdcdcdcdcdcdcdcdcd";
    String record = probe.key("job_stats:" + id(1));
    probe.redis().sadd(probe.key("worker_pools"), other);
    probe
        .redis()
        .lpush(probe.key("jobs:TYPE:" + other + ":inprogress"), queued.get(1).entry().toJson());
    probe.redis().hset(record, "status", "Stopped");

    assertThat(jobs.drop("TYPE")).isZero();

    assertThat(entries()).hasSize(3500);
    assertThat(probe.redis().hexists(record, "ended_at")).isFalse();
  }
}
