package io.jobservice.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobservice.redis.Migrations.Progress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data of releases before 1.8 come into the form of the layout. */
class MigrationsTest extends StoreFixture {

  private static final String HOOK = "http://core/hook?a=1&b=2";
  private static final String GC_OLD = id("a");
  private static final String GC_NEW = id("b");
  private static final String SCAN = id("c");
  private static final String PLAIN = id("d");
  private static final String ENDED = id("e");
  private static final String UNKNOWN = id("f");

  private static String id(String digit) {
    return digit.repeat(24);
  }

  /** A namespace as a release before 1.8 leaves it. */
  private void load() {
    for (String key : probe.redis().keys(probe.key("*"))) {
      probe.redis().del(key);
    }
    policy(100, GC_OLD, "IMAGE_GC", "\"job_params\":{\"b\":1,\"a\":[2.50]}", HOOK);
    policy(200, GC_NEW, "IMAGE_GC", "\"job_params\":{\"a\":[2.5],\"b\":1.0}", "");
    policy(300, SCAN, "IMAGE_SCAN_ALL", "\"job_params\":null", HOOK);
    policy(400, PLAIN, "REPORT", "\"job_params\":{\"a\":\"<\"}", "");
    // The same does not make others of it, and a number may be that of two.
    policy(400, UNKNOWN, "REPORT", "\"job_params\":{\"a\":\"<\"}", "");
    probe.redis().hset(stats(UNKNOWN), "cron_spec", "0 0 5 * * *");
    probe.redis().zadd(policies(), 400, "{\"job_name\":\"REPORT\",\"cron_spec\":\"0 0 5 * * *\"}");
    record(ENDED, "REPORT", "");
    probe.redis().zadd(probe.key("period:key_score"), 500, ENDED);
    probe.redis().hset(stats(id("9")), Map.of("id", id("9"), "kind", "Generic", "status", "Error"));
    probe.redis().zadd(policies(), 600, "no policy");
  }

  private void policy(long number, String id, String name, String params, String hook) {
    String json = "{\"job_name\":\"%s\",\"cron_spec\":\"0 0 0 * * *\",%s}".formatted(name, params);
    probe.redis().zadd(policies(), (double) number, json);
    probe.redis().zadd(probe.key("period:key_score"), (double) number, id);
    record(id, name, hook);
  }

  private void record(String id, String name, String hook) {
    probe
        .redis()
        .hset(
            stats(id),
            Map.of(
                "id",
                id,
                "name",
                name,
                "kind",
                "Periodic",
                "status",
                "Pending",
                "cron_spec",
                "0 0 0 * * *",
                "status_hook",
                hook,
                "multiple_executions",
                "1"));
    probe.redis().hset(probe.key("job_track:inprogress"), id, "2");
  }

  private String stats(String id) {
    return probe.key("job_stats:" + id);
  }

  private String policies() {
    return probe.key("period:policies");
  }

  private Migrations migrations(String holder) {
    return new Migrations(redis, RETENTION, holder);
  }

  private static void run(Migrations migrations) {
    int turns = 0;
    while (migrations.turn() != Progress.DONE) {
      assertThat(++turns).as("turns").isLessThan(100_000);
    }
  }

  /** All there is, but for the second of a change. */
  private Map<String, Object> everything() {
    Map<String, Object> all = new TreeMap<>();
    for (String key : probe.redis().keys(probe.key("*"))) {
      all.put(
          key,
          switch (probe.redis().type(key)) {
            case "hash" -> {
              Map<String, String> hash = new HashMap<>(probe.redis().hgetAll(key));
              hash.keySet().removeAll(List.of("ended_at", "update_time"));
              yield hash;
            }
            case "zset" -> probe.redis().zrangeWithScores(key, 0, -1);
            default -> probe.redis().get(key);
          });
    }
    return all;
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"1.8.0", "1.6", "1.8.1-rc2"})
  void policiesAndTheirRecordsAreAsTheLayoutHasThem(String version) {
    load();
    if (version != null) {
      probe.redis().set(probe.key("_schema_version"), version);
    }
    run(migrations("one"));

    assertThat(probe.redis().zrangeWithScores(policies(), 0, -1))
        .extracting(entry -> (long) entry.getScore() + " " + entry.getElement())
        .containsExactlyInAnyOrder(
            "200 {\"id\":\"%s\",\"job_name\":\"IMAGE_GC\",\"cron_spec\":\"0 0 0 * * *\",\"job_params\":{\"a\":[2.5],\"b\":1}}"
                .formatted(GC_NEW),
            "300 {\"id\":\"%s\",\"job_name\":\"IMAGE_SCAN_ALL\",\"cron_spec\":\"0 0 0 * * *\",\"web_hook_url\":\"http://core/hook?a=1\\u0026b=2\"}"
                .formatted(SCAN),
            "400 {\"id\":\"%s\",\"job_name\":\"REPORT\",\"cron_spec\":\"0 0 0 * * *\",\"job_params\":{\"a\":\"\\u003c\"}}"
                .formatted(PLAIN),
            "400 {\"id\":\"%s\",\"job_name\":\"REPORT\",\"cron_spec\":\"0 0 5 * * *\"}"
                .formatted(UNKNOWN),
            "600 no policy");
    assertThat(probe.redis().hgetAll(stats(SCAN)))
        .containsOnly(
            Map.entry("id", SCAN),
            Map.entry("name", "IMAGE_SCAN_ALL"),
            Map.entry("kind", "Periodic"),
            Map.entry("status", "Scheduled"),
            Map.entry("cron_spec", "0 0 0 * * *"),
            Map.entry("numeric_policy_id", "300"),
            Map.entry("web_hook_url", HOOK));
    assertThat(probe.redis().hgetAll(stats(GC_OLD)))
        .containsEntry("status", "Stopped")
        .containsEntry("stop_reason", "policy " + GC_NEW + " does the same")
        .containsKey("ended_at");
    assertThat(probe.redis().ttl(stats(GC_OLD))).isBetween(0L, 1L);
    assertThat(probe.redis().hgetAll(stats(ENDED)))
        .containsEntry("status", "Pending")
        .containsEntry("numeric_policy_id", "500")
        .doesNotContainKeys("status_hook", "multiple_executions");
    assertThat(probe.redis().hget(stats(id("9")), "status")).isEqualTo("Error");
    assertThat(probe.redis().get(probe.key("_schema_version"))).isEqualTo("1.8.1");
    assertThat(probe.redis().exists(probe.key("period:key_score"), probe.key("migration_lock")))
        .isZero();
  }

  @Test
  void whereverANodeIsKilledAnotherOneGoesOn() {
    load();
    probe.redis().persist(stats(GC_OLD));
    run(migrations("one"));
    keep();
    Map<String, Object> expected = everything();
    Progress progress = Progress.MORE;
    int steps = 0;
    for (; progress == Progress.MORE; steps++) {
      load();
      progress = migrations("killed").turn(steps);
      if (progress == Progress.MORE) {
        assertThat(migrations("early").turn()).isEqualTo(Progress.ELSEWHERE);
        assertThat(probe.redis().ttl(probe.key("migration_lock"))).isPositive();
        probe.redis().del(probe.key("migration_lock"));
        run(migrations("next"));
      }
      keep();
      assertThat(everything()).as("killed after %d steps", steps).isEqualTo(expected);
    }
    assertThat(steps).isGreaterThan(7);
  }

  /** What is to expire stays until it was compared. */
  private void keep() {
    assertThat(probe.redis().ttl(stats(GC_OLD))).as("has a time to live").isNotNegative();
    probe.redis().persist(stats(GC_OLD));
  }

  @Test
  void aNodeThatWasHeldUpChangesNothingMore() {
    load();
    Migrations slow = migrations("slow");
    slow.turn(2);
    probe.redis().set(probe.key("migration_lock"), "other");
    Map<String, Object> before = everything();
    PolicyNumbers numbers = new PolicyNumbers(redis);
    PolicyDuplicates duplicates = new PolicyDuplicates(redis, RETENTION.stopped());
    assertThat(numbers.step("slow")).isTrue();
    assertThat(duplicates.step("slow")).isTrue();
    assertThat(slow.turn()).isEqualTo(Progress.ELSEWHERE);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void nodesThatStartAtOnceDoItOnce() throws Exception {
    load();
    run(migrations("one"));
    keep();
    Map<String, Object> expected = everything();
    load();
    ExecutorService nodes = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Object>> starts = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Migrations node = migrations("node-" + i);
        starts.add(Executors.callable(() -> run(node)));
      }
      for (Future<Object> start : nodes.invokeAll(starts)) {
        start.get();
      }
    } finally {
      nodes.shutdownNow();
    }
    keep();
    assertThat(everything()).isEqualTo(expected);
  }

  @Test
  void aNewNamespaceGetsTheVersionAndNothingElse() {
    run(migrations("one"));
    assertThat(everything()).isEqualTo(Map.of(probe.key("_schema_version"), "1.8.1"));
  }

  @Test
  void whatIsOfThisVersionIsLeftAlone() {
    load();
    probe.redis().set(probe.key("_schema_version"), "1.8.1");
    Map<String, Object> before = everything();
    assertThat(migrations("one").turn()).isEqualTo(Progress.DONE);
    assertThat(everything()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.2", "1.10.0", "2", "1.9.0-rc1"})
  void newerDataAreRefused(String version) {
    load();
    probe.redis().set(probe.key("_schema_version"), version);
    Map<String, Object> before = everything();
    assertThatThrownBy(() -> migrations("one").turn())
        .isInstanceOf(SchemaException.class)
        .hasMessage(
            "the data in Redis have the version '%s' (key %s), and this release of jobservice reads versions up to 1.8.1; use a newer release, or another namespace"
                .formatted(version, probe.key("_schema_version")));
    assertThat(everything()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "new", "1.8.1.1", "1.-8", "99999999999"})
  void aVersionThatIsNoneIsRefused(String version) {
    probe.redis().set(probe.key("_schema_version"), version);
    assertThatThrownBy(() -> new Schema(redis).check())
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("the version '" + version + "'")
        .hasMessageContaining("which is none");
  }
}
