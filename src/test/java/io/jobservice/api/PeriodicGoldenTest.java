package io.jobservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.testing.GoldenAnswer;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RawHttp.Answer;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Answers about periodic jobs beside those that were captured from the old service for the same
 * requests. Ids and times differ. On purpose, ours has the revision from the first answer on,
 * numbers that no other policy has, and fields of its own after those of the old service.
 */
class PeriodicGoldenTest {

  private static final String BODY =
      """
      {"job": {"name": "NOOP", "metadata": {"kind": "Periodic", "unique": false,
        "cron_spec": "*/30 * * * * *"}, "parameters": {"p": 1},
        "status_hook": "http://127.0.0.1:9699/ok/periodic"}}
      """;

  private static final List<String> OURS =
      List.of("hook_status", "next_runs", "warnings", "executions", "ended_at", "stop_reason");
  private static final List<String> TIMES =
      List.of("enqueue_time", "update_time", "revision", "numeric_policy_id");

  @TempDir private Path folder;
  private final String namespace = Namespaces.fresh();
  private final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace);
  private TestNode node;
  private RawHttp http;
  private Answer submitted;
  private String id;

  @BeforeEach
  void start() {
    node = TestNode.start(folder, RedisServer.shared().url().toUri(), namespace);
    http = node.http();
    probe.redis().set(probe.key("jobs:NOOP:paused"), "1");
    submitted = http.send("POST", "/api/v1/jobs", BODY);
    id = submitted.job().path("id").asText();
  }

  @AfterEach
  void stop() {
    node.close();
    probe.close();
  }

  private Answer get(String rest) {
    return http.get("/api/v1/jobs/" + id + rest);
  }

  /** The earliest of all executions. */
  private long first() {
    return StreamSupport.stream(get("/executions").json().spliterator(), false)
        .mapToLong(item -> item.path("job").path("run_at").asLong())
        .min()
        .orElseThrow();
  }

  /** What is the same whenever and by whom it was answered. */
  private static String timeless(JsonNode job, String policy, long first) {
    ObjectNode copy = job.deepCopy();
    copy.remove(OURS);
    TIMES.stream().filter(copy::has).forEach(field -> copy.put(field, 0));
    if (copy.has("run_at")) {
      copy.put("run_at", copy.path("run_at").asLong() - first);
    }
    String second = job.path("id").asText().replace(policy, "").replace("@", "");
    String text = copy.toString().replace(policy, "ID");
    return second.isEmpty()
        ? text
        : text.replace("@" + second, "@" + (Long.parseLong(second) - first));
  }

  private static List<String> timeless(JsonNode list, long first, String policy) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(item -> timeless(item.path("job"), policy, first))
        .toList();
  }

  private static String golden(String name) {
    return timeless(
        GoldenAnswer.read(name).json().path("job"), "2745068c2a921a2fec578cd7", 1_795_304_340L);
  }

  private static List<String> goldenList(String name) {
    return timeless(GoldenAnswer.read(name).json(), 1_795_304_340L, "2745068c2a921a2fec578cd7");
  }

  @Test
  void theAnswerToASubmissionIsTheSame() {
    assertThat(submitted.status()).isEqualTo(GoldenAnswer.read("016-submit-periodic").status());
    String withRevision = golden("016-submit-periodic").replaceFirst("}$", ",\"revision\":0}");
    assertThat(timeless(submitted.job(), id, 0)).isEqualTo(withRevision);
  }

  @Test
  void theRecordIsTheSame() {
    assertThat(timeless(get("").job(), id, 0)).isEqualTo(golden("017-get-periodic"));
  }

  @Test
  void theListOfExecutionsIsTheSame() {
    Answer all = get("/executions");
    Answer second = get("/executions?page_number=2&page_size=3");

    assertThat(timeless(all.json(), first(), id))
        .isEqualTo(goldenList("020-executions-of-periodic"));
    assertThat(all.headers()).containsEntry("total-count", "8");
    assertThat(timeless(second.json(), first(), id)).isEqualTo(goldenList("021-executions-page2"));
    assertThat(second.headers())
        .containsEntry(
            "total-count", GoldenAnswer.read("021-executions-page2").header("Total-Count"));
  }

  @Test
  void anExecutionIsTheSameBeforeAndAfterItIsStopped() {
    long last = first() + 210;
    assertThat(timeless(get("@" + last).job(), id, first()))
        .isEqualTo(golden("030-get-execution-scheduled"));

    long soon = first() + 30;
    assertThat(http.stop(id + "@" + soon).status()).isEqualTo(204);
    // Captured was the first one, which may run here before it is stopped.
    assertThat(timeless(get("@" + soon).job(), id, soon))
        .isEqualTo(golden("144-get-stopped-execution"));
  }

  @Test
  void aStoppedPolicyIsTheSame() {
    assertThat(http.stop(id).status()).isEqualTo(204);

    assertThat(timeless(get("").job(), id, 0)).isEqualTo(golden("147-get-stopped-periodic"));
    assertThat(get("/executions").json())
        .hasSize(8)
        .allSatisfy(
            item -> assertThat(item.path("job").path("status").asText()).isEqualTo("Stopped"));
    assertThat(http.stop(id).status()).isEqualTo(204);
  }
}
