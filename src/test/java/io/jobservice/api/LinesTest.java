package io.jobservice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.OpenRequest;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RawHttp.Answer;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs that are submitted as lines of JSON, over real HTTP. */
class LinesTest {

  private static final String JOBS = "/api/v1/jobs";
  private static final String TYPE = "application/x-ndjson";

  @TempDir static Path folder;
  private static TestNode node;
  private static RawHttp http;

  @BeforeAll
  static void start() {
    node = TestNode.start(folder, RedisServer.shared().url().toUri(), Namespaces.fresh());
    http = node.http();
    // What is submitted stays as it is.
    http.send("POST", "/api/v1/queues/NOOP", "{\"action\":\"pause\"}");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static String job(String more) {
    return "{\"name\":\"NOOP\",\"parameters\":{\"x\":1},\"metadata\":{\"kind\":\"Generic\"}"
        + more
        + "}";
  }

  private static String unique(String id) {
    return "{\"name\":\"NOOP\",\"parameters\":{\"u\":\""
        + id
        + "\"},\"metadata\":{\"kind\":\"Generic\",\"unique\":true}}";
  }

  private static Answer post(String type, String body) {
    return http.send(
        "POST",
        JOBS,
        body,
        Map.of("Authorization", "Harbor-Secret " + TestNode.SECRET, "Content-Type", type));
  }

  private static List<JsonNode> answers(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.body().lines().map(line -> new Answer(0, Map.of(), line).json()).toList();
  }

  private static String described(JsonNode answer) {
    JsonNode error = answer.path("error");
    return error.isMissingNode()
        ? answer.path("job").path("status").asText()
        : error.path("line").asInt() + ":" + error.path("status").asInt();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-ndjson",
        "application/ndjson; charset=utf-8",
        "Application/JSONL",
      })
  void linesAreAnsweredInTheirOrderEachByItself(String type) {
    String twice = unique(type);
    String body =
        String.join(
            "\n",
            job(""),
            "",
            "{\"name\":",
            twice + "\r",
            twice,
            "  ",
            "[]",
            "{\"name\":\"X\"}",
            job(""));

    Answer answer = post(type, body);

    assertThat(answer.headers()).containsEntry("content-type", TYPE);
    assertThat(answers(answer).stream().map(LinesTest::described))
        .containsExactly("Pending", "3:400", "Pending", "5:409", "7:400", "8:400", "Pending");
    assertThat(answers(answer).get(1).path("error").path("code").asInt()).isEqualTo(10001);
    assertThat(answers(answer).get(1).path("error").path("description").asText())
        .contains("column 9")
        .doesNotContain("line");
    String id = answers(answer).get(0).path("job").path("id").asText();
    assertThat(http.status(id)).isEqualTo("Pending");
  }

  @Test
  void aLineMayBeTheBodyOfOneJob() {
    String key = "{\"job\":" + job("") + ",\"idempotency_key\":\"wrapped\"}";
    List<JsonNode> answers = answers(post(TYPE, "{\"job\":" + job("") + "}\n" + key + "\n" + key));
    assertThat(answers.stream().map(LinesTest::described))
        .containsExactly("Pending", "Pending", "Pending");
    assertThat(answers.get(2).at("/job/id")).isEqualTo(answers.get(1).at("/job/id"));
  }

  @Test
  void aDryRunSaysThatItTakesNoLines() {
    Map<String, String> headers =
        Map.of("Authorization", "Bearer " + TestNode.SECRET, "Content-Type", TYPE);
    Answer answer = http.send("POST", "/api/v1/dry-run", job(""), headers);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("description").asText()).contains("lines are not taken here");
  }

  @Test
  void anAnswerComesWhileTheProducerGoesOnSending() {
    try (OpenRequest request = OpenRequest.post(node.http().port(), JOBS, TYPE)) {
      assertThat(request.headLine()).startsWith("HTTP/1.1 200");
      for (int i = 0; i < 3; i++) {
        request.send(job("") + "\n");
        assertThat(request.next().path("job").path("status").asText()).isEqualTo("Pending");
      }
      request.send(job("").substring(0, 20)).send(job("").substring(20) + "\n{");
      assertThat(request.next().path("job").path("status").asText()).isEqualTo("Pending");
      assertThat(request.end().rest().stream().map(LinesTest::described)).containsExactly("5:400");
    }
  }

  @Test
  void whatWasTakenInStaysWhenTheClientBreaksOff() {
    String id;
    try (OpenRequest request = OpenRequest.post(node.http().port(), JOBS, TYPE)) {
      request.send(job("") + "\n" + job("").substring(0, 30));
      id = request.next().path("job").path("id").asText();
    }
    assertThat(http.status(id)).isEqualTo("Pending");
    assertThat(http.get("/api/v1/jobs?page_size=1").json().get(0).path("job").path("id").asText())
        .isEqualTo(id);
  }

  @Test
  void aLineThatIsTooLongIsItsOwnError() {
    String large = job("").replace("\"x\":1", "\"x\":\"" + "y".repeat(1 << 20) + "\"");
    String fits = job("").replace("\"x\":1", "\"x\":\"" + "y".repeat(1_000_000) + "\"");
    List<JsonNode> answers =
        answers(post(TYPE, String.join("\n", job(""), large, fits, large, job(""))));
    assertThat(answers.stream().map(LinesTest::described))
        .containsExactly("Pending", "2:413", "Pending", "4:413", "Pending");
  }

  @Test
  void thousandsOfLinesAreAnsweredInOrderAndOnceEachByTheirKeys() {
    String body =
        IntStream.range(0, 3000)
            .mapToObj(i -> job(",\"idempotency_key\":\"many-" + i % 1500 + "\""))
            .collect(Collectors.joining("\n"));
    List<String> ids =
        answers(post(TYPE, body)).stream()
            .map(answer -> answer.path("job").path("id").asText())
            .toList();
    assertThat(ids).hasSize(3000).doesNotContain("");
    assertThat(ids.subList(0, 1500)).doesNotHaveDuplicates().isEqualTo(ids.subList(1500, 3000));
  }

  @Test
  void anEmptyBodyHasAnEmptyAnswerAndAKeyOfTheWholeIsRefused() {
    assertThat(answers(post(TYPE, ""))).isEmpty();
    Answer answer =
        http.send(
            "POST",
            JOBS,
            job(""),
            Map.of(
                "Authorization",
                "Harbor-Secret " + TestNode.SECRET,
                "Content-Type",
                TYPE,
                "Idempotency-Key",
                "x"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("description").asText()).contains("Idempotency-Key");
  }

  @Test
  void whileRedisIsAwayJobsHaveErrorsUntilThereAreNoMoreAnswers() {
    try (RedisServer server = RedisServer.start();
        TestNode own = TestNode.start(folder, server.url().toUri(), "away");
        OpenRequest request = OpenRequest.post(own.http().port(), JOBS, TYPE)) {
      request.send(job("") + "\n");
      assertThat(request.next().path("job").path("status").asText()).isEqualTo("Pending");
      server.kill();
      for (int i = 2; i < 5; i++) {
        request.send(job("") + "\n");
        assertThat(described(request.next())).isEqualTo(i + ":503");
      }
      assertThat(request.rest()).isEmpty();
    }
  }

  @Test
  void aStreamThatIsOverHasItsPlaceForOthers() {
    for (int i = 0; i < 40; i++) {
      try (OpenRequest request = OpenRequest.post(node.http().port(), JOBS, TYPE)) {
        request.send(job("") + "\n").next();
      }
    }
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() -> assertThat(post(TYPE, job("")).status()).isEqualTo(200));
  }
}
