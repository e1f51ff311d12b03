package io.jobservice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RawHttp.Answer;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
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

/** Periodic jobs, over real HTTP on a whole node. */
class PeriodicJobsTest {

  private static final String ROUTE = "/api/v1/jobs";
  private static final String YEARLY = "0 0 0 1 1 *";
  private static final String EACH_SECOND = "* * * * * *";

  @TempDir private Path folder;
  private final String namespace = Namespaces.fresh();
  private final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace);
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
    probe.close();
  }

  private static String metadata(String line, String more) {
    return "{\"kind\":\"Periodic\",\"cron_spec\":\"" + line + "\"" + more + "}";
  }

  private String submitted(String line) {
    return http.accepted("NOOP", "{}", metadata(line, ""));
  }

  private Answer act(String id, String order) {
    return http.send("POST", ROUTE + "/" + id, order.replace('\'', '"'));
  }

  private void done(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
  }

  private static void refused(Answer answer, int status, String... words) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.json().path("description").asText()).contains(words);
  }

  private Answer executions(String id, String query) {
    Answer answer = http.get(ROUTE + "/" + id + "/executions" + query);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer;
  }

  private static List<JsonNode> jobs(Answer answer) {
    List<JsonNode> jobs = new ArrayList<>();
    answer.json().forEach(item -> jobs.add(item.path("job")));
    return jobs;
  }

  private List<String> statuses(String id) {
    return jobs(executions(id, "?page_size=1000")).stream()
        .map(job -> job.path("status").asText())
        .toList();
  }

  private static List<Long> seconds(JsonNode list) {
    List<Long> seconds = new ArrayList<>();
    list.forEach(second -> seconds.add(second.asLong()));
    return seconds;
  }

  private static void eventually(ThrowingRunnable assertion) {
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(assertion);
  }

  private String gated() {
    return "{\"file\":\"%s\",\"gate\":\"%s\"}"
        .formatted(folder.resolve("runs"), folder.resolve("gate"));
  }

  @Test
  void aPolicyFiresAndItsExecutionsAreItsOwn() {
    String id = submitted(EACH_SECOND);

    eventually(() -> assertThat(statuses(id)).contains("Success"));
    JsonNode ran =
        jobs(executions(id, "?page_size=1000")).stream()
            .filter(job -> job.path("status").asText().equals("Success"))
            .findFirst()
            .orElseThrow();
    assertThat(ran.path("upstream_job_id").asText()).isEqualTo(id);
    assertThat(ran.path("kind").asText()).isEqualTo("Scheduled");
    assertThat(ran.path("id").asText()).isEqualTo(id + "@" + ran.path("run_at").asLong());
    assertThat(ran.path("started_at").asLong()).isGreaterThanOrEqualTo(ran.path("run_at").asLong());
    assertThat(http.status(id)).isEqualTo("Scheduled");
  }

  @Test
  void anAnswerSaysWhenItRunsNextAndWhatIsOdd() {
    JsonNode job = http.submit("NOOP", "{}", metadata(EACH_SECOND, "")).job();
    long created = job.path("enqueue_time").asLong();

    assertThat(seconds(job.path("next_runs")))
        .containsExactly(created + 1, created + 2, created + 3, created + 4, created + 5);
    assertThat(job.path("warnings"))
        .singleElement()
        .extracting(JsonNode::asText)
        .asString()
        .contains("more than once a minute");
    JsonNode rare = http.submit("NOOP", "{}", metadata(YEARLY, "")).job();
    assertThat(rare.has("warnings")).isFalse();
    assertThat(rare.path("next_runs")).hasSize(5);
    assertThat(rare.path("numeric_policy_id").asLong())
        .isGreaterThan(job.path("numeric_policy_id").asLong());
  }

  @Test
  void theRecordOfAPolicyHasItsNextRunsAndItsNewestExecutions() {
    JsonNode job = http.job(submitted(EACH_SECOND));

    assertThat(job.path("next_runs")).hasSize(5);
    assertThat(job.path("executions")).hasSize(100);
    String newest = job.path("executions").get(0).asText();
    assertThat(newest).startsWith(job.path("id").asText() + "@");
    assertThat(http.status(newest)).isEqualTo("Scheduled");
  }

  @Test
  void executionsComeInPages() {
    String id = submitted("*/10 * * * * *");

    Answer page = executions(id, "?page_size=5&page_number=2");
    List<Long> second = jobs(page).stream().map(job -> job.path("run_at").asLong()).toList();
    List<Long> all =
        jobs(executions(id, "")).stream().map(job -> job.path("run_at").asLong()).toList();

    assertThat(all).hasSize(24).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(second).isEqualTo(all.subList(5, 10));
    assertThat(page.headers()).containsEntry("total-count", "24");
    assertThat(executions(id, "?page_number=99").body()).isEqualTo("[]");
    assertThat(executions(id, "?page_number=99").headers()).containsEntry("total-count", "24");
  }

  @Test
  void executionsThatHaveEndedCanBePassedOver() {
    String id = submitted("0 0 0 * * *");
    String execution = jobs(executions(id, "")).get(0).path("id").asText();
    assertThat(executions(id, "?non_dead_only=true").headers()).containsEntry("total-count", "1");

    done(http.stop(execution));

    assertThat(executions(id, "?non_dead_only=true").body()).isEqualTo("[]");
    assertThat(executions(id, "?non_dead_only=true").headers()).containsEntry("total-count", "0");
    assertThat(executions(id, "?non_dead_only=false").headers()).containsEntry("total-count", "1");
    assertThat(http.status(id)).isEqualTo("Scheduled");
  }

  @Test
  void aStopEndsThePolicyAndAllOfItsExecutions() throws Exception {
    String id = http.accepted("RECORD", gated(), metadata(EACH_SECOND, ""));
    eventually(() -> assertThat(statuses(id)).contains("Running"));

    done(http.stop(id));

    assertThat(http.status(id)).isEqualTo("Stopped");
    assertThat(http.job(id).has("next_runs")).isFalse();
    assertThat(statuses(id)).containsOnly("Stopped");
    List<JsonNode> begun =
        jobs(executions(id, "?page_size=1000")).stream()
            .filter(job -> job.has("started_at"))
            .toList();
    eventually(() -> assertThat(probe.redis().get(probe.key("jobs:RECORD:lock"))).isIn("0", null));
    assertThat(Files.readAllLines(folder.resolve("runs")))
        .as("none begins any more")
        .hasSizeLessThanOrEqualTo(begun.size());
    assertThat(probe.redis().zcard(probe.key("scheduled"))).isZero();
    assertThat(probe.redis().exists(probe.key("period:policies"), probe.key("policies"))).isZero();
    done(http.stop(id));
    refused(http.act(id, "cancel"), 409, "Stopped");
  }

  @Test
  void aCancelLeavesExecutionsThatCanBeRetried() {
    String id = submitted("0 0 0 * * *");
    String execution = jobs(executions(id, "")).get(0).path("id").asText();

    done(http.act(id, "cancel"));

    assertThat(http.status(id)).isEqualTo("Stopped");
    assertThat(http.status(execution)).isEqualTo("Cancelled");
    done(http.act(execution, "retry"));
    eventually(() -> assertThat(http.status(execution)).isEqualTo("Success"));
  }

  @Test
  void aStopWithAllBelowStopsWhatExecutionsHaveLaunched() {
    String id = submitted("0 0 0 * * *");
    String execution = jobs(executions(id, "")).get(0).path("id").asText();
    String child = http.accepted("NOOP", "{}", "{\"kind\":\"Scheduled\",\"schedule_delay\":900}");
    probe.redis().zadd(probe.key("sub_jobs:" + execution), 1, child);

    done(act(id, "{'action':'stop','cascade':true}"));

    assertThat(http.status(child)).isEqualTo("Stopped");
  }

  @Test
  void anExecutionThatWasMissedIsMadeUpForAtOnce() {
    String id = submitted(YEARLY);
    String due = Long.toString(number(jobs(executions(id, "")).get(0), "run_at"));
    long second = http.job(id).path("enqueue_time").asLong() - 300;
    String late = Long.toString(second);
    Map<String, String> stats = probe.redis().hgetAll(probe.key("job_stats:" + id + "@" + due));
    stats.replaceAll((field, value) -> value.replace(due, late));
    probe.redis().hset(probe.key("job_stats:" + id + "@" + late), stats);
    probe.redis().zadd(probe.key("executions:" + id), (double) second, id + "@" + late);
    String entry = probe.redis().zrange(probe.key("scheduled"), 0, 0).get(0);
    probe.redis().zadd(probe.key("scheduled"), (double) second, entry.replace(due, late));

    eventually(() -> assertThat(http.status(id + "@" + late)).isEqualTo("Success"));
    assertThat(number(http.job(id + "@" + late), "missed")).isEqualTo(1);
    assertThat(number(http.job(id + "@" + late), "missed_since")).isEqualTo(second);
  }

  @Test
  void aPausedPolicyDoesNotFireUntilItIsResumed() {
    String id = submitted(EACH_SECOND);

    done(http.act(id, "pause"));

    JsonNode paused = http.job(id);
    assertThat(paused.path("paused").asBoolean()).isTrue();
    assertThat(paused.path("next_runs")).isEmpty();
    // One may have been due just before.
    eventually(() -> assertThat(statuses(id)).doesNotContain("Scheduled", "Running"));
    assertThat(probe.redis().exists(probe.key("scheduled"), probe.key("scheduled_own"))).isZero();
    assertThat(probe.redis().exists(probe.key("period:policies"))).isFalse();
    done(http.act(id, "pause"));

    long before = number(paused, "update_time");
    done(http.act(id, "resume"));
    assertThat(http.job(id).has("paused")).isFalse();
    assertThat(seconds(http.job(id).path("next_runs")).get(0)).isGreaterThanOrEqualTo(before);
    done(http.act(id, "resume"));
    eventually(() -> assertThat(statuses(id)).contains("Success"));
    assertThat(probe.redis().zcard(probe.key("period:policies"))).isEqualTo(1);
  }

  private static long number(JsonNode job, String field) {
    return job.path(field).asLong();
  }

  @Test
  void anotherLineReplacesTheExecutionsToCome() {
    String id = submitted(YEARLY);
    long newYear = seconds(http.job(id).path("next_runs")).get(0);

    done(act(id, "{'action':'reschedule','cron_spec':' 0 0 12 1 1 * '}"));

    assertThat(http.job(id).path("cron_spec").asText()).isEqualTo("0 0 12 1 1 *");
    assertThat(jobs(executions(id, "")))
        .singleElement()
        .satisfies(job -> assertThat(number(job, "run_at")).isEqualTo(newYear + 12 * 3600));
    assertThat(probe.redis().zrange(probe.key("period:policies"), 0, 0))
        .singleElement()
        .asString()
        .contains("\"cron_spec\":\"0 0 12 1 1 *\"");
  }

  @Test
  void optionsCanBeChangedAndComeBackToTheUsualOnes() {
    String id = submitted(YEARLY);

    done(act(id, "{'action':'reschedule','misfire':'skip','overlap':'forbid'}"));
    assertThat(http.job(id).path("misfire").asText()).isEqualTo("skip");
    assertThat(http.job(id).path("overlap").asText()).isEqualTo("forbid");
    assertThat(probe.redis().exists(probe.key("period:policies"))).isFalse();

    done(act(id, "{'action':'reschedule','misfire':'fire_once','overlap':'allow'}"));
    assertThat(http.job(id).has("misfire")).isFalse();
    assertThat(http.job(id).has("overlap")).isFalse();
    assertThat(probe.redis().zcard(probe.key("period:policies"))).isEqualTo(1);
    assertThat(executions(id, "").headers()).containsEntry("total-count", "1");
  }

  @Test
  void aSecondEqualUniquePolicyIsRefusedWithTheIdOfTheFirst() {
    String id = http.accepted("NOOP", "{\"p\":1}", metadata(YEARLY, ",\"unique\":true"));

    Answer second = http.submit("NOOP", "{\"p\":1}", metadata("0 0 0 1 JAN ?", ",\"unique\":true"));

    refused(second, 409, id);
    http.accepted("NOOP", "{\"p\":2}", metadata(YEARLY, ",\"unique\":true"));
    http.accepted("NOOP", "{\"p\":1}", metadata("0 0 0 2 1 *", ",\"unique\":true"));
    http.accepted("NOOP", "{\"p\":1}", metadata(YEARLY, ""));
    done(http.stop(id));
    http.accepted("NOOP", "{\"p\":1}", metadata(YEARLY, ",\"unique\":true"));
  }

  @Test
  void aUniquePolicyCannotBecomeTheSameAsAnother() {
    String id = http.accepted("NOOP", "{}", metadata(YEARLY, ",\"unique\":true"));
    String other = http.accepted("NOOP", "{}", metadata("0 0 0 2 1 *", ",\"unique\":true"));

    refused(act(other, "{'action':'reschedule','cron_spec':'" + YEARLY + "'}"), 409, id);

    assertThat(http.job(other).path("cron_spec").asText()).isEqualTo("0 0 0 2 1 *");
  }

  @Test
  void aUniquePolicyGivesUpWhatItWasAndKeepsWhatItHasBecome() {
    String unique = ",\"unique\":true";
    String id = http.accepted("NOOP", "{}", metadata(YEARLY, unique));
    done(act(id, "{'action':'reschedule','cron_spec':'0 0 0 2 1 *'}"));

    refused(http.submit("NOOP", "{}", metadata("0 0 0 2 1 *", unique)), 409, id);
    http.accepted("NOOP", "{}", metadata(YEARLY, unique));
    done(act(id, "{'action':'reschedule','misfire':'skip'}"));
    refused(http.submit("NOOP", "{}", metadata("0 0 0 2 1 *", unique)), 409, id);
    done(http.stop(id));
    http.accepted("NOOP", "{}", metadata("0 0 0 2 1 *", unique));
  }

  @Test
  void policiesInForceAreListedNewestFirstWithTheirNextRuns() {
    String first = submitted(YEARLY);
    String paused = http.accepted("NOOP", "{}", metadata("@daily", ""));
    done(http.act(paused, "pause"));
    String stopped = submitted(YEARLY);
    done(http.stop(stopped));
    String last = http.accepted("NOOP", "{}", metadata("@hourly", ""));

    Answer all = http.get(ROUTE + "?kind=Periodic");
    assertThat(jobs(all))
        .extracting(job -> job.path("id").asText())
        .containsExactly(last, paused, first);
    assertThat(jobs(all)).extracting(job -> job.path("next_runs").size()).containsExactly(5, 0, 5);
    assertThat(all.headers()).containsEntry("total-count", "3").containsEntry("next-cursor", "0");

    Answer page = http.get(ROUTE + "?kind=periodic&page_size=2");
    assertThat(jobs(page)).hasSize(2);
    assertThat(page.headers()).containsEntry("total-count", "3");
    String cursor = page.headers().get("next-cursor");
    Answer rest = http.get(ROUTE + "?kind=Periodic&page_size=2&cursor=" + cursor);
    assertThat(jobs(rest)).extracting(job -> job.path("id").asText()).containsExactly(first);
    assertThat(rest.headers()).containsEntry("next-cursor", "0");
  }

  @Test
  void withAFurtherFilterPoliciesAreListedAsOtherJobsAre() {
    String stopped = submitted(YEARLY);
    done(http.stop(stopped));

    Answer answer = http.get(ROUTE + "?kind=Periodic&status=Stopped");

    assertThat(jobs(answer)).extracting(job -> job.path("id").asText()).containsExactly(stopped);
    assertThat(answer.headers()).doesNotContainKey("total-count");
  }

  @Test
  void aRehearsalSaysWhatWouldComeAndTakesNothingIn() {
    String body =
        "{\"job\":{\"name\":\"NOOP\",\"metadata\":" + metadata(YEARLY, ",\"unique\":true") + "}}";
    JsonNode planned = http.send("POST", "/api/v1/dry-run", body).job();

    assertThat(planned.path("next_runs")).hasSize(5);
    assertThat(planned.has("id")).isFalse();
    assertThat(planned.has("numeric_policy_id")).isFalse();
    assertThat(http.get(ROUTE + "?kind=Periodic").body()).isEqualTo("[]");
    String id = http.accepted("NOOP", "{}", metadata(YEARLY, ",\"unique\":true"));
    refused(http.send("POST", "/api/v1/dry-run", body), 409, id);
  }

  @Test
  void aListMayMixPoliciesWithOtherJobs() {
    String policy = "{\"name\":\"NOOP\",\"metadata\":" + metadata(YEARLY, ",\"unique\":true") + "}";
    String generic = "{\"name\":\"NOOP\",\"metadata\":{\"kind\":\"Generic\"}}";
    String wrong = "{\"name\":\"NOOP\",\"metadata\":" + metadata("61 * * * * *", "") + "}";
    String body =
        "{\"jobs\":[" + String.join(",", generic, policy, policy, wrong, generic, generic) + "]}";

    for (String route : List.of("/api/v1/dry-run", ROUTE)) {
      JsonNode results = http.send("POST", route, body).json().path("jobs");
      assertThat(results)
          .extracting(item -> item.path("job").path("kind").asText())
          .containsExactly("Generic", "Periodic", "", "", "Generic", "Generic");
      assertThat(results.get(2).path("error").path("status").asInt()).isEqualTo(409);
      assertThat(results.get(3).path("error").path("status").asInt()).isEqualTo(400);
    }
    assertThat(http.get(ROUTE + "?kind=Periodic").headers()).containsEntry("total-count", "1");
  }

  @Test
  void theSameRequestWithTheSameKeyIsOnePolicy() {
    String body = "{\"job\":{\"name\":\"NOOP\",\"metadata\":" + metadata(YEARLY, "") + "}}";
    Map<String, String> headers =
        Map.of("Authorization", "Harbor-Secret " + TestNode.SECRET, "Idempotency-Key", "yearly");

    Answer first = http.send("POST", ROUTE, body, headers);
    Answer second = http.send("POST", ROUTE, body, headers);

    assertThat(first.status()).isEqualTo(202);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(http.get(ROUTE + "?kind=Periodic").headers()).containsEntry("total-count", "1");
    refused(
        http.send("POST", ROUTE, body.replace("0 0 0 1 1", "0 0 0 1 2"), headers), 422, "another");
  }
}
