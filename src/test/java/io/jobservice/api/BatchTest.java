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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Submissions of several jobs, and rehearsals of submissions, over real HTTP. */
class BatchTest {

  private static final String JOBS = "/api/v1/jobs";
  private static final String DRY_RUN = "/api/v1/dry-run";
  private static final String NOOP = "{\"name\":\"NOOP\",\"metadata\":{\"kind\":\"Generic\"}}";

  @TempDir private Path folder;
  private final String namespace = Namespaces.fresh();
  private final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace);
  private TestNode node;
  private RawHttp http;

  @BeforeEach
  void start() {
    node = TestNode.start(folder, RedisServer.shared().url().toUri(), namespace);
    http = node.http();
    // What is submitted stays where it is, unless a test lets it go on.
    probe.redis().set(probe.key("jobs:NOOP:paused"), "1");
  }

  @AfterEach
  void stop() {
    node.close();
    probe.close();
  }

  private static String batch(String... jobs) {
    return batch(List.of(jobs));
  }

  private static String batch(List<String> jobs) {
    return "{\"jobs\":[" + String.join(",", jobs) + "]}";
  }

  private static String noop(String parameters, String metadata) {
    return "{\"name\":\"NOOP\",\"parameters\":"
        + parameters
        + ",\"metadata\":{\"kind\":\"Generic\""
        + metadata
        + "}}";
  }

  private static String keyed(String key, String parameters) {
    return "{\"idempotency_key\":\""
        + key
        + "\",\"name\":\"NOOP\",\"parameters\":"
        + parameters
        + ",\"metadata\":{\"kind\":\"Generic\"}}";
  }

  private List<JsonNode> results(String path, String body) {
    Answer answer = http.send("POST", path, body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    List<JsonNode> results = new ArrayList<>();
    answer.json().path("jobs").forEach(results::add);
    return results;
  }

  private static void assertError(JsonNode item, int status, int code, String description) {
    assertThat(item.has("job")).as(item.toString()).isFalse();
    JsonNode error = item.path("error");
    assertThat(error.path("status").asInt()).as(item.toString()).isEqualTo(status);
    assertThat(error.path("code").asInt()).isEqualTo(code);
    assertThat(error.path("err").asText()).isNotEmpty();
    assertThat(error.path("description").asText()).contains(description);
  }

  private static String id(JsonNode item) {
    return item.path("job").path("id").asText();
  }

  private long queued() {
    return probe.redis().llen(probe.key("jobs:NOOP"));
  }

  /** What there is of jobs in the namespace; the rest of it moves by itself. */
  private Map<String, String> traces() {
    Map<String, String> traces = new TreeMap<>();
    for (String kind :
        List.of("job_stats", "jobs:NOOP", "scheduled", "unique", "claim", "idempotency", "job_")) {
      for (String key : probe.redis().keys(probe.key(kind + "*"))) {
        traces.put(key, HexFormat.of().formatHex(probe.redis().dump(key)));
      }
    }
    return traces;
  }

  @Test
  void theJobsOfAListAreTakenInTheirOrder() {
    List<String> jobs =
        IntStream.range(0, 1203).mapToObj(i -> noop("{\"i\":" + i + "}", "")).toList();

    List<JsonNode> results = results(JOBS, batch(jobs));

    assertThat(results).hasSize(1203);
    for (int i = 0; i < results.size(); i++) {
      assertThat(results.get(i).path("job").path("parameters").path("i").asInt()).isEqualTo(i);
    }
    List<String> ids = results.stream().map(BatchTest::id).toList();
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(results.get(700)).isEqualTo(http.get(JOBS + "/" + ids.get(700)).json());
    assertThat(queued()).isEqualTo(1203);
    assertThat(probe.redis().zrange(probe.key("job_index"), 0, -1)).isEqualTo(ids);
    probe.redis().del(probe.key("jobs:NOOP:paused"));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> ids.stream().skip(1195).allMatch(id -> http.status(id).equals("Success")));
  }

  @Test
  void aJobThatIsNoGoodIsAnErrorInItsPlace() {
    List<JsonNode> results =
        results(
            JOBS,
            batch(
                NOOP,
                "{\"name\":\"NO_SUCH\",\"metadata\":{\"kind\":\"Generic\"}}",
                "5",
                "{\"name\":\"DEMO\",\"metadata\":{\"kind\":\"Generic\"}}",
                "{\"metadata\":{\"kind\":\"Generic\"}}",
                "{\"name\":7,\"metadata\":{\"kind\":\"Generic\"}}",
                "{\"name\":\"NOOP\",\"status_hook\":\"x\",\"metadata\":{\"kind\":\"Generic\"}}",
                "null",
                NOOP));

    assertThat(results).hasSize(9);
    assertError(results.get(1), 400, 10013, "job with name 'NO_SUCH' is unknown");
    assertError(results.get(2), 400, 10001, "a job of the list must be an object");
    assertError(results.get(3), 400, 10013, "missing parameter 'image'");
    assertError(results.get(4), 400, 10013, "name of job must be specified");
    assertError(results.get(5), 400, 10001, "'name' must be a text");
    assertError(results.get(6), 400, 10013, "'status_hook' must be an http or https URL");
    assertError(results.get(7), 400, 10001, "a job of the list must be an object");
    assertThat(http.status(id(results.get(0)))).isEqualTo("Pending");
    assertThat(http.status(id(results.get(8)))).isEqualTo("Pending");
    assertThat(queued()).isEqualTo(2);
  }

  @Test
  void aListWithoutAnyGoodJobIsAnswered() {
    Map<String, String> before = traces();
    assertThat(results(JOBS, batch("1", "{}"))).hasSize(2);
    assertThat(traces()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"jobs\":[ | 400 | 10001 | line 1",
        "{\"jobs\":{}} | 400 | 10001 | 'jobs' must be a list",
        "{\"jobs\":null} | 400 | 10001 | 'jobs' must be a list",
        "{\"jobs\":[]} | 400 | 10013 | 'jobs' must have 1 to 10000 jobs, but it has 0",
        "{\"jobs\":[{}],\"job\":{}} | 400 | 10013 | 'job' and 'jobs' exclude each other",
        "{\"jobs\":[{}]} x | 400 | 10001 | token",
        "{\"jobs\":[{}],\"jobs\":[{}]} | 400 | 10001 | Duplicate field 'jobs'"
      })
  void aListThatIsNoneIsRefusedAsAWhole(String body, int status, int code, String description) {
    for (String path : List.of(JOBS, DRY_RUN)) {
      Answer answer = http.send("POST", path, body);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
      assertThat(answer.json().path("code").asInt()).isEqualTo(code);
      assertThat(answer.json().path("description").asText()).contains(description);
    }
  }

  @Test
  void moreThanTenThousandJobsAreTooMany() {
    String body = batch(Collections.nCopies(10_001, NOOP));

    Answer answer = http.send("POST", JOBS, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("description").asText()).contains("but it has 10001");
    assertThat(queued()).isZero();
  }

  @Test
  void aListMayBeLargerThanOneJobMayBe() {
    String large = noop("{\"a\":\"" + "x".repeat(1 << 19) + "\"}", "");
    String tooLarge = noop("{\"a\":\"" + "x".repeat(1 << 20) + "\"}", "");

    List<JsonNode> results = results(JOBS, batch(large, large, tooLarge, large));

    assertError(results.get(2), 413, 10021, "the job is larger than 1048576 bytes");
    assertThat(queued()).isEqualTo(3);
    assertThat(http.job(id(results.get(3))).path("parameters").path("a").asText()).hasSize(1 << 19);
  }

  @Test
  void moreThanSixteenMebibytesAreTooLarge() {
    String large = noop("{\"a\":\"" + "x".repeat(1 << 20) + "\"}", "");

    Answer answer = http.send("POST", JOBS, batch(Collections.nCopies(16, large)));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.json().path("code").asInt()).isEqualTo(10021);
    assertThat(answer.json().path("description").asText()).contains("larger than 16777216 bytes");
    assertThat(queued()).isZero();
  }

  @Test
  void anEqualUniqueJobOfTheSameListIsAConflict() {
    String unique = noop("{\"a\":1}", ",\"unique\":true");

    List<JsonNode> results = results(JOBS, batch(unique, unique, noop("{\"a\":1}", "")));

    assertThat(id(results.get(0))).isNotEmpty();
    assertError(results.get(1), 409, 10012, id(results.get(0)));
    assertThat(id(results.get(2))).isNotEmpty();
  }

  @Test
  void eachJobMayHaveItsIdempotencyKey() {
    List<JsonNode> first =
        results(JOBS, batch(keyed("a", "{\"x\":1.50,\"y\":2}"), keyed("b", "{}"), NOOP));
    List<JsonNode> second =
        results(
            JOBS,
            batch(
                keyed("a", "{\"y\" : 2, \"x\" : 1.50}"),
                keyed("b", "{\"z\":1}"),
                keyed("a", "{\"x\":1.50,\"y\":2}"),
                NOOP));

    assertThat(second.get(0)).isEqualTo(first.get(0));
    assertError(second.get(1), 422, 10022, "came with another request");
    assertThat(second.get(2)).isEqualTo(first.get(0));
    assertThat(id(second.get(3))).isNotEqualTo(id(first.get(2)));
    assertThat(queued()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"\\u0007\"", "\"ä\""})
  void anIdempotencyKeyThatIsNoneIsAnError(String key) {
    String job = NOOP.replace("{\"name\"", "{\"idempotency_key\":" + key + ",\"name\"");

    List<JsonNode> results = results(JOBS, batch(job, NOOP));

    assertError(results.get(0), 400, 10013, "must be 1 to 255 printable ASCII characters");
    assertThat(id(results.get(1))).isNotEmpty();
  }

  @Test
  void anIdempotencyKeyIsAText() {
    String job = NOOP.replace("{\"name\"", "{\"idempotency_key\":5,\"name\"");

    assertError(results(JOBS, batch(job)).get(0), 400, 10001, "'idempotency_key' must be a text");
  }

  @Test
  void aListHasNoKeyOfItsOwn() {
    Map<String, String> headers =
        Map.of(
            "Authorization", "Harbor-Secret " + TestNode.SECRET, "Idempotency-Key", "of the list");

    Answer answer = http.send("POST", JOBS, batch(NOOP), headers);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("description").asText()).contains("'idempotency_key'");
    assertThat(queued()).isZero();
  }

  @Test
  void aRehearsalAnswersTheRecordAndWritesNothing() {
    Map<String, String> before = traces();
    String job =
        "{\"name\":\"NOOP\",\"parameters\":{\"a\":1e+21},\"metadata\":"
            + "{\"kind\":\"Scheduled\",\"schedule_delay\":60,\"unique\":true,\"max_fails\":3}}";

    Answer answer = http.send("POST", DRY_RUN, "{\"job\":" + job + "}");

    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    JsonNode planned = answer.job();
    assertThat(planned.has("id")).isFalse();
    assertThat(planned.has("ref_link")).isFalse();
    assertThat(planned.path("status").asText()).isEqualTo("Scheduled");
    assertThat(planned.path("run_at").asLong())
        .isEqualTo(planned.path("enqueue_time").asLong() + 60);
    assertThat(planned.path("max_fails").asInt()).isEqualTo(3);
    assertThat(answer.body()).contains("\"parameters\":{\"a\":1e+21}");
    assertThat(results(DRY_RUN, batch(keyed("k", "{}"), NOOP)))
        .allSatisfy(item -> assertThat(item.path("job").path("name").asText()).isEqualTo("NOOP"));
    assertThat(traces()).isEqualTo(before);
  }

  @Test
  void aRehearsalFindsWhatASubmissionWouldFind() {
    String unique = noop("{\"a\":1}", ",\"unique\":true");
    String other = noop("{\"a\":2}", ",\"unique\":true");
    List<JsonNode> taken = results(JOBS, batch(unique, keyed("k", "{}")));
    Map<String, String> before = traces();

    List<JsonNode> results =
        results(
            DRY_RUN,
            batch(
                unique,
                other,
                other,
                keyed("k", "{}"),
                keyed("k", "{\"z\":1}"),
                keyed("n", "{}"),
                keyed("n", "{\"z\":1}"),
                "{\"name\":\"DEMO\",\"parameters\":{},\"metadata\":{\"kind\":\"Generic\"}}"));

    assertError(results.get(0), 409, 10012, id(taken.get(0)));
    assertThat(results.get(1).has("job")).isTrue();
    assertError(results.get(2), 409, 10012, "an equal unique job");
    assertThat(results.get(3).has("job")).isTrue();
    assertError(results.get(4), 422, 10022, "another request");
    assertThat(results.get(5).has("job")).isTrue();
    assertError(results.get(6), 422, 10022, "another request");
    assertError(results.get(7), 400, 10013, "missing parameter 'image'");
    Answer single = http.send("POST", DRY_RUN, "{\"job\":" + unique + "}");
    assertThat(single.status()).isEqualTo(409);
    assertThat(single.json().path("description").asText()).contains(id(taken.get(0)));
    assertThat(traces()).isEqualTo(before);
  }

  @Test
  void aJobMayRunAtASecond() {
    long now = http.submit("NOOP", "{}").job().path("enqueue_time").asLong();
    String metadata = "{\"kind\":\"Scheduled\",\"run_at\":" + (now + 500) + "}";

    String id = http.accepted("NOOP", "{}", metadata);

    assertThat(http.job(id).path("run_at").asLong()).isEqualTo(now + 500);
    assertThat(http.status(id)).isEqualTo("Scheduled");
    double second = (double) (now + 500);
    assertThat(probe.redis().zcount(probe.key("scheduled"), second, second)).isEqualTo(1);
  }

  @Test
  void aSecondThatIsOverIsRefused() {
    Answer answer = http.submit("NOOP", "{}", "{\"kind\":\"Scheduled\",\"run_at\":1700000000}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("description").asText())
        .contains("'run_at' 1700000000 is in the past");
    assertThat(probe.redis().zcard(probe.key("scheduled"))).isZero();
  }
}
