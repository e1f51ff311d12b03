package io.jobservice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.redis.ScriptSha;
import io.jobservice.testing.LaunchJob;
import io.jobservice.testing.LostReply;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RawHttp.Answer;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TcpProxy;
import io.jobservice.testing.TestNode;
import io.jobservice.testing.TestPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that launch others, and jobs that wait for others, on a whole node. */
class SubJobsTest {

  private static final String MORE =
      """
      shutdown_grace: 0s
      jobs:
        plugin_dir: %s
        max_depth: 2
        types:
          LAUNCH: {backoff: {kind: fixed, initial: 1s}}
      """;

  @TempDir Path folder;
  private final String namespace = Namespaces.fresh();
  private final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace);
  private final TcpProxy proxy = TcpProxy.to(RedisServer.shared());
  private TestNode node;
  private RawHttp http;

  @BeforeEach
  void start() throws IOException {
    Path plugins = folder.resolve("plugins");
    TestPlugin.write(plugins.resolve("launch.jar"), List.of(LaunchJob.class));
    String url = "redis://" + proxy.host() + ":" + proxy.port();
    node = TestNode.start(folder, url, namespace, MORE.formatted(plugins));
    http = node.http();
  }

  @AfterEach
  void stop() {
    node.close();
    proxy.close();
    probe.close();
  }

  private static void eventually(ThrowingRunnable assertion) {
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(assertion);
  }

  private JsonNode awaitStatus(String id, String status) {
    eventually(() -> assertThat(http.status(id)).isEqualTo(status));
    return http.job(id);
  }

  private void pause(String type) {
    probe.redis().set(probe.key("jobs:" + type + ":paused"), "1");
  }

  private void resume(String type) {
    probe.redis().del(probe.key("jobs:" + type + ":paused"));
  }

  private static List<String> words(JsonNode list) {
    List<String> words = new ArrayList<>();
    list.forEach(word -> words.add(word.asText()));
    return words;
  }

  private static String after(String... ids) {
    return "{\"kind\":\"Generic\",\"after\":[\"" + String.join("\",\"", ids) + "\"]}";
  }

  private Map<String, String> stats(String id) {
    return probe.redis().hgetAll(probe.key("job_stats:" + id));
  }

  @Test
  void aParentAndItsSubJobsNameEachOther() {
    String id = http.accepted("LAUNCH", "{\"count\":3}");
    JsonNode parent = awaitStatus(id, "Success");
    List<String> ids = words(parent.path("result").path("ids"));
    assertThat(ids).hasSize(3).doesNotHaveDuplicates().allMatch(child -> child.length() == 24);
    assertThat(words(parent.path("executions"))).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(parent.path("multiple_executions").asBoolean()).isTrue();
    assertThat(parent.path("result").path("upstream").asText()).isEmpty();
    assertThat(parent.path("result").path("node").asText())
        .isEqualTo(parent.path("ran_on").path(0).path("node").asText(nodeId()));
    for (String child : ids) {
      assertThat(awaitStatus(child, "Success").path("upstream_job_id").asText()).isEqualTo(id);
      assertThat(http.job(child).has("multiple_executions")).isFalse();
    }
    long kept = probe.redis().ttl(probe.key("job_stats:" + id));
    assertThat(probe.redis().ttl(probe.key("sub_jobs:" + id))).isBetween(kept - 2, kept + 2);
  }

  private String nodeId() {
    String pool = probe.redis().smembers(probe.key("worker_pools")).iterator().next();
    return probe.redis().hget(probe.key("worker_pools:" + pool), "node_id");
  }

  @Test
  void aParentThatRunsAgainLaunchesNothingTwice() {
    for (String keyless : List.of("true", "false")) {
      String id =
          http.accepted("LAUNCH", "{\"count\":3,\"fail\":true,\"keyless\":" + keyless + "}");
      JsonNode parent = awaitStatus(id, "Success");
      assertThat(parent.path("attempt").asInt()).isEqualTo(2);
      assertThat(words(parent.path("executions"))).hasSize(3);
    }
  }

  @Test
  void requestsThatLookAlikeInJsonAreTwo() {
    String id = http.accepted("LAUNCH", "{\"count\":0,\"numbers\":true}");
    assertThat(words(awaitStatus(id, "Success").path("executions"))).hasSize(2);
  }

  @Test
  void aLaunchWhoseReplyIsLostHappensOnce() throws Exception {
    LostReply lost = proxy.loseReplyTo(ScriptSha.of("launch"));
    String id = http.accepted("LAUNCH", "{\"count\":2}");
    assertThat(lost.await(Duration.ofSeconds(10))).isTrue();
    assertThat(words(awaitStatus(id, "Success").path("executions"))).hasSize(2);
    assertThat(http.get("/api/v1/jobs").json()).hasSize(3);
  }

  @Test
  void aSubJobKnowsItsParentAndAGrandchildToo() {
    String id = http.accepted("LAUNCH", "{\"type\":\"NOOP\"}");
    String child = words(awaitStatus(id, "Success").path("executions")).get(0);
    assertThat(stats(child)).containsEntry("depth", "1").containsEntry("upstream_job_id", id);
  }

  @Test
  void aJobMayNotLaunchItsOwnType() {
    String id =
        http.accepted("LAUNCH", "{\"type\":\"LAUNCH\"}", "{\"kind\":\"Generic\",\"max_fails\":1}");
    assertThat(awaitStatus(id, "Error").path("last_error").asText())
        .contains("JobLaunchException")
        .contains("its own type");
  }

  @Test
  void aJobOfAnUnknownTypeIsNotLaunched() {
    String id =
        http.accepted("LAUNCH", "{\"type\":\"NO_SUCH\"}", "{\"kind\":\"Generic\",\"max_fails\":1}");
    assertThat(awaitStatus(id, "Error").path("last_error").asText()).contains("NO_SUCH");
  }

  @Test
  void aStoppedParentLaunchesNothingMore() throws Exception {
    Path gate = folder.resolve("gate");
    String id = http.accepted("LAUNCH", "{\"gate\":\"" + gate + "\"}");
    awaitStatus(id, "Running");
    assertThat(http.stop(id).status()).isEqualTo(204);
    Files.createFile(gate);
    eventually(() -> assertThat(http.job(id).has("ended_at")).isTrue());
    assertThat(http.job(id).has("executions")).isFalse();
    assertThat(http.status(id)).isEqualTo("Stopped");
  }

  private Answer cascade(String id, String action) {
    return http.send(
        "POST", "/api/v1/jobs/" + id, "{\"action\":\"" + action + "\",\"cascade\":true}");
  }

  @Test
  void aStopMayBeForAllThatAJobHasLaunched() {
    pause("NOOP");
    String id = http.accepted("LAUNCH", "{\"count\":3,\"join\":\"NOOP\"}");
    List<String> ids = words(awaitStatus(id, "Success").path("executions"));
    assertThat(cascade(id, "cancel").status()).isEqualTo(400);
    assertThat(cascade("0123456789abcdef01234567", "stop").status()).isEqualTo(404);
    assertThat(cascade(id, "stop").status()).isEqualTo(204);
    assertThat(ids).hasSize(4).allMatch(child -> http.status(child).equals("Stopped"));
    assertThat(http.status(id)).isEqualTo("Success");
    assertThat(probe.redis().keys(probe.key("await*"))).isEmpty();
  }

  @Test
  void theSubJobsOfAJobAreListedByPages() {
    pause("NOOP");
    String id = http.accepted("LAUNCH", "{\"count\":5}");
    List<String> ids = words(awaitStatus(id, "Success").path("executions"));
    http.stop(ids.get(0));
    String path = "/api/v1/jobs/" + id + "/executions";
    Answer page = http.get(path + "?page_size=2&page_number=2");
    assertThat(page.headers()).containsEntry("total-count", "5");
    assertThat(page.json().findValuesAsText("id")).containsExactly(ids.get(2), ids.get(3));
    Answer live = http.get(path + "?non_dead_only=true&page_size=3");
    assertThat(live.headers()).containsEntry("total-count", "4");
    assertThat(live.json().findValuesAsText("id"))
        .containsExactly(ids.get(1), ids.get(2), ids.get(3));
    assertThat(http.get("/api/v1/jobs/" + ids.get(1) + "/executions").status()).isEqualTo(400);
    assertThat(http.get("/api/v1/jobs/0123456789abcdef01234567/executions").status())
        .isEqualTo(404);
    assertThat(http.get(path + "?page_size=0").status()).isEqualTo(400);
    assertThat(http.get(path + "?non_dead_only=maybe").status()).isEqualTo(400);
  }

  @Test
  void theSummaryCountsThoseThatWaitForOthers() {
    pause("NOOP");
    String first = http.accepted("NOOP", "{}");
    http.accepted("NOOP", "{}", after(first));
    assertThat(http.get("/api/v1/summary").json().path("awaiting").asInt()).isEqualTo(1);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    String first = http.accepted("NOOP", "{}");
    for (String metadata :
        List.of(
            "\"after\":[]",
            "\"after\":\"x\"",
            "\"after\":[5]",
            "\"after\":[\"a,b\"]",
            "\"after_status\":\"any\"",
            "\"after\":[\"" + first + "\"],\"after_status\":\"maybe\"")) {
      assertThat(http.submit("NOOP", "{}", "{\"kind\":\"Generic\"," + metadata + "}").status())
          .as(metadata)
          .isEqualTo(400);
    }
    String periodic = "{\"kind\":\"Periodic\",\"cron_spec\":\"0 0 * * * *\",\"after\":[\"a\"]}";
    assertThat(http.submit("NOOP", "{}", periodic).status()).isEqualTo(400);
  }

  @Test
  void aRepeatedRequestGetsTheAnswerThatTheFirstOneGot() {
    String bad = http.accepted("FAIL", "{}", "{\"kind\":\"Generic\",\"max_fails\":1}");
    awaitStatus(bad, "Error");
    pause("NOOP");
    String open = http.accepted("NOOP", "{}");
    for (String other : List.of(bad, open)) {
      String body = "{\"job\":{\"name\":\"NOOP\",\"metadata\":" + after(other) + "}}";
      Map<String, String> headers =
          Map.of("Authorization", "Harbor-Secret " + TestNode.SECRET, "Idempotency-Key", other);
      Answer first = http.send("POST", "/api/v1/jobs", body, headers);
      assertThat(first.status()).isEqualTo(202);
      Answer second = http.send("POST", "/api/v1/jobs", body, headers);
      assertThat(second.json()).isEqualTo(first.json());
    }
    Answer plan =
        http.send(
            "POST",
            "/api/v1/dry-run",
            "{\"job\":{\"name\":\"NOOP\",\"metadata\":" + after(bad) + "}}");
    assertThat(plan.job().path("status").asText()).isEqualTo("Stopped");
  }

  @Test
  void aJobRunsAfterThoseThatItWaitsFor() {
    pause("NOOP");
    String first = http.accepted("NOOP", "{}");
    Answer answer = http.submit("NOOP", "{\"n\":2}", after(first, first));
    assertThat(answer.status()).isEqualTo(202);
    String second = answer.job().path("id").asText();
    assertThat(answer.job().path("status").asText()).isEqualTo("Scheduled");
    assertThat(words(answer.job().path("after"))).containsExactly(first);
    assertThat(answer.job().path("after_status").asText()).isEqualTo("success");
    assertThat(probe.redis().llen(probe.key("jobs:NOOP"))).isEqualTo(1);
    resume("NOOP");
    awaitStatus(second, "Success");
    assertThat(probe.redis().keys(probe.key("await*"))).isEmpty();
  }

  @Test
  void aJobAfterThoseThatHaveEndedIsPendingOrStoppedAtOnce() {
    String good = http.accepted("NOOP", "{}");
    String bad = http.accepted("FAIL", "{}", "{\"kind\":\"Generic\",\"max_fails\":1}");
    awaitStatus(good, "Success");
    awaitStatus(bad, "Error");
    pause("NOOP");
    Answer fine = http.submit("NOOP", "{}", after(good));
    assertThat(fine.job().path("status").asText()).isEqualTo("Pending");
    assertThat(http.status(fine.job().path("id").asText())).isEqualTo("Pending");
    Answer stopped = http.submit("NOOP", "{}", after(good, bad));
    assertThat(stopped.status()).isEqualTo(202);
    assertThat(stopped.job().path("status").asText()).isEqualTo("Stopped");
    assertThat(stopped.job().path("stop_reason").asText())
        .isEqualTo("job " + bad + ", which it waited for, failed");
    JsonNode read = http.job(stopped.job().path("id").asText());
    assertThat(read.path("stop_reason")).isEqualTo(stopped.job().path("stop_reason"));
    Answer any = http.submit("NOOP", "{}", after(bad).replace("]", "],\"after_status\":\"any\""));
    assertThat(any.job().path("status").asText()).isEqualTo("Pending");
  }

  @Test
  void aJobThatThereIsNotCannotBeWaitedFor() {
    Answer answer = http.submit("NOOP", "{}", after("0123456789abcdef01234567"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("description").asText()).contains("0123456789abcdef01234567");
    assertThat(http.get("/api/v1/jobs").json()).isEmpty();
  }

  @Test
  void theJobThatJoinsSubJobsRunsAfterAllOfThem() {
    pause("NOOP");
    String id = http.accepted("LAUNCH", "{\"count\":3,\"join\":\"NOOP\"}");
    JsonNode parent = awaitStatus(id, "Success");
    String join = words(parent.path("result").path("ids")).get(3);
    assertThat(http.status(join)).isEqualTo("Scheduled");
    assertThat(words(http.job(join).path("after"))).hasSize(3);
    resume("NOOP");
    awaitStatus(join, "Success");
  }
}
