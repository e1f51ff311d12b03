package io.jobservice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException.Kind;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why jobs of a living node are in their states, over HTTP and straight on Redis. */
class WhyBothWaysTest {

  private static final String TYPES =
      """
      shutdown_grace: 0s
      jobs:
        types:
          FAIL: {max_fails: 2, backoff: {kind: fixed, initial: 1h}}
          NOOP: {rate_limit: 1/h}
          RECORD: {max_concurrency: 1}
      """;

  @TempDir private static Path folder;
  private static RedisProbe probe;
  private static TestNode node;
  private static RawHttp http;
  private static JobServiceClient overHttp;
  private static JobServiceClient direct;

  @BeforeAll
  static void start() throws ClientException {
    String namespace = Namespaces.fresh();
    probe = new RedisProbe(RedisServer.shared().url(), namespace);
    node = TestNode.start(folder, RedisServer.shared().url().toUri(), namespace, TYPES);
    http = node.http();
    overHttp =
        new HttpJobServiceClient(
            new Endpoint(
                URI.create("http://127.0.0.1:" + http.port()),
                "from a test",
                Optional.of(TestNode.SECRET)),
            new Json());
    direct =
        DirectJobServiceClient.connect(
            new RedisLocator.Place(RedisServer.shared().url(), probe.key("")),
            System::nanoTime,
            new LogLocator(folder, Map.of(), Optional.empty()),
            new Json());
  }

  @AfterAll
  static void stop() {
    direct.close();
    overHttp.close();
    node.close();
    probe.close();
  }

  /** The answer, whose causes are the same both ways. */
  private static JsonNode why(String id) throws ClientException {
    JsonNode answer = overHttp.why(id);
    assertThat(causes(direct.why(id))).isEqualTo(causes(answer));
    return answer;
  }

  private static List<String> causes(JsonNode answer) {
    List<String> causes = new ArrayList<>(List.of(answer.path("cause").asText()));
    answer.path("more").forEach(more -> causes.add(more.path("cause").asText()));
    return causes;
  }

  private static void awaitCause(String id, String cause) {
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() -> assertThat(causes(overHttp.why(id))).contains(cause));
  }

  private static String record(String gate, boolean deaf) {
    String parameters =
        "{\"file\":\"%s\",\"gate\":\"%s\",\"deaf\":%s}"
            .formatted(folder.resolve("runs"), folder.resolve(gate), deaf);
    return http.accepted("RECORD", parameters);
  }

  @Test
  void aLimitIsReachedByTheJobThatRuns() throws Exception {
    String first = record("limit", false);
    awaitCause(first, "running");
    String second = record("limit", false);

    JsonNode answer = why(second);
    assertThat(causes(answer)).containsExactly("concurrency_limit", "queued");
    assertThat(answer.path("text").asText())
        .isEqualTo("1 job of the type RECORD runs, and 1 may at once: " + first + ".");
    assertThat(answer.path("command").asText()).isEqualTo("jobservice why " + first);
    assertThat(answer.path("facts").path("jobs").get(0).asText()).isEqualTo(first);
    assertThat(why(first).path("facts").path("node").asText()).contains(":");

    Files.createFile(folder.resolve("limit"));
    awaitCause(second, "succeeded");
    assertThat(why(first).path("status").asText()).isEqualTo("Success");
  }

  @Test
  void aJobThatObeysNoStopIsSaidToGoOn() throws Exception {
    String id = record("deaf", true);
    awaitCause(id, "running");
    http.stop(id);

    assertThat(causes(why(id))).containsExactly("stop_requested", "running");
    Files.createFile(folder.resolve("deaf"));
    awaitCause(id, "stopped_running");
  }

  @Test
  void aRateLimitHoldsTheSecondBack() throws Exception {
    awaitCause(http.accepted("NOOP", "{}"), "succeeded");

    assertThat(causes(why(http.accepted("NOOP", "{}")))).containsExactly("rate_limit", "queued");
  }

  @Test
  void failuresAreTriedAgainOrNot() throws Exception {
    String again = http.accepted("FAIL", "{}");
    String never = http.accepted("FAIL", "{\"how\":\"never\"}");
    awaitCause(again, "waits_for_retry");
    awaitCause(never, "failed_for_good");

    assertThat(why(again).path("text").asText())
        .startsWith("It failed in 1 of 2 attempts; the next attempt is due in ")
        .endsWith("this job always fails");
    assertThat(why(never).path("command").asText()).isEqualTo("jobservice retry " + never);
  }

  @Test
  void allWorkersAreBusyWithOtherJobs() throws Exception {
    String demo = "{\"image\":\"demo:1\",\"pause\":\"0s\",\"hold\":\"1h\"}";
    List<String> held = List.of(http.accepted("DEMO", demo), http.accepted("DEMO", demo));
    for (String id : held) {
      awaitCause(id, "running");
    }
    String waiting = http.accepted("FAIL", "{\"how\":\"never\"}");

    assertThat(causes(why(waiting))).containsExactly("workers_busy", "queued");
    held.forEach(http::stop);
    awaitCause(waiting, "failed_for_good");
  }

  @Test
  void theWholeAnswerIsTheSameBothWays() throws Exception {
    probe.redis().set(probe.key("jobs:FAIL:paused"), "1");
    String id = http.accepted("FAIL", "{}");

    JsonNode answer = why(id);
    assertThat(answer.toString())
        .isEqualTo(
            ("{'id':'ID','status':'Pending','cause':'paused','text':'The type FAIL is paused, so"
                        + " that none of its jobs is started.','command':'jobservice queue resume"
                        + " FAIL','facts':{'type':'FAIL'},'more':[{'cause':'queued','text':'It is the"
                        + " next on the queue of FAIL.','command':'jobservice wait"
                        + " ID','facts':{'before':0,'type':'FAIL','depth':1,")
                    .replace('\'', '"')
                    .replace("ID", id)
                + answer.toString().substring(answer.toString().indexOf("\"ended_a_minute\"")));
    assertThat(direct.why(id)).isEqualTo(answer);
    probe.redis().del(probe.key("jobs:FAIL:paused"));
    awaitCause(id, "waits_for_retry");
  }

  @Test
  void anUnknownJobIsNotFound() throws IOException {
    for (JobServiceClient client : List.of(overHttp, direct)) {
      assertThatExceptionOfType(ClientException.class)
          .isThrownBy(() -> client.why("ffffffffffffffffffffffff"))
          .withMessageStartingWith("there is no job ffffffffffffffffffffffff: it has no record")
          .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND));
    }
    RawHttp.Answer answer = http.get("/api/v1/jobs/x%40y/why");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("code").asInt()).isEqualTo(10010);
    assertThat(http.send("POST", "/api/v1/jobs/x/why", "{}").status()).isEqualTo(405);
  }
}
