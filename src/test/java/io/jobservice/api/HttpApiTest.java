package io.jobservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RawHttp.Answer;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statuses and error bodies, over real HTTP. */
class HttpApiTest {

  private static final String UNKNOWN = "0123456789abcdef01234567";

  @TempDir static Path folder;
  private static TestNode node;
  private static RawHttp http;

  @BeforeAll
  static void start() {
    String redis = RedisServer.shared().url().toUri();
    node = TestNode.start(folder, redis, Namespaces.fresh());
    http = node.http();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static void assertError(Answer answer, int status, int code, String detail) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.headers()).containsEntry("content-type", "application/json");
    JsonNode body = answer.json();
    assertThat(body.path("code").asInt()).as(answer.body()).isEqualTo(code);
    assertThat(body.path("description").asText()).contains(detail);
    assertThat(body.path("details")).isEqualTo(body.path("description"));
    assertThat(body.path("message")).isEqualTo(body.path("err"));
    assertThat(body.path("err").asText()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Harbor-Secret wrong       | unauthorized",
        "Harbor-Secret             | empty secret is not allowed",
        "Harbor-Secrettest-secret  | a space must stand",
        "harbor-secret test-secret | should start with 'Harbor-Secret'",
        "Basic dGVzdA==            | should start with 'Harbor-Secret' or 'Bearer'",
        "Bearer wrong              | unauthorized",
        "Harbor-Secret test-secret2| unauthorized",
        "Harbor-Secret test-secre  | unauthorized"
      })
  void aWrongAuthorizationIsRefused(String header, String detail) {
    Answer answer =
        http.send("GET", "/api/v1/jobs/" + UNKNOWN, null, Map.of("Authorization", header));
    assertError(answer, 401, 10011, detail);
    assertThat(answer.headers()).containsKey("www-authenticate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/jobs/x", "/api/v1/jobs", "/api/v1/nope", "/", "/api/v1/stats/"})
  void aMissingAuthorizationIsRefusedBeforeAnythingElse(String path) {
    assertError(
        http.send("GET", path, null, Map.of()), 401, 10011, "header 'Authorization' missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Harbor-Secret test-secret", "Bearer test-secret"})
  void theRightSecretIsTaken(String header) {
    Answer answer =
        http.send("GET", "/api/v1/jobs/" + UNKNOWN, null, Map.of("Authorization", header));
    assertError(answer, 404, 10010, UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/stats", "/api/v1/stats?x=1"})
  void statsAreOpenToAll(String path) {
    Answer answer = http.send("GET", path, null, Map.of());
    assertThat(answer.status()).isEqualTo(200);
    JsonNode pool = answer.json().path(0);
    assertThat(pool.path("status").asText()).isEqualTo("Healthy");
    assertThat(pool.path("concurrency").asInt()).isEqualTo(2);
    assertThat(pool.path("job_names").toString()).contains("DEMO");
    assertThat(pool.path("worker_pool_id").asText()).matches("[0-9a-f]{24}");
    assertThat(pool.path("heartbeat_at").isIntegralNumber()).isTrue();
  }

  @Test
  void statsHaveTheShapeOfTheOldServiceForThoseWhoAsk() {
    assertThat(http.get("/api/v1/stats?format=harbor").json().path("worker_pools").path(0))
        .isNotEmpty();
    Map<String, String> accept = Map.of("Accept", "application/vnd.harbor+json");
    assertThat(http.send("GET", "/api/v1/stats", null, accept).json().has("worker_pools")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"job\": {\"name\": \"NOOP\" | 400 | 10001 | line 1",
        "`` | 400 | 10001 | empty",
        "nonsense | 400 | 10001 | line 1",
        "[] | 400 | 10001 | the body must be an object",
        "\"x\" | 400 | 10001 | the body must be an object",
        "{\"job\":{\"name\":\"NOOP\",\"metadata\":{\"kind\":\"Generic\"}}} x | 400 | 10001 | token",
        "{\"job\":{\"name\":\"A\",\"name\":\"NOOP\"}} | 400 | 10001 | Duplicate field 'name'",
        "{\"job\":{\"name\":5,\"metadata\":{\"kind\":\"Generic\"}}} | 400 | 10001 | 'name' must be",
        "{\"job\":[]} | 400 | 10001 | 'job' must be an object",
        "{\"job\":{\"name\":\"NOOP\",\"parameters\":[],\"metadata\":{}}} | 400 | 10013 | job kind ''",
        "{} | 400 | 10013 | empty job request",
        "{\"job\":null} | 400 | 10013 | empty job request",
        "{\"job\":{\"metadata\":{\"kind\":\"Generic\"}}} | 400 | 10013 | name of job must be",
        "{\"job\":{\"name\":\"  \",\"metadata\":{\"kind\":\"Generic\"}}} | 400 | 10013 | name of job",
        "{\"job\":{\"name\":\"NOOP\"}} | 400 | 10013 | metadata of job is missing",
        "{\"job\":{\"name\":\"NOOP\",\"metadata\":{\"kind\":\"generic\"}}} | 400 | 10013 | 'generic'",
        "{\"job\":{\"name\":\"NO_SUCH\",\"metadata\":{\"kind\":\"Generic\"}}} | 400 | 10013 | unknown",
        "{\"job\":{\"name\":\"a:lock\",\"metadata\":{\"kind\":\"Generic\"}}} | 400 | 10013 | no job name",
        "{\"job\":{\"name\":\"DEMO\",\"metadata\":{\"kind\":\"Generic\"}}} | 400 | 10013 | 'image'",
        "{\"job\":{\"name\":\"DEMO\",\"parameters\":{\"image\":\"nginx\"},\"metadata\":{\"kind\":\"Generic\"}}}"
            + " | 400 | 10013 | expected 'demo *' but got 'nginx'",
        "{\"job\":{\"name\":\"DEMO\",\"parameters\":{\"image\":5},\"metadata\":{\"kind\":\"Generic\"}}}"
            + " | 400 | 10013 | must be a text",
        "{\"job\":{\"name\":\"DEMO\",\"parameters\":{\"x\":1},\"metadata\":{\"kind\":\"Generic\"}}}"
            + " | 400 | 10013 | missing parameter 'image'",
        "{\"job\":{\"name\":\"DEMO\",\"parameters\":{\"imgae\":1},\"metadata\":{\"kind\":\"Generic\"}}}"
            + " | 400 | 10013 | unknown parameter 'imgae'; did you mean 'image'?",
        "{\"job\":{\"name\":\"DEMO\",\"parameters\":{\"image\":\"demo\",\"hold\":\"x\"},\"metadata\":{\"kind\":\"Generic\"}}}"
            + " | 400 | 10013 | parameter 'hold' must be a duration such as 90s, 1h30m or 200ms, but it is the"
            + " text 'x'",
        "{\"job\":{\"name\":\"NOOP\",\"parameters\":{\"a\":1e400},\"metadata\":{\"kind\":\"Generic\"}}}"
            + " | 400 | 10001 | out of range",
        "{\"job\":{\"name\":\"NOOP\",\"status_hook\":\"not a url\",\"metadata\":{\"kind\":\"Generic\"}}}"
            + " | 400 | 10013 | 'status_hook' must be an http or https URL: it has white space",
        "{\"job\":{\"name\":\"NOOP\",\"status_hook\":\"not a url\",\"metadata\":{\"kind\":\"Periodic\","
            + "\"cron_spec\":\"0 0 0 1 1 *\"}}}"
            + " | 400 | 10013 | 'status_hook' must be an http or https URL: it has white space",
        "{\"job\":{\"name\":\"NOOP\",\"status_hook\":\"http://h:0/\",\"metadata\":{\"kind\":\"Generic\"}}}"
            + " | 400 | 10013 | 'status_hook' must be an http or https URL: its port",
        "{\"job\":{\"name\":\"NOOP\",\"status_hook\":\"http://u:%00@h/\",\"metadata\":{\"kind\":\"Generic\"}}}"
            + " | 400 | 10013 | 'status_hook' must have a user and password",
        "{\"job\":{\"name\":\"NOOP\",\"status_hook\":\"http://169.254.169.254/x\",\"metadata\":"
            + "{\"kind\":\"Generic\"}}}"
            + " | 400 | 10013 | 'status_hook' may not be called: the address 169.254.169.254 is denied"
            + " by hooks.deny"
      })
  void aBadSubmissionIsRefused(String body, int status, int code, String detail) {
    assertError(http.send("POST", "/api/v1/jobs", body), status, code, detail);
  }

  @Test
  void aBodyOfMoreThanAMebibyteIsTooLarge() {
    String body =
        "{\"job\":{\"name\":\"NOOP\",\"parameters\":{\"a\":\"" + "x".repeat(1 << 20) + "\"}}}";
    assertError(http.send("POST", "/api/v1/jobs", body), 413, 10021, "larger than 1048576 bytes");
  }

  @Test
  void aDeeplyNestedBodyIsRefused() {
    String body = "{\"job\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}";
    assertError(http.send("POST", "/api/v1/jobs", body), 400, 10001, "nesting depth");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/jobs/0123456789abcdef01234567, 404, 10010",
    "/api/v1/jobs/abc%20def, 404, 10010",
    "/api/v1/jobs/.., 404, 10010",
    "/api/v1/jobs/..%2f..%2fetc%2fpasswd, 404, 10010",
    "/api/v1/jobs/a%2fb, 404, 10010",
    "/api/v1/jobs/a%00b, 404, 10010",
    "/api/v1/jobs/../../etc/passwd, 404, 10025",
    "/api/v1/jobs/a/b/c, 404, 10025",
    "/api/v1/jobs/, 404, 10025",
    "/api/v1/jobsx, 404, 10025",
    "/api/v1/nope, 404, 10025",
    "/api/v2/jobs, 404, 10025",
    "/api/v1//jobs, 404, 10025",
    "/, 404, 10025",
    "/api/v1/jobs/0123456789abcdef01234567/log, 404, 10010",
    "/api/v1/jobs/abc/log, 400, 10013",
    "/api/v1/jobs/zzzzzzzzzzzzzzzzzzzzzzzz/log, 400, 10013",
    "/api/v1/jobs/..%2f..%2fetc%2fpasswd/log, 400, 10013",
    "/api/v1/jobs/../../etc/passwd/log, 404, 10025",
    "/api/v1/jobs/..abc/log, 400, 10013",
    "/api/v1/jobs/a%2fb/log, 400, 10013",
    "/api/v1/jobs/a%00b/log, 400, 10013"
  })
  void anIdThatIsNoneLeadsNowhere(String path, int status, int code) {
    assertError(http.get(path), status, code, "");
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, /api/v1/jobs/0123456789abcdef01234567, 'GET, POST'",
    "PUT, /api/v1/jobs, 'GET, POST'",
    "OPTIONS, /api/v1/jobs, 'GET, POST'",
    "POST, /api/v1/jobs/0123456789abcdef01234567/log, GET",
    "POST, /api/v1/stats, GET",
    "BREW, /api/v1/stats, GET"
  })
  void aMethodThatARouteDoesNotHaveIsNotAllowed(String method, String path, String allowed) {
    Answer answer = http.send(method, path, "{}");
    assertError(answer, 405, 10025, "allowed are " + allowed);
    assertThat(answer.headers()).containsEntry("allow", allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bearer", "BEARER"})
  void theNameOfTheStandardSchemeMayBeInAnyCase(String scheme) {
    String header = scheme + " " + TestNode.SECRET;
    Answer answer = http.send("GET", "/api/v1/queues", null, Map.of("Authorization", header));
    assertThat(answer.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "summary?foo=1 | unknown parameter 'foo'; there are none here",
        "config?foo=1 | unknown parameter 'foo'",
        "queues/NOOP?foo=1 | unknown parameter 'foo'",
        "types/NOOP?foo=1 | unknown parameter 'foo'",
        "jobs/0123456789abcdef01234567/why?foo=1 | unknown parameter 'foo'",
        "stats?format=x | 'format' must be harbor"
      })
  void parametersThatMeanNothingAreRefused(String path, String detail) {
    assertError(http.get("/api/v1/" + path), 400, 10013, detail);
  }

  @Test
  void packedBodiesAreRefused() {
    Map<String, String> headers =
        Map.of("Authorization", "Bearer " + TestNode.SECRET, "Content-Encoding", "gzip");
    Answer answer = http.send("POST", "/api/v1/jobs", "x", headers);
    assertError(answer, 415, 10013, "packed bodies are not taken");
  }

  @Test
  void headIsNotAllowedAndHasNoBody() {
    Answer answer = http.send("HEAD", "/api/v1/jobs/" + UNKNOWN, null);
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"action\":\"stop\"} | 404 | 10010 | 0123456789abcdef01234567",
        "{\"action\":\"bogus\"} | 501 | 10008 | command: bogus; there are: stop, cancel, retry, pause",
        "{\"action\":\"paus\"} | 501 | 10008 | command: paus; did you mean 'pause'? There are: stop",
        "{\"action\":\"stop\",\"x\":1} | 404 | 10010 | 0123456789abcdef01234567",
        "{\"action\":\"STOP\"} | 501 | 10008 | command: STOP",
        "{} | 501 | 10008 | command: ; 'action' is missing; there are: stop",
        "{ | 400 | 10001 | the text ends too early, at line 1, column 2",
        "[] | 400 | 10001 | must be an object"
      })
  void aBadActionIsRefused(String body, int status, int code, String detail) {
    assertError(http.send("POST", "/api/v1/jobs/" + UNKNOWN, body), status, code, detail);
  }

  @Test
  void halfSentRequestsHoldUpNobody() throws IOException {
    Socket[] slow = new Socket[16];
    try {
      for (int i = 0; i < slow.length; i++) {
        slow[i] = new Socket(InetAddress.getLoopbackAddress(), http.port());
        slow[i]
            .getOutputStream()
            .write(
                "POST /api/v1/jobs HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"
                    .getBytes(StandardCharsets.US_ASCII));
      }
      assertThat(http.get("/api/v1/jobs/" + UNKNOWN).status()).isEqualTo(404);
    } finally {
      for (Socket socket : slow) {
        if (socket != null) {
          socket.close();
        }
      }
    }
  }

  @Test
  void anAcceptedJobIsAnsweredWithItsRecord() {
    Answer answer = http.submit("NOOP", "{\"big\":9007199254740993,\"e\":1e+21,\"s\":\"<b>\"}");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.headers()).containsEntry("content-type", "application/json");
    JsonNode job = answer.job();
    assertThat(job.path("id").asText()).matches("[0-9a-f]{24}");
    assertThat(job.path("status").asText()).isEqualTo("Pending");
    assertThat(job.path("kind").asText()).isEqualTo("Generic");
    assertThat(job.path("unique").isBoolean()).isTrue();
    assertThat(job.path("ref_link").asText()).isEqualTo("/api/v1/jobs/" + job.path("id").asText());
    assertThat(job.path("enqueue_time").asLong()).isEqualTo(job.path("update_time").asLong());
    assertThat(job.path("revision").asLong()).isEqualTo(job.path("enqueue_time").asLong());
    assertThat(answer.body())
        .contains(
            "\"parameters\":{\"big\":9007199254740993,\"e\":1e+21,\"s\":\"\\u003cb\\u003e\"}");
  }
}
