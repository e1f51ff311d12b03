package io.jobservice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RawHttp.Answer;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes about periodic jobs, what failed, and Redis, on a whole node. */
class ScheduleRequestsTest {

  private static final String ROUTE = "/api/v1/schedules";

  @TempDir private Path folder;
  private final String namespace = Namespaces.fresh();
  private TestNode node;
  private RawHttp http;

  @BeforeEach
  void start() {
    node = TestNode.start(folder, RedisServer.shared().url().toUri(), namespace);
    http = node.http();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private String policy(String type) {
    return http.accepted(type, "{}", "{\"kind\":\"Periodic\",\"cron_spec\":\"0 0 0 1 1 *\"}");
  }

  private void act(String id, String action) {
    Answer answer = http.send("POST", ROUTE + "/" + id, "{\"action\":\"" + action + "\"}");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
  }

  private List<String> ids(String query) {
    Answer answer = http.get(ROUTE + query);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    List<String> ids = new ArrayList<>();
    answer.json().forEach(item -> ids.add(item.path("job").path("id").asText()));
    return ids;
  }

  @Test
  void policiesInForceAreListedAsTheJobsOfTheirKindAndChosenByTypeAndPause() {
    String first = policy("NOOP");
    String second = policy("FAIL");
    String third = policy("NOOP");
    String ended = policy("NOOP");
    act(first, "pause");
    act(ended, "stop");

    Answer all = http.get(ROUTE);
    assertThat(all.body()).isEqualTo(http.get("/api/v1/jobs?kind=Periodic").body());
    assertThat(all.headers()).containsEntry("total-count", "3").containsEntry("next-cursor", "0");
    assertThat(ids("")).containsExactly(third, second, first);
    assertThat(ids("?name=NOOP")).containsExactly(third, first);
    assertThat(ids("?paused=true")).containsExactly(first);
    assertThat(ids("?paused=false&name=FAIL,NOOP")).containsExactly(third, second);
    Answer page = http.get(ROUTE + "?name=NOOP&page_size=1");
    assertThat(page.json()).hasSize(1);
    assertThat(ids("?name=NOOP&page_size=1&cursor=" + page.headers().get("next-cursor")))
        .containsExactly(first);
    assertThat(http.get(ROUTE + "?status=Error").status()).isEqualTo(400);
  }

  @Test
  void aScheduleIsReadAndChangedAsItsJob() {
    String id = policy("NOOP");
    JsonNode read = http.get(ROUTE + "/" + id).job();
    assertThat(read).isEqualTo(http.job(id));
    assertThat(read.path("next_runs")).hasSize(5);
    act(id, "pause");
    assertThat(http.get(ROUTE + "/" + id).job().path("paused").asBoolean()).isTrue();
    act(id, "resume");
    Answer changed =
        http.send(
            "POST", ROUTE + "/" + id, "{\"action\":\"reschedule\",\"cron_spec\":\"0 30 0 1 1 *\"}");
    assertThat(changed.status()).isEqualTo(204);
    assertThat(http.job(id).path("cron_spec").asText()).isEqualTo("0 30 0 1 1 *");
    assertThat(http.send("POST", ROUTE + "/" + id, "{\"action\":\"fly\"}").status()).isEqualTo(501);
    act(id, "cancel");
    assertThat(http.get(ROUTE + "/" + id).job().path("status").asText()).isEqualTo("Stopped");
    assertThat(ids("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void whatIsNoScheduleIsNotFound(String method) {
    String job = http.accepted("NOOP", "{}", "{\"kind\":\"Scheduled\",\"schedule_delay\":3600}");
    String body = method.equals("GET") ? null : "{\"action\":\"stop\"}";
    for (String id : List.of(job, "0123456789abcdef01234567")) {
      assertThat(http.send(method, ROUTE + "/" + id, body).status()).isEqualTo(404);
    }
    assertThat(http.status(job)).isEqualTo("Scheduled");
  }

  @Test
  void theConfigurationSaysWhereRedisIsToWhoHasTheSecret() {
    assertThat(http.get("/api/v1/config").body())
        .isEqualTo(
            "{\"redis_pool_config\":{\"RedisURL\":\"%s\",\"Namespace\":\"%s\",\"IdleTimeoutSecond\":3600}}"
                .formatted(RedisServer.shared().url().toUri(), namespace));
    assertThat(http.send("GET", "/api/v1/config", null, Map.of()).status()).isEqualTo(401);
  }

  @Test
  void aFailedJobIsTriedAtOnceAndAGivenUpOneOnceMore() {
    String backoff = "\"backoff\":{\"kind\":\"fixed\",\"initial\":\"1h\"},\"max_fails\":2}";
    String id = http.accepted("FAIL", "{}", "{\"kind\":\"Generic\"," + backoff);
    awaitListed("/api/v1/retry", id);
    http.send("POST", "/api/v1/retry", "{\"action\":\"run\"}");
    awaitListed("/api/v1/dead", id);
    assertThat(http.job(id).path("attempt").asInt()).isEqualTo(2);
    http.send("POST", "/api/v1/dead", "{\"action\":\"retry\"}");
    awaitListed("/api/v1/retry", id);
    assertThat(http.job(id).path("attempt").asInt()).isEqualTo(3);
  }

  @Test
  void whoWaitsForADeletedJobHearsOfIt() {
    http.send("POST", "/api/v1/queues/NOOP", "{\"action\":\"pause\"}");
    String first = http.accepted("NOOP", "{}");
    String second =
        http.accepted("NOOP", "{}", "{\"kind\":\"Generic\",\"after\":[\"" + first + "\"]}");
    http.act(first, "cancel");
    Answer deleted = http.send("POST", "/api/v1/dead", "{\"action\":\"delete\"}");
    assertThat(deleted.body()).isEqualTo("{\"deleted\":1,\"refused\":0,\"left\":0}");
    assertThat(http.get("/api/v1/jobs/" + first).status()).isEqualTo(404);
    assertThat(http.status(second)).isEqualTo("Stopped");
    assertThat(http.job(second).path("stop_reason").asText()).endsWith("was deleted");
  }

  @Test
  void executionsAreChosenAsAllJobsAreByWhatTheyHave() {
    String id = policy("NOOP");
    assertThat(http.get("/api/v1/jobs/" + id + "/executions?status=Success").status())
        .isEqualTo(200);
    Answer mixed = http.get("/api/v1/jobs/" + id + "/executions?status=Success&page_number=2");
    assertThat(mixed.status()).isEqualTo(400);
    String job = http.accepted("NOOP", "{}");
    assertThat(http.get("/api/v1/jobs/" + job + "/executions?status=Success").status())
        .isEqualTo(400);
  }

  @Test
  void whatAJobHasLaunchedIsChosenByItsStateWhicheverListIsAsked() {
    String id =
        http.accepted("NOOP", "{}", "{\"kind\":\"Periodic\",\"cron_spec\":\"* * * * * *\"}");
    String list = "/api/v1/jobs?upstream=" + id + "&status=Success&page_size=1000";
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() -> assertThat(http.get(list).json()).isNotEmpty());
    act(id, "stop");
    http.accepted("NOOP", "{}");
    Answer executions =
        http.get("/api/v1/jobs/" + id + "/executions?status=Success&page_size=1000");
    assertThat(executions.headers()).containsEntry("next-cursor", "0");
    assertThat(executions.json())
        .isNotEmpty()
        .allSatisfy(
            item -> {
              assertThat(item.path("job").path("upstream_job_id").asText()).isEqualTo(id);
              assertThat(item.path("job").path("status").asText()).isEqualTo("Success");
            });
    assertThat(http.get("/api/v1/jobs?upstream=none").json()).isEmpty();
    assertThat(http.get("/api/v1/jobs?upstream=a,b").status()).isEqualTo(400);
  }

  @Test
  void queuesTypesAndWorkersAreChosenByType() {
    assertThat(http.get("/api/v1/queues?name=DEMO").json().findValuesAsText("name"))
        .containsExactly("DEMO");
    assertThat(http.get("/api/v1/types?name=DEMO,NOOP").json().findValuesAsText("source"))
        .hasSize(2);
    assertThat(http.get("/api/v1/workers?name=DEMO").json()).isEmpty();
    for (String list : List.of("queues", "types", "workers")) {
      assertThat(http.get("/api/v1/" + list + "?nam=DEMO").status()).isEqualTo(400);
    }
  }

  private void awaitListed(String list, String id) {
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() -> assertThat(http.get(list).body()).contains(id));
  }
}
