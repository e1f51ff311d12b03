package io.jobservice.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobservice.testing.Namespaces;
import io.jobservice.testing.NodeProcess;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hundred jobs launch ten each and one that joins these, on ten workers of two nodes, of which
 * one is killed meanwhile: each sub-job runs, and each join once after its last.
 */
@Timeout(120)
class FanOutIT {

  private static final int PARENTS = 200;
  private static final int CHILDREN = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final String namespace = Namespaces.fresh();

  private NodeProcess node(String name, RedisServer redis) {
    return new NodeProcess(folder, name, redis.url().toUri(), namespace, 5, "shutdown_grace: 1s\n")
        .with(List.of(FanJob.class, LeafJob.class));
  }

  @Test
  void eachJoinRunsOnceAfterTheLastOfItsSubJobs() throws Exception {
    try (RedisServer redis = RedisServer.start();
        RedisProbe probe = new RedisProbe(redis.url(), namespace);
        NodeProcess first = node("first", redis);
        NodeProcess second = node("second", redis)) {
      first.start();
      second.start();
      second.awaitReady();
      RawHttp http = first.awaitReady();
      List<String> parents = submit(http);
      awaitLines(PARENTS);
      second.kill();
      second.start();
      awaitLines(5 * PARENTS);
      first.kill();
      first.start();

      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .until(
              () ->
                  probe.redis().zcard(probe.key("job_index")) == PARENTS * (CHILDREN + 2L)
                      && probe.redis().hlen(probe.key("job_track:inprogress")) == 0);

      Map<String, Map<String, String>> records = records(probe);
      assertThat(records.values()).allMatch(job -> "Success".equals(job.get("status")));
      assertThat(probe.redis().keys(probe.key("await*"))).isEmpty();
      assertThat(probe.redis().exists(probe.key("ended_awaited"))).isFalse();
      assertThat(probe.redis().keys(probe.key("jobs:*:inprogress"))).isEmpty();
      check(parents, records, probe);
    }
  }

  private List<String> submit(RawHttp http) throws Exception {
    String job =
        "{\"name\":\"FAN\",\"parameters\":{\"file\":\"%s\",\"count\":%d},\"metadata\":{\"kind\":\"Generic\"}}"
            .formatted(file(), CHILDREN);
    String body = "{\"jobs\":[" + (job + ",").repeat(PARENTS - 1) + job + "]}";
    return http.send("POST", "/api/v1/jobs", body).json().findValuesAsText("id");
  }

  private Path file() {
    return folder.resolve("lines");
  }

  /** Each line is {@code <id> <attempt> begin} or {@code end}. */
  private List<String> lines() throws IOException {
    return Files.exists(file()) ? Files.readAllLines(file()) : List.of();
  }

  private void awaitLines(int number) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> lines().size() >= number);
  }

  private static Map<String, Map<String, String>> records(RedisProbe probe) {
    Map<String, Map<String, String>> records = new HashMap<>();
    for (String id : probe.redis().zrange(probe.key("job_index"), 0, -1)) {
      records.put(id, probe.redis().hgetAll(probe.key("job_stats:" + id)));
    }
    return records;
  }

  private void check(
      List<String> parents, Map<String, Map<String, String>> records, RedisProbe probe)
      throws IOException {
    Map<String, Integer> places = new HashMap<>();
    List<String> lines = lines();
    for (int i = 0; i < lines.size(); i++) {
      assertThat(places.put(lines.get(i), i)).as("an attempt runs once: %s", lines.get(i)).isNull();
    }
    Set<String> joins = new HashSet<>();
    for (String parent : parents) {
      Set<String> launched =
          Set.copyOf(probe.redis().zrange(probe.key("sub_jobs:" + parent), 0, -1));
      assertThat(launched).hasSize(CHILDREN + 1);
      Set<String> waiting =
          launched.stream()
              .filter(id -> records.get(id).containsKey("after"))
              .collect(Collectors.toSet());
      assertThat(waiting).hasSize(1);
      String join = waiting.iterator().next();
      joins.add(join);
      Set<String> leaves = new HashSet<>(launched);
      leaves.remove(join);
      assertThat(Set.of(records.get(join).get("after").split(",", -1))).isEqualTo(leaves);
      int begins =
          lines.stream()
              .filter(line -> line.startsWith(join + " ") && line.endsWith(" begin"))
              .mapToInt(places::get)
              .min()
              .orElseThrow();
      for (String leaf : leaves) {
        // The attempt that counts is the one whose end Redis has.
        String end = leaf + " " + records.get(leaf).get("attempt") + " end";
        assertThat(places).containsKey(end);
        assertThat(places.get(end)).as("%s before its join", leaf).isLessThan(begins);
      }
      assertThat(places).containsKey(join + " " + records.get(join).get("attempt") + " end");
    }
    assertThat(joins).hasSize(PARENTS);
  }
}
