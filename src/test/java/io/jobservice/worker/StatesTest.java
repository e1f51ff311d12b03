package io.jobservice.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.testing.RawHttp.Answer;
import io.jobservice.testing.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kinds and states of jobs, and the moves between them, on a whole node. */
class StatesTest extends EngineFixture {

  private static final String GENERIC = "{\"kind\":\"Generic\"}";
  private static final String UNIQUE = "{\"kind\":\"Generic\",\"unique\":true}";

  private static String scheduled(long delay) {
    return "{\"kind\":\"Scheduled\",\"schedule_delay\":" + delay + "}";
  }

  @Test
  void aScheduledJobRunsAtItsSecondWithItsParametersAsTheyWere() throws IOException {
    String parameters =
        "{\"file\":\""
            + folder.resolve("runs")
            + "\",\"big\":1234567890123456789,\"list\":[],\"o\":{}}";
    String id = http.accepted("RECORD", parameters, scheduled(1));
    JsonNode job = http.job(id);
    assertThat(job.path("status").asText()).isEqualTo("Scheduled");
    assertThat(job.path("kind").asText()).isEqualTo("Scheduled");
    assertThat(job.path("run_at").asLong()).isEqualTo(job.path("enqueue_time").asLong() + 1);
    assertThat(set("scheduled"))
        .singleElement()
        .asString()
        .startsWith("{\"name\":\"RECORD\",\"id\":\"" + id + "\",\"t\":" + job.path("enqueue_time"));
    awaitStatus(id, "Success");
    JsonNode done = http.job(id);
    assertThat(done.path("started_at").asLong())
        .isGreaterThanOrEqualTo(job.path("run_at").asLong());
    assertThat(done.path("parameters").toString())
        .contains("\"big\":1234567890123456789")
        .contains("\"list\":[]")
        .contains("\"o\":{}");
    assertThat(set("scheduled")).isEmpty();
  }

  @Test
  void aMovedEntryKeepsItsBytesButForItsTime() {
    pause("NOOP");
    String id = http.accepted("NOOP", "{\"l\":[],\"n\":1795304957123,\"s\":\"a/b\"}", scheduled(1));
    String before = set("scheduled").get(0);
    eventually(() -> assertThat(queue("NOOP")).hasSize(1));
    String after = queue("NOOP").get(0);
    assertThat(after.replaceFirst("\"t\":\\d+", ""))
        .isEqualTo(before.replaceFirst("\"t\":\\d+", ""));
    assertThat(http.status(id)).isEqualTo("Scheduled");
  }

  @Test
  void aFailedJobIsTriedAgainUntilItIsGivenUp() {
    String id = http.accepted("FAIL", "{\"x\":[]}", GENERIC);
    eventually(() -> assertThat(http.job(id).has("retry_at")).isTrue());
    JsonNode waiting = http.job(id);
    assertThat(waiting.path("status").asText()).isEqualTo("Error");
    assertThat(waiting.path("fails").asInt()).isEqualTo(1);
    assertThat(waiting.path("last_error").asText()).contains("this job always fails");
    assertThat(set("retry"))
        .singleElement()
        .asString()
        .contains("\"args\":{\"x\":[]},\"fails\":1,\"err\":\"java.lang.IllegalStateException")
        .contains("\"failed_at\":");
    eventually(() -> assertThat(http.job(id).has("die_at")).isTrue());
    JsonNode dead = http.job(id);
    assertThat(dead.path("status").asText()).isEqualTo("Error");
    assertThat(dead.path("fails").asInt()).isEqualTo(2);
    assertThat(dead.has("retry_at")).isFalse();
    assertThat(dead.path("attempt").asInt()).isEqualTo(2);
    assertThat(dead.path("revision").asLong()).isGreaterThan(waiting.path("revision").asLong());
    assertThat(set("dead")).singleElement().asString().contains("\"fails\":2");
    assertThat(probe.redis().ttl(probe.key("job_stats:" + id))).isBetween(600_000L, 604_800L);
  }

  @Test
  void aJobThatDoesNotWantToBeRetriedIsGivenUpAtOnce() {
    String id = http.accepted("FAIL", "{\"how\":\"never\"}", GENERIC);
    eventually(() -> assertThat(http.job(id).has("die_at")).isTrue());
    assertThat(http.job(id).path("fails").asInt()).isEqualTo(1);
  }

  @Test
  void aSubmissionMayBringItsOwnRules() {
    String once = "{\"kind\":\"Generic\",\"max_fails\":1}";
    String slow =
        "{\"kind\":\"Generic\",\"backoff\":{\"kind\":\"fixed\",\"initial\":\"1h\"},\"max_fails\":9}";
    String first = http.accepted("FAIL", "{}", once);
    String second = http.accepted("FAIL", "{}", slow);
    eventually(() -> assertThat(http.job(first).has("die_at")).isTrue());
    eventually(() -> assertThat(http.job(second).has("retry_at")).isTrue());
    assertThat(number(second, "retry_at") - number(second, "ended_at")).isBetween(3599L, 3601L);
  }

  @Test
  void aRetryThatSucceedsGivesItsResult() {
    String id = http.accepted("FAIL", "{\"how\":\"once\"}", GENERIC);
    awaitStatus(id, "Success");
    assertThat(http.job(id).path("result").toString()).isEqualTo("{\"attempt\":2}");
    assertThat(http.job(id).has("retry_at")).isFalse();
  }

  @Test
  void aScheduledJobCanBeStopped() {
    String id = http.accepted("NOOP", "{}", scheduled(3600));
    assertThat(http.stop(id).status()).isEqualTo(204);
    assertThat(http.status(id)).isEqualTo("Stopped");
    assertThat(set("scheduled")).isEmpty();
    assertThat(http.job(id).has("ended_at")).isTrue();
    assertThat(probe.redis().hexists(probe.key("job_track:inprogress"), id)).isFalse();
  }

  @Test
  void aJobThatWaitsForItsRetryCanBeStopped() {
    String id =
        http.accepted(
            "FAIL",
            "{}",
            "{\"kind\":\"Generic\",\"backoff\":{\"kind\":\"fixed\",\"initial\":\"1h\"}}");
    eventually(() -> assertThat(http.job(id).has("retry_at")).isTrue());
    long revision = number(id, "revision");
    assertThat(http.stop(id).status()).isEqualTo(204);
    assertThat(http.status(id)).isEqualTo("Stopped");
    assertThat(number(id, "revision")).isGreaterThan(revision);
    assertThat(set("retry")).isEmpty();
    assertThat(http.job(id).has("retry_at")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 3600})
  void aWaitingJobThatIsCancelledIsKeptAndCanBeRetried(long delay) {
    pause("NOOP");
    String id = http.accepted("NOOP", "{\"a\":1}", delay == 0 ? GENERIC : scheduled(delay));
    assertThat(http.act(id, "cancel").status()).isEqualTo(204);
    JsonNode cancelled = http.job(id);
    assertThat(cancelled.path("status").asText()).isEqualTo("Cancelled");
    assertThat(cancelled.has("die_at")).isTrue();
    assertThat(queue("NOOP")).isEmpty();
    assertThat(set("scheduled")).isEmpty();
    assertThat(set("dead")).hasSize(1);
    assertThat(http.act(id, "cancel").status()).isEqualTo(409);

    assertThat(http.act(id, "retry").status()).isEqualTo(204);
    assertThat(http.status(id)).isEqualTo("Pending");
    assertThat(set("dead")).isEmpty();
    assertThat(number(id, "revision")).isGreaterThan(cancelled.path("revision").asLong());
    resume("NOOP");
    awaitStatus(id, "Success");
  }

  @Test
  void aRunningJobThatIsCancelledBecomesSoWhenItsRunIsOver() throws IOException {
    String id = http.accepted("RECORD", gated("gate"), GENERIC);
    awaitStatus(id, "Running");
    assertThat(http.act(id, "cancel").status()).isEqualTo(204);
    awaitStatus(id, "Cancelled");
    assertThat(http.job(id).path("op_command").asText()).isEqualTo("cancel");
    assertThat(set("dead")).hasSize(1);
    Files.createFile(folder.resolve("gate"));
    assertThat(http.act(id, "retry").status()).isEqualTo(204);
    awaitStatus(id, "Success");
    assertThat(Files.readAllLines(folder.resolve("runs"))).containsExactly(id + " 1", id + " 2");
  }

  @Test
  void aGivenUpJobCanBeRetriedAsGoodAsNew() {
    String id = http.accepted("FAIL", "{}", "{\"kind\":\"Generic\",\"max_fails\":1}");
    eventually(() -> assertThat(http.job(id).has("die_at")).isTrue());
    pause("FAIL");
    assertThat(http.act(id, "retry").status()).isEqualTo(204);
    assertThat(stats(id))
        .containsEntry("status", "Pending")
        .doesNotContainKeys("fails", "last_error", "die_at", "ended_at", "started_at");
    assertThat(probe.redis().ttl(probe.key("job_stats:" + id))).isEqualTo(-1);
    assertThat(queue("FAIL")).singleElement().asString().doesNotContain("fails");
    assertThat(http.act(id, "retry").status()).as("a second retry").isEqualTo(409);
  }

  @Test
  void whatCannotBeDoneIsRefusedWithTheReason() {
    String id = http.accepted("NOOP", "{}", GENERIC);
    awaitStatus(id, "Success");
    for (String action : List.of("cancel", "retry")) {
      Answer answer = http.act(id, action);
      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.json().path("description").asText()).contains("Success");
      assertThat(http.act("0123456789abcdef01234567", action).status()).isEqualTo(404);
    }
  }

  @Test
  void aJobOnAPoolOfTheOtherKindCannotBeCancelled() {
    pause("NOOP");
    String id = http.accepted("NOOP", "{}", GENERIC);
    probe.redis().hset(probe.key("job_stats:" + id), "status", "Running");
    Answer answer = http.act(id, "cancel");
    assertThat(answer.status()).isEqualTo(501);
    assertThat(answer.json().path("description").asText()).contains("stop it instead");
  }

  @Test
  void theSameRequestWithTheSameKeyIsTakenInOnce() {
    pause("NOOP");
    Map<String, String> headers = new HashMap<>();
    headers.put("Authorization", "Harbor-Secret " + TestNode.SECRET);
    headers.put("Idempotency-Key", "order 66");
    String body = "{\"job\":{\"name\":\"NOOP\",\"metadata\":{\"kind\":\"Generic\"}}}";
    Answer first = http.send("POST", "/api/v1/jobs", body, headers);
    Answer second = http.send("POST", "/api/v1/jobs", body, headers);
    assertThat(second.status()).isEqualTo(202);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(queue("NOOP")).hasSize(1);
    Answer other = http.send("POST", "/api/v1/jobs", body.replace("}}}", "}} }"), headers);
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.json().path("code").asInt()).isEqualTo(10022);
    headers.put("Idempotency-Key", "x".repeat(256));
    assertThat(http.send("POST", "/api/v1/jobs", body, headers).status()).isEqualTo(400);
  }

  @Test
  void uniqueJobsAreToldApartToTheDigit() {
    pause("NOOP");
    String first = http.accepted("NOOP", "{\"n\":1234567890123456789}", UNIQUE);
    assertThat(http.submit("NOOP", "{\"n\":1234567890123456788}", UNIQUE).status()).isEqualTo(202);
    Answer equal = http.submit("NOOP", "{\"n\":1234567890123456789}", UNIQUE);
    assertThat(equal.status()).isEqualTo(409);
    assertThat(equal.json().path("description").asText()).contains(first);
    resume("NOOP");
    awaitStatus(first, "Success");
    eventually(() -> assertThat(probe.redis().keys(probe.key("*claim*"))).isEmpty());
    assertThat(probe.redis().keys(probe.key("unique:*"))).isEmpty();
  }

  @Test
  void aClaimIsHeldWhileAJobWaitsForItsRetryAndTakenOverFromADeadHolder() {
    String slow =
        "{\"kind\":\"Generic\",\"unique\":true,\"backoff\":{\"kind\":\"fixed\",\"initial\":\"1h\"}}";
    String first = http.accepted("FAIL", "{}", slow);
    eventually(() -> assertThat(http.job(first).has("retry_at")).isTrue());
    assertThat(http.submit("FAIL", "{}", slow).status()).isEqualTo(409);
    probe.redis().del(probe.key("job_stats:" + first));
    assertThat(http.submit("FAIL", "{}", slow).status()).as("the holder is gone").isEqualTo(202);
  }

  @Test
  void aClaimOfTheOtherKindOfNodeCounts() {
    pause("NOOP");
    probe.redis().set(probe.key("unique:NOOP:{\"u\":7}\n"), "1");
    assertThat(http.submit("NOOP", "{\"u\":7}", UNIQUE).status()).isEqualTo(409);
  }

  @Test
  void aUniqueJobScheduledFarAheadKeepsItsClaim() {
    String far = "{\"kind\":\"Scheduled\",\"schedule_delay\":864000,\"unique\":true}";
    http.accepted("NOOP", "{\"f\":1}", far);
    assertThat(probe.redis().ttl(probe.key("unique:NOOP:{\"f\":1}\n"))).isGreaterThan(864_000);
  }
}
