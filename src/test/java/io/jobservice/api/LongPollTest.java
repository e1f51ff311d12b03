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
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are answered when a job has changed. */
class LongPollTest {

  private static final String SCHEDULED = "{\"kind\":\"Scheduled\",\"schedule_delay\":3600}";

  @TempDir static Path folder;
  private static TestNode node;
  private static RawHttp http;

  @BeforeAll
  static void start() {
    String redis = RedisServer.shared().url().toUri();
    node =
        TestNode.start(
            folder, redis, Namespaces.fresh(), "shutdown_grace: 0s\napi: {max_waits: 2}\n");
    http = node.http();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static String scheduled() {
    return http.accepted("NOOP", "{}", SCHEDULED);
  }

  private static String ended() {
    String id = http.accepted("NOOP", "{}");
    Awaitility.await().until(() -> http.job(id).hasNonNull("ended_at"));
    return id;
  }

  private static String path(String id) {
    return "/api/v1/jobs/" + id;
  }

  private static RawConnection waiting(String id, String time, String... headers) {
    return new RawConnection(http.port())
        .send(head("GET " + path(id) + "?wait=" + time + " HTTP/1.1", headers));
  }

  private static Answer withTag(String path, String tag) {
    return http.send(
        "GET",
        path,
        null,
        Map.of("Authorization", "Harbor-Secret " + TestNode.SECRET, "If-None-Match", tag));
  }

  @Test
  void aWaitIsAnsweredWhenTheJobChanges() {
    String id = scheduled();
    try (RawConnection connection = waiting(id, "5m")) {
      http.stop(id);
      Answer answer = connection.answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().path("job").path("status").asText()).isEqualTo("Stopped");
      assertThat(answer.headers()).containsKey("etag").containsKey("x-request-id");
    }
  }

  @Test
  void aWaitForAJobThatHasEndedIsAnsweredAtOnce() {
    String id = ended();
    try (RawConnection connection = waiting(id, "5m")) {
      assertThat(connection.answer().json().path("job").path("status").asText())
          .isEqualTo("Success");
    }
  }

  @Test
  void aWaitThatIsOverIsAnsweredWithWhatThereIs() {
    try (RawConnection connection = waiting(scheduled(), "1")) {
      assertThat(connection.answer().json().path("job").path("status").asText())
          .isEqualTo("Scheduled");
    }
  }

  @Test
  void anUnchangedStateIsNotSentAgain() {
    String id = scheduled();
    String tag = http.get(path(id)).headers().get("etag");
    assertThat(tag).startsWith("W/\"");
    Answer same = withTag(path(id), tag);
    assertThat(same.status()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(same.headers()).containsEntry("etag", tag);
    assertThat(withTag(path(id), "\"x\", " + tag.substring(2)).status()).isEqualTo(304);
    assertThat(withTag(path(id), "*").status()).isEqualTo(304);
    assertThat(withTag(path(id) + "?wait=1s", tag).status()).isEqualTo(304);
    http.stop(id);
    Answer other = withTag(path(id), tag);
    assertThat(other.status()).isEqualTo(200);
    assertThat(other.headers().get("etag")).isNotEqualTo(tag);
  }

  @Test
  void whatHasChangedSinceAStateIsToldAtOnce() {
    String id = scheduled();
    try (RawConnection connection = waiting(id, "5m", "If-None-Match: W/\"other\"")) {
      assertThat(connection.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void anEndThatIsKnownIsNoReasonToWait() {
    String id = ended();
    String tag = http.get(path(id)).headers().get("etag");
    assertThat(withTag(path(id) + "?wait=5m", tag).status()).isEqualTo(304);
  }

  @Test
  void whoWaitsForWhatThereIsNotIsToldSo() {
    try (RawConnection connection = waiting("0123456789abcdef01234567", "5m")) {
      assertThat(connection.answer().status()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "500ms", "301", "5m1s", "x", "-1s", "1s,2s"})
  void aWaitMustBeOneSecondToFiveMinutes(String time) {
    Answer answer = http.get(path(scheduled()) + "?wait=" + time);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("description").asText()).contains("'wait'");
  }

  @Test
  void moreWaitsThanThereMayBeAreRefused() {
    String id = scheduled();
    try (RawConnection one = waiting(id, "5m");
        RawConnection two = waiting(id, "5m")) {
      Answer refused =
          Awaitility.await()
              .until(() -> http.get(path(id) + "?wait=1s"), answer -> answer.status() == 503);
      assertThat(refused.headers()).containsKey("retry-after");
      assertThat(refused.json().path("description").asText()).contains("api.max_waits");
      http.stop(id);
      assertThat(one.answer().status()).isEqualTo(200);
      assertThat(two.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void aServiceThatStopsAnswersThoseWhoWait(@TempDir Path other) {
    String redis = RedisServer.shared().url().toUri();
    TestNode closing =
        TestNode.start(
            other,
            redis,
            Namespaces.fresh(),
            """
            shutdown_grace: 0s
            api: {max_waits: 1}
            """);
    String id = closing.http().accepted("NOOP", "{}", SCHEDULED);
    try (RawConnection connection = new RawConnection(closing.http().port())) {
      connection.send(head("GET " + path(id) + "?wait=5m HTTP/1.1"));
      // Nobody else is let wait any more once the first one waits.
      Awaitility.await().until(() -> closing.http().get(path(id) + "?wait=1s").status() == 503);
      closing.close();
      assertThat(connection.answer().json().path("job").path("status").asText())
          .isEqualTo("Scheduled");
    }
  }
}
