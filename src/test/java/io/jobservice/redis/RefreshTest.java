package io.jobservice.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Live jobs are looked at, many at once. */
class RefreshTest extends StoreFixture {

  private static final String POLICY = "0123456789abcdef01234567";

  private final UpkeepStore upkeep = new UpkeepStore(redis, RETENTION);

  private void tracked(String id, Map<String, String> more) {
    Map<String, String> stats =
        new HashMap<>(
            Map.of(
                "id",
                id,
                "name",
                "A",
                "kind",
                "Scheduled",
                "status",
                "Scheduled",
                "update_time",
                "1795304340"));
    stats.putAll(more);
    probe.redis().hset(probe.key("job_stats:" + id), stats);
    probe.redis().hset(probe.key("job_track:inprogress"), id, "1");
  }

  private void refresh() {
    String cursor = "0";
    do {
      cursor = upkeep.refresh(cursor);
    } while (!cursor.equals("0"));
  }

  private long updated(String id) {
    return Long.parseLong(probe.redis().hget(probe.key("job_stats:" + id), "update_time"));
  }

  @Test
  void thoseThatHaveNotBeenUpdatedForLongAreRenewed() {
    long now = redis.clock().seconds();
    for (int i = 0; i < 300; i++) {
      tracked("stale-" + i, Map.of("run_at", Long.toString(now + 5000)));
      tracked("fresh-" + i, Map.of("update_time", Long.toString(now - 1000)));
    }
    refresh();
    for (int i = 0; i < 300; i++) {
      assertThat(updated("stale-" + i)).isGreaterThanOrEqualTo(now);
      assertThat(updated("fresh-" + i)).isEqualTo(now - 1000);
    }
  }

  @Test
  void oneThatCannotBeReadKeepsNoOtherFromIt() {
    long now = redis.clock().seconds();
    tracked("stale", Map.of());
    tracked("odd", Map.of("run_at", "0x10", "name", "B"));
    probe.redis().set(probe.key("jobs:B"), "no list");
    probe.redis().set(probe.key("job_stats:text"), "no hash");
    probe.redis().hset(probe.key("job_track:inprogress"), Map.of("text", "1", "gone", "2"));
    refresh();
    assertThat(updated("stale")).isGreaterThanOrEqualTo(now);
    assertThat(probe.redis().hkeys(probe.key("job_track:inprogress")))
        .containsExactlyInAnyOrder("stale", "odd");
  }

  @Test
  void anOverdueExecutionWhoseEntryIsNowhereGivesItsPolicyATurn() {
    String id = POLICY + "@1795304340";
    tracked(id, Map.of("run_at", "1795304340"));
    probe.redis().zadd(probe.key("policies"), 5, POLICY);
    probe.redis().hset(probe.key("job_stats:" + POLICY), "status", "Scheduled");
    refresh();
    assertThat(probe.redis().zscore(probe.key("policy_turns"), POLICY)).isZero();
    assertThat(probe.redis().exists(probe.key("jobs:A"))).isFalse();
  }

  @Test
  void withoutItsPolicyItIsPutBack() {
    String id = POLICY + "@1795304340";
    tracked(id, Map.of("run_at", "1795304340"));
    refresh();
    assertThat(probe.redis().exists(probe.key("policy_turns"))).isFalse();
    assertThat(probe.redis().lrange(probe.key("jobs:A"), 0, -1))
        .singleElement()
        .asString()
        .startsWith("{\"name\":\"A\",\"id\":\"" + POLICY + "\"")
        .endsWith("\"args\":{\"_job_kind_periodic_\":\"1795304340\"}}");
  }

  @Test
  void oneWhoseEntryWaitsSomewhereIsLeftThere() {
    String entry =
        "{\"name\":\"A\",\"id\":\"%s\",\"t\":1,\"args\":{\"_job_kind_periodic_\":\"%d\"}}";
    probe.redis().zadd(probe.key("policies"), 5, POLICY);
    for (long due = 1795304340; due < 1795304343; due++) {
      tracked(POLICY + "@" + due, Map.of("run_at", Long.toString(due)));
    }
    probe.redis().zadd(probe.key("scheduled"), 1795304340, entry.formatted(POLICY, 1795304340));
    probe.redis().zadd(probe.key("scheduled_own"), 1795304341, entry.formatted(POLICY, 1795304341));
    probe.redis().lpush(probe.key("jobs:A"), entry.formatted(POLICY, 1795304342));
    refresh();
    assertThat(probe.redis().exists(probe.key("policy_turns"))).isFalse();
    assertThat(probe.redis().llen(probe.key("jobs:A"))).isEqualTo(1);
  }
}
