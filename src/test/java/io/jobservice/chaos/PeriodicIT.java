package io.jobservice.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobservice.chaos.Audit.Run;
import io.jobservice.chaos.Incident.Kind;
import io.jobservice.testing.RedisProbe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.params.ZRangeParams;

/**
 * Two hundred policies that fire each second, on three nodes of which some are killed and others
 * come: each due instant runs once, and again only where a node was killed before it could tell of
 * the first run. The profile {@code chaos} does so for a minute.
 */
@Timeout(300)
class PeriodicIT {

  private static final int POLICIES = 200;
  private static final int NODES = 3;

  /** A few rounds for those that are due in the same second. */
  private static final int WORKERS = 25;

  /**
   * What a node may need to make executions when another one died over them: its lease and more.
   */
  private static final int AHEAD = 18;

  private static final long MICROS = 1_000_000;
  private static final long OUTCOME_MICROS = 2 * MICROS;
  private static final long CALM_MICROS = 3 * MICROS;

  @TempDir Path folder;

  private final List<Incident> disturbances = new ArrayList<>();

  private static int seconds() {
    return "long".equals(System.getProperty("chaos.form")) ? 60 : 30;
  }

  @Test
  void everyDueInstantRunsOnce() throws Exception {
    Path audit = folder.resolve("audit");
    try (Cluster cluster = new Cluster(folder, "periodic", NODES + 1, WORKERS, "");
        RedisProbe probe = cluster.probe()) {
      List<Member> nodes = cluster.members().subList(0, NODES);
      nodes.forEach(Member::start);
      nodes.forEach(Member::awaitReady);
      Ticks ticks = new Ticks(probe, audit);
      ticks.submit(cluster.api(new Random(1)), POLICIES);

      long first = now() + 2;
      long last = first + seconds() - 1;
      disturb(cluster, ticks, first, last);
      List<String> due =
          ticks.policies().stream()
              .flatMap(id -> LongStream.rangeClosed(first, last).mapToObj(at -> id + "@" + at))
              .toList();
      awaitSuccess(probe, due);

      Audit found = Audit.read(audit);
      assertThat(found.mistakes()).isEmpty();
      assertThat(cluster.chronicle().count(Kind.KILLED)).isEqualTo(seconds() / 10);
      assertThat(repeats(found, cluster.chronicle())).isEmpty();
      tell(found, due, cluster.chronicle());

      ticks.stop(cluster.api(new Random(2)));
      assertThat(ticks.policies()).allSatisfy(id -> assertNothingWaits(probe, id));
      for (String set : List.of("policies", "policy_turns", "own_policies", "period:policies")) {
        assertThat(probe.redis().exists(probe.key(set))).as(set).isFalse();
      }
      for (String set : List.of("scheduled", "scheduled_own")) {
        assertThat(probe.redis().exists(probe.key(set))).as(set).isFalse();
      }
    }
  }

  /** Kills one node every ten seconds, just when executions are to be made, and starts another. */
  private void disturb(Cluster cluster, Ticks ticks, long first, long last) {
    int away = NODES;
    for (int round = 0; first + 10L * round < last; round++) {
      awaitSecond(first + 10L * round);
      ticks.forget(round % 3 + 1, now() + AHEAD);
      awaitSecond(first + 10L * round + 3);
      Member victim = cluster.members().get(round % NODES);
      long since = AuditLine.now();
      cluster.members().get(away).start();
      cluster.members().get(away).awaitReady();
      victim.kill();
      // A start takes a processor for a while, too.
      disturbances.add(new Incident(Kind.KILLED, Incident.ALL, since, AuditLine.now()));
      away = round % NODES;
    }
    awaitSecond(last);
  }

  private static void awaitSecond(long second) {
    await().atMost(Duration.ofMinutes(2)).until(() -> now() >= second);
  }

  private static long now() {
    return AuditLine.now() / MICROS;
  }

  private static void awaitSuccess(RedisProbe probe, List<String> ids) {
    List<String> left = new ArrayList<>(ids);
    Awaitility.await("all to have run")
        .atMost(Duration.ofSeconds(45))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              left.removeIf(id -> "Success".equals(status(probe, id)));
              assertThat(left.stream().map(id -> id + " " + status(probe, id))).isEmpty();
            });
  }

  private static String status(RedisProbe probe, String id) {
    return probe.redis().hget(probe.key("job_stats:" + id), "status");
  }

  /** Runs that were followed by another one of the same instant although their node could tell. */
  private static List<Run> repeats(Audit found, Chronicle chronicle) {
    return found.all().values().stream()
        .flatMap(runs -> runs.subList(0, runs.size() - 1).stream())
        .filter(run -> !isCutShort(run, chronicle))
        .toList();
  }

  private static boolean isCutShort(Run run, Chronicle chronicle) {
    long killed = chronicle.endOfAttempts(run.pid(), run.begin().micros()).orElse(Long.MAX_VALUE);
    long told = run.end().map(AuditLine::micros).orElse(Long.MAX_VALUE - OUTCOME_MICROS);
    return killed != Long.MAX_VALUE && killed < told + OUTCOME_MICROS;
  }

  private static void assertNothingWaits(RedisProbe probe, String policy) {
    assertThat(status(probe, policy)).isEqualTo("Stopped");
    assertThat(
            probe
                .redis()
                .zrange(
                    probe.key("executions:" + policy), ZRangeParams.zrangeByScoreParams(0, 1e12)))
        .as("executions of %s that have not ended", policy)
        .isEmpty();
  }

  /** How late they were is said, and bounded loosely: other programs may need the processors. */
  private void tell(Audit found, List<String> due, Chronicle chronicle) {
    LongPredicate calm =
        second ->
            disturbances.stream()
                .noneMatch(
                    incident ->
                        incident.meets((second - 1) * MICROS - CALM_MICROS, second * MICROS));
    long[] all = late(found, due.stream(), second -> true);
    long[] undisturbed = late(found, due.stream(), calm);
    long repeated = found.all().values().stream().filter(runs -> runs.size() > 1).count();
    System.out.printf(
        "periodic: %,d due instants, %d nodes killed, %d ran again; lateness in ms: p50 %.1f, p99 %.1f,"
            + " longest %.1f; where no node died (%,d): p50 %.1f, p99 %.1f, longest %.1f%n",
        due.size(),
        chronicle.count(Kind.KILLED),
        repeated,
        share(all, 50),
        share(all, 99),
        share(all, 100),
        undisturbed.length,
        share(undisturbed, 50),
        share(undisturbed, 99),
        share(undisturbed, 100));
    assertThat(undisturbed).isNotEmpty();
    assertThat(share(undisturbed, 99)).isLessThan(5000);
  }

  private static long[] late(Audit found, Stream<String> due, LongPredicate which) {
    return due.filter(id -> which.test(second(id)))
        .flatMapToLong(
            id ->
                found.of(id).stream()
                    .limit(1)
                    .mapToLong(run -> run.begin().micros() - second(id) * MICROS))
        .sorted()
        .toArray();
  }

  private static long second(String id) {
    return Long.parseLong(id.substring(id.indexOf('@') + 1));
  }

  private static double share(long[] sorted, int percent) {
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1000.0;
  }
}
