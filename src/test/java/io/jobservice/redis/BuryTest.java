package io.jobservice.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Entries that are no jobs, on the list of what a pool has in progress. */
class BuryTest extends StoreFixture {

  private String running() {
    return probe.redis().get(probe.key("jobs:TYPE:lock"));
  }

  /** A repair between the fetch and the burial cannot tell such an entry from a job. */
  @Test
  void whatARepairHasCountedIsNotCountedAnyMore() {
    join(POOL, "TYPE");
    jobs.submit(job("TYPE"));
    assertThat(fetch(POOL, 1, false).attempts()).hasSize(1);
    String list = probe.key("jobs:TYPE:" + POOL + ":inprogress");
    probe.redis().lpush(list, "nonsense", "more nonsense");
    new UpkeepStore(redis, RETENTION).repairCounters("TYPE");
    assertThat(running()).isEqualTo("3");

    queues.inProgress(POOL, List.of("TYPE"));

    assertThat(probe.redis().zcard(probe.key("dead"))).isEqualTo(2);
    assertThat(probe.redis().llen(list)).isEqualTo(1);
    assertThat(running()).isEqualTo("1");
    assertThat(probe.redis().hget(probe.key("jobs:TYPE:lock_info"), POOL)).isEqualTo("1");
  }

  @Test
  void whatNobodyHasCountedChangesNoCounter() {
    join(POOL, "TYPE");
    jobs.submit(job("TYPE"));
    assertThat(fetch(POOL, 1, false).attempts()).hasSize(1);
    probe.redis().lpush(probe.key("jobs:TYPE:" + POOL + ":inprogress"), "nonsense");

    queues.inProgress(POOL, List.of("TYPE"));

    assertThat(running()).isEqualTo("1");
  }
}
