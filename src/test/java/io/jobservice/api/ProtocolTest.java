package io.jobservice.api;

import static io.jobservice.testing.RawConnection.head;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RawConnection;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RawHttp.Answer;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no decent client sends, and what old ones do. */
class ProtocolTest {

  private static final String JOBS = "/api/v1/jobs";
  private static final String UNKNOWN = JOBS + "/0123456789abcdef01234567";
  private static final String NOOP =
      "{\"job\":{\"name\":\"NOOP\",\"metadata\":{\"kind\":\"Generic\"}}}";

  @TempDir static Path folder;
  private static TestNode node;
  private static RawHttp http;

  @BeforeAll
  static void start() {
    node = TestNode.start(folder, RedisServer.shared().url().toUri(), Namespaces.fresh());
    http = node.http();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static RawConnection connected() {
    return new RawConnection(http.port());
  }

  @ParameterizedTest
  @CsvSource({
    "GET /api/v1/stats HTTP/1.1, 200, application/json",
    "GET /metrics HTTP/1.1, 200, text/plain; version=0.0.4; charset=utf-8",
    "GET /api/v1/jobs/0123456789abcdef01234567 HTTP/1.1, 404, application/json",
    "GET /api/v1/nope HTTP/1.1, 404, application/json",
    "DELETE /api/v1/jobs HTTP/1.1, 405, application/json",
    "POST /api/v1/jobs HTTP/1.1, 400, application/json",
    "GET /api/v1/stats HTTP/3.0, 400, application/json"
  })
  void everyAnswerHasAnIdAndATypeAndIsNotKept(String line, int status, String type) {
    try (RawConnection connection = connected()) {
      Answer answer = connection.send(head(line)).answer();
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.headers())
          .containsEntry("content-type", type)
          .containsEntry("cache-control", "no-store")
          .containsKey("x-request-id");
    }
  }

  @Test
  void aWellFormedRequestIdIsTaken() {
    String id = "a-Z:0_9." + "x".repeat(120);
    try (RawConnection connection = connected()) {
      connection.send(head("GET " + UNKNOWN + " HTTP/1.1", "X-Request-Id: " + id));
      assertThat(connection.answer().headers()).containsEntry("x-request-id", id);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\u00e4", "a\tb", "a;b", "LONG"})
  void anotherRequestIdIsReplaced(String given) {
    String id = given.equals("LONG") ? "x".repeat(129) : given;
    try (RawConnection connection = connected()) {
      String request = head("GET " + UNKNOWN + " HTTP/1.1", "X-Request-Id: " + id);
      String first = connection.send(request).answer().headers().get("x-request-id");
      String second = connection.send(request).answer().headers().get("x-request-id");
      assertThat(first).isNotEqualTo(id).matches("[0-9a-f]{12}-[0-9]+");
      assertThat(second).isNotEqualTo(first);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5|Transfer-Encoding: chunked",
        "Content-Length: 5|Content-Length: 6",
        "Content-Length: 5|Content-Length: 5",
        "Content-Length: 5, 5",
        "Content-Length: -1",
        "Content-Length: +5",
        "Content-Length: 0x5",
        "Content-Length: 99999999999999999999",
      })
  void aBodyOfUnclearLengthEndsTheConnection(String lines) {
    String next = head("GET /api/v1/stats HTTP/1.1");
    try (RawConnection connection = connected()) {
      connection.send(head("POST " + JOBS + " HTTP/1.1", lines.split("\\|")) + next);
      assertThat(connection.answer().status()).isEqualTo(400);
      assertThat(connection.rest()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zz\r\n", "-5\r\n", "fffffffffff\r\n", "7fffffff0\r\n", "5;x\r\nab"})
  void chunksThatAreNoneAreRefused(String chunk) {
    try (RawConnection connection = connected()) {
      connection.send(head("POST " + JOBS + " HTTP/1.1", "Transfer-Encoding: chunked"));
      connection.send(chunk + "x\r\n0\r\n\r\n");
      connection.endOutput();
      Answer answer = connection.answer();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().path("code").asInt()).isEqualTo(10000);
      assertThat(connection.rest()).isEmpty();
    }
  }

  @Test
  void aBodyThatBreaksOffIsRefused() {
    try (RawConnection connection = connected()) {
      connection.send(head("POST " + JOBS + " HTTP/1.1", "Content-Length: 500") + "{");
      connection.endOutput();
      assertThat(connection.answer().json().path("code").asInt()).isEqualTo(10000);
    }
  }

  @Test
  void aBodyThatIsAnnouncedTooLargeIsRefusedBeforeItComes() {
    try (RawConnection connection = connected()) {
      connection.send(head("POST " + JOBS + " HTTP/1.1", "Content-Length: 9999999999"));
      Answer answer = connection.answer();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.headers()).containsEntry("connection", "close");
    }
  }

  @Test
  void whoIsNotAllowedIsToldSoBeforeABodyComes() {
    try (RawConnection connection = connected()) {
      connection.send("POST " + JOBS + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n");
      assertThat(connection.answer().status()).isEqualTo(401);
    }
  }

  @Test
  void aClientMayAskWhetherToGoOn() {
    String length = "Content-Length: " + NOOP.length();
    try (RawConnection connection = connected()) {
      connection.send(head("POST " + JOBS + " HTTP/1.1", "Expect: 100-continue", length));
      assertThat(connection.answer().status()).isEqualTo(100);
      assertThat(connection.send(NOOP).answer().status()).isEqualTo(202);
    }
  }

  @Test
  void otherExpectationsFail() {
    try (RawConnection connection = connected()) {
      connection.send(head("GET " + UNKNOWN + " HTTP/1.1", "Expect: miracles"));
      assertThat(connection.answer().status()).isEqualTo(417);
    }
  }

  @Test
  void requestsMayBeSentWithoutWaitingForAnswers() {
    try (RawConnection connection = connected()) {
      connection.send(
          head("GET " + UNKNOWN + " HTTP/1.1")
              + head("PUT " + JOBS + " HTTP/1.1", "Content-Length: 5")
              + "abcde"
              + head("POST " + JOBS + " HTTP/1.1", "Content-Length: " + NOOP.length())
              + NOOP
              + head("GET /api/v1/stats HTTP/1.1"));
      assertThat(connection.answer().status()).isEqualTo(404);
      assertThat(connection.answer().status()).isEqualTo(405);
      assertThat(connection.answer().status()).isEqualTo(202);
      assertThat(connection.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void clientsOfTheFirstVersionAreAnswered() {
    String request = head("GET " + UNKNOWN + " HTTP/1.0", "Connection: keep-alive");
    try (RawConnection connection = connected()) {
      assertThat(connection.send(request).answer().status()).isEqualTo(404);
      assertThat(connection.send(head("GET " + UNKNOWN + " HTTP/1.0")).answer().status())
          .isEqualTo(404);
      assertThat(connection.rest()).isEmpty();
    }
  }

  @Test
  void theWholeAddressMayStandInTheRequest() {
    try (RawConnection connection = connected()) {
      connection.send(head("GET http://elsewhere" + UNKNOWN + " HTTP/1.1"));
      assertThat(connection.answer().json().path("code").asInt()).isEqualTo(10010);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/jobs/%zz, 400",
    "/api/v1/jobs/%ff%fe, 404",
    "/api/v1/queues/%c0%80, 404",
    "/api/v1/types/%ed%a0%80, 404",
    "/api/v1/hooks/%ff, 405",
    "/api/v1/jobs?status=%ff, 400",
    "/api/v1/jobs?status=%z, 400",
    "/api/v1/jobs?%ff=1, 400",
    "/api/v1/jobs/0123456789abcdef01234567/log?since=%ff, 400",
    "/%ff, 404",
    "*, 404"
  })
  void escapesThatMeanNothingLeadNowhere(String target, int status) {
    try (RawConnection connection = connected()) {
      assertThat(connection.send(head("GET " + target + " HTTP/1.1")).answer().status())
          .isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource({"8000, 404", "9000, 414"})
  void aLongPathIsRefused(int length, int status) {
    String path = JOBS + "/" + "x".repeat(length);
    assertThat(http.get(path).status()).isEqualTo(status);
  }

  @Test
  void aLongQueryIsRefused() {
    assertThat(http.get(JOBS + "?name=" + "x".repeat(9000)).status()).isEqualTo(414);
  }

  @Test
  void manyParametersAreRefused() {
    String pairs =
        IntStream.range(0, 101).mapToObj(i -> "page_size=1").collect(Collectors.joining("&"));
    Answer answer = http.get(JOBS + "?" + pairs);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("description").asText()).contains("100 parameters");
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 1000})
  void aHeadOfTooManyFieldsIsCutOff(int fields) {
    String[] lines =
        IntStream.range(0, fields).mapToObj(i -> "H" + i + ": x").toArray(String[]::new);
    try (RawConnection connection = connected()) {
      connection.send(head("GET /api/v1/stats HTTP/1.1", lines));
      assertThat(connection.rest()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/jsonlines", "application/x-ndjson+x"})
  void bodiesThatDoNotComeKeepNobodyFromWork(String type) {
    List<RawConnection> slow = new ArrayList<>();
    try (RawConnection connection = connected()) {
      for (int i = 0; i < 40; i++) {
        RawConnection one = connected();
        slow.add(one);
        one.send(
            head("POST " + JOBS + " HTTP/1.1", "Content-Length: 500", "Content-Type: " + type));
      }
      // The first ones may come before all of the others.
      for (int i = 0; i < 50; i++) {
        connection.send(head("GET " + UNKNOWN + " HTTP/1.1"));
        assertThat(connection.answer().status()).isEqualTo(404);
      }
    } finally {
      slow.forEach(RawConnection::close);
    }
  }

  @Test
  void aHeadOfMoreThan64KibibytesIsCutOff() {
    try (RawConnection connection = connected()) {
      connection.send(head("GET /api/v1/stats HTTP/1.1", "H: " + "x".repeat(66_000)));
      assertThat(connection.rest()).isEmpty();
    }
  }

  /** Each byte stands for itself. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00ff",
        "\u00c3(",
        "\u00c0\u0080",
        "\u00ed\u00a0\u0080",
        "\u00f5\u0080\u0080\u0080"
      })
  void aBodyThatIsNoUtf8IsRefused(String bytes) {
    String body =
        "{\"job\":{\"name\":\"NOOP\",\"parameters\":{\"a\":\""
            + bytes
            + "\"},"
            + "\"metadata\":{\"kind\":\"Generic\"}}}";
    try (RawConnection connection = connected()) {
      connection.send(
          head("POST " + JOBS + " HTTP/1.1", "Content-Length: " + body.length()) + body);
      Answer answer = connection.answer();
      assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
      assertThat(answer.json().path("code").asInt()).isEqualTo(10001);
    }
  }

  @ParameterizedTest
  @CsvSource({"94, 202", "101, 400", "5000, 400"})
  void nestingHasALimit(int depth, int status) {
    String body =
        "{\"job\":{\"name\":\"NOOP\",\"parameters\":{\"a\":"
            + "[".repeat(depth)
            + "]".repeat(depth)
            + "},\"metadata\":{\"kind\":\"Generic\"}}}";
    assertThat(http.send("POST", JOBS, body).status()).isEqualTo(status);
  }

  @Test
  void anEmptyBodyIsAMistakeAndNotAFailure() {
    Answer answer =
        http.send(
            "POST",
            JOBS,
            null,
            Map.of("Authorization", "Harbor-Secret " + TestNode.SECRET, "Accept", "*/*"));
    assertThat(answer.status()).isEqualTo(400);
  }
}
