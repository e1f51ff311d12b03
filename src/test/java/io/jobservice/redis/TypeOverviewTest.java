package io.jobservice.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.model.PoolHeartbeat;
import io.jobservice.model.TypeState;
import io.jobservice.redis.PoolStore.Reaped;
import io.jobservice.redis.PoolStore.TypeRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What pools tell of their types, from their first beat to their end. */
class TypeOverviewTest extends StoreFixture {

  private static final String OTHER = "cdcdcdcdcdcdcdcdcdcdcdcd";

  private final TypeOverview types = new TypeOverview(redis);

  private void join(String pool, long startedAt, Map<String, String> facts) {
    Map<String, TypeRules> rules = new TreeMap<>();
    facts.forEach((type, json) -> rules.put(type, new TypeRules(0, 1, Optional.empty(), json)));
    pools.join(
        pool,
        Map.of(
            "started_at", Long.toString(startedAt), "job_names", String.join(",", facts.keySet())),
        rules);
  }

  private List<String> told(String... names) {
    Map<String, Integer> asked = new TreeMap<>();
    for (String name : names) {
      asked.put(name, 1);
    }
    return types.states(asked, pools.list()).stream()
        .map(TypeState::facts)
        .map(facts -> facts.map(Object::toString).orElse("-"))
        .toList();
  }

  @Test
  void ofPoolsThatDisagreeTheOneThatStartedLastIsBelieved() {
    join(POOL, 100, Map.of("A", "{\"n\":1}", "B", "{\"n\":1}", "C", "no JSON", "D", "[]"));
    join(OTHER, 99, Map.of("A", "{\"n\":2}", "C", "{\"n\":2}", "D", ""));
    assertThat(told("A", "B", "C", "D", "E"))
        .containsExactly("{\"n\":1}", "{\"n\":1}", "{\"n\":2}", "-", "-");
  }

  @Test
  void factsLiveAsLongAsTheirPool() {
    String key = probe.key("type_facts:" + POOL);
    join(POOL, 1, Map.of("A", "{\"n\":1}"));
    assertThat(probe.redis().ttl(key)).isBetween(50L, 60L);
    probe.redis().expire(key, 5);
    pools.beat(POOL, Map.of("beats", "1"), List.of());
    assertThat(probe.redis().ttl(key)).as("renewed by the beat").isBetween(50L, 60L);
    join(POOL, 1, Map.of("B", "{\"n\":2}"));
    assertThat(told("A", "B")).as("what it told before is gone").containsExactly("-", "{\"n\":2}");
    pools.leave(POOL, Set.of("B"));
    assertThat(probe.redis().exists(key)).as("after it left").isFalse();
    join(POOL, 1, Map.of("A", "{\"n\":1}"));
    PoolHeartbeat dead = pools.list().get(0);
    assertThat(pools.reap(dead)).isEqualTo(Reaped.DONE);
    assertThat(probe.redis().exists(key)).as("after it was reaped").isFalse();
  }
}
