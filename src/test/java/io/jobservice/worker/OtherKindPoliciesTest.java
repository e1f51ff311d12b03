package io.jobservice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobservice.testing.GoldenDump;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies and executions that a node of the other kind wrote, as its dumps have them. */
class OtherKindPoliciesTest {

  private static final String WAITING = "2745068c2a921a2fec578cd7";
  private static final String RUNNING = "6eed660bb2010f82c1dadc96";

  @TempDir Path folder;

  private final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), Namespaces.fresh());
  private TestNode node;

  @AfterEach
  void close() {
    if (node != null) {
      node.close();
    }
    probe.close();
  }

  /**
   * Loads a dump so that a second of it is a given one from now on, and starts a node.
   *
   * @return by how many seconds all is later
   */
  private long start(String dump, long second, long fromNow, long every) {
    long wished = Instant.now().getEpochSecond() + fromNow;
    long shift = Math.floorDiv(wished - second, every) * every;
    GoldenDump.read(dump).load(probe, Map.of("SLOW", "NOOP"), shift);
    String namespace = probe.key("").replaceAll("[{}:]", "");
    node = TestNode.start(folder, RedisServer.shared().url().toUri(), namespace);
    return shift;
  }

  private Map<String, String> stats(String id) {
    return probe.redis().hgetAll(probe.key("job_stats:" + id));
  }

  private void awaitStatus(String id, String status) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(stats(id)).containsEntry("status", status));
  }

  private List<String> entries(String set) {
    return probe.redis().zrange(probe.key(set), 0, -1);
  }

  private static Predicate<String> of(String id) {
    return entry -> entry.contains(id);
  }

  private List<String> executions(String policy, long from, long to, long every) {
    return LongStream.iterate(from, due -> due <= to, due -> due + every)
        .mapToObj(due -> policy + "@" + due)
        .toList();
  }

  @Test
  void arePickedUpRunAndStopped() {
    long shift = start("redis-02-periodic-policy-workers-stopped", 1795304340, 0, 30);
    List<String> written =
        GoldenDump.read("redis-02-periodic-policy-workers-stopped").values("scheduled").stream()
            .filter(of(WAITING))
            .map(entry -> entry.replaceAll("1795\\d{6}", ""))
            .distinct()
            .toList();
    awaitStatus(WAITING + "@" + (1795304340 + shift), "Success");
    await().until(() -> probe.redis().exists(probe.key("policies")));
    assertThat(probe.redis().zscore(probe.key("policies"), WAITING))
        .isEqualTo((double) (1795304319 + shift));
    // This one is of ours, and has the same bytes.
    awaitStatus(WAITING + "@" + (1795304580 + shift), "Scheduled");
    assertThat(entries("scheduled").stream().filter(of(WAITING)))
        .hasSizeGreaterThanOrEqualTo(7)
        .allSatisfy(entry -> assertThat(entry.replaceAll("\\d{10}", "")).isIn(written));
    assertThat(node.http().stop(WAITING).status()).isEqualTo(204);
    assertThat(stats(WAITING)).containsEntry("status", "Stopped");
    assertNothingIsLeft(WAITING);
    assertThat(
            executions(WAITING, 1795304370 + shift, 1795304550 + shift, 30).stream()
                .map(this::stats))
        .allSatisfy(stats -> assertThat(stats).containsEntry("status", "Stopped"));
    assertThat(stats(WAITING + "@" + (1795304340 + shift))).containsEntry("status", "Success");
  }

  @Test
  void areMadeUpForOnceAfterAnOutage() {
    long shift = start("redis-02-periodic-policy-workers-stopped", 1795304550, -600, 30);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(madeUp()).extracting("status").containsExactly("Success"));
    assertThat(madeUp().get(0))
        .containsEntry("missed_since", Long.toString(1795304340 + shift))
        .containsEntry("attempt", "1")
        .hasEntrySatisfying(
            "missed", number -> assertThat(Long.parseLong(number)).isBetween(27L, 31L));
    for (String older : executions(WAITING, 1795304340 + shift, 1795304550 + shift, 30)) {
      assertThat(stats(older)).containsEntry("status", "Stopped").containsKey("stop_reason");
    }
    assertThat(entries("scheduled").stream().filter(of(WAITING))).isNotEmpty();
  }

  private List<Map<String, String>> madeUp() {
    return entries("executions:" + WAITING).stream()
        .map(this::stats)
        .filter(stats -> stats.containsKey("missed"))
        .toList();
  }

  @Test
  void oneThatRunsThereIsToldToStopWithItsPolicy() {
    long shift = start("redis-13-periodic-running", 1795304380, 0, 10);
    awaitStatus(RUNNING + "@" + (1795304380 + shift), "Success");
    assertThat(node.http().stop(RUNNING).status()).isEqualTo(204);
    assertNothingIsLeft(RUNNING);
    assertThat(stats(RUNNING + "@" + (1795304360 + shift))).containsEntry("status", "Stopped");
    assertThat(
            executions(RUNNING, 1795304360 + shift, 1795304590 + shift, 10).stream()
                .map(this::stats))
        .allSatisfy(stats -> assertThat(stats.get("status")).isIn("Stopped", "Success"));
  }

  private void assertNothingIsLeft(String policy) {
    for (String set : List.of("scheduled", "scheduled_own", "period:policies", "policies")) {
      assertThat(entries(set)).as(set).noneMatch(of(policy));
    }
    assertThat(entries("policy_turns")).noneMatch(of(policy));
  }
}
