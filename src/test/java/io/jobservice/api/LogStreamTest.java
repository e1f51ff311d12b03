package io.jobservice.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.testing.EventStream;
import io.jobservice.testing.EventStream.Event;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RawHttp.Answer;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs in part and as they grow, over real HTTP. */
class LogStreamTest {

  private static final String ID = "0123456789abcdef01234567";

  private static final String LOG =
      """
      2026-11-22T09:00:00Z [INFO] [/a/B.java:1]: one
      2026-11-22T09:00:01Z [ERROR] [/a/B.java:2]: two
      \tat a stack
      --- attempt 2, 2026-11-22T09:00:10Z, on a:1 ---
      2026-11-22T09:00:10Z [INFO] [/a/B.java:1]: three
      --- attempt 3, 2026-11-22T09:00:20Z, on a:1 ---
      2026-11-22T09:00:20Z [INFO] [/a/B.java:1]: four
      """;

  @TempDir static Path folder;
  private static TestNode node;
  private static RawHttp http;
  private static Path logs;

  @BeforeAll
  static void start() throws IOException {
    logs = Files.createDirectories(folder.resolve("logs"));
    node =
        TestNode.start(
            folder,
            RedisServer.shared().url().toUri(),
            Namespaces.fresh(),
            """
            api: {max_streams: 3}
            shutdown_grace: 0s
            jobs: {types: {TALK: {backoff: {kind: fixed, initial: 1s}}}}
            job_loggers:
              - name: FILE
                settings: {base_dir: %s}
            """
                .formatted(logs));
    http = node.http();
    Files.writeString(logs.resolve(ID + ".log"), LOG);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static Answer log(String id, String query) {
    return http.get("/api/v1/jobs/" + id + "/log" + query);
  }

  private static String lines(int from, int to) {
    return String.join("\n", LOG.lines().toList().subList(from, to)) + (from < to ? "\n" : "");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0, 7",
    "?tail=0, 7, 7",
    "?tail=2, 5, 7",
    "?tail=100, 0, 7",
    "?since=2026-11-22T09:00:10Z, 3, 7",
    "?since=2026-11-22T10:00:10%2B01:00, 3, 7",
    "?since=1795338020, 5, 7",
    "?attempt=1, 0, 3",
    "?attempt=2, 3, 5",
    "?attempt=2-3, 3, 7",
    "?attempt=2-, 3, 7",
    "?attempt=9, 7, 7",
    "?attempt=1-2&tail=3, 2, 5",
    "?attempt=1-2&since=2026-11-22T09:00:01Z&tail=10, 1, 5",
    "?follow=false, 0, 7",
  })
  void partsAreAnswered(String query, int from, int to) {
    Answer answer = log(ID, query);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(lines(from, to));
  }

  @ParameterizedTest
  @CsvSource({
    "?tail=x, 'tail'",
    "?tail=-1, 'tail'",
    "?tail=1000001, 'tail'",
    "?since=yesterday, 'since'",
    "?attempt=0, 'attempt'",
    "?attempt=3-2, 'attempt'",
    "?follow=maybe, 'follow'",
    "?lines=3, unknown parameter",
  })
  void whatMakesNoSenseIsNamed(String query, String named) {
    Answer answer = log(ID, query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("description").asText()).contains(named);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"..", "%2e%2e%2fsecret", "..%2f..%2fetc%2fpasswd", "a%00b", "%00", "ABC", "x"})
  void whatIsNoIdReadsNothing(String id) throws IOException {
    Files.writeString(folder.resolve("secret.log"), "secret");

    assertThat(log(id, "").status()).isEqualTo(400);
    assertThat(log(id, "?follow=true").status()).isEqualTo(400);
  }

  @Test
  void anIdOfFourKibibytesReadsNothing() {
    assertThat(log("a".repeat(4096), "").status()).isEqualTo(400);
  }

  @Test
  void linksInTheFolderAreNotFollowed() throws IOException {
    Path secret = folder.resolve("elsewhere");
    Files.writeString(secret, "secret");
    String soft = "aaaaaaaaaaaaaaaaaaaaaaaa";
    String hard = "bbbbbbbbbbbbbbbbbbbbbbbb";
    Files.createSymbolicLink(logs.resolve(soft + ".log"), secret);
    Files.createLink(logs.resolve(hard + ".log"), secret);

    for (String id : List.of(soft, hard)) {
      assertThat(log(id, "").status()).isIn(404, 503);
      assertThat(log(id, "").body()).doesNotContain("secret\n");
    }
    assertThat(secret).hasContent("secret");
  }

  private static HttpURLConnection get(String path, Map<String, String> headers)
      throws IOException {
    HttpURLConnection exchange =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + http.port() + path).toURL().openConnection();
    exchange.setRequestProperty("Authorization", "Harbor-Secret " + TestNode.SECRET);
    headers.forEach(exchange::setRequestProperty);
    exchange.setReadTimeout(30_000);
    return exchange;
  }

  @Test
  void whoTakesGzipGetsIt() throws IOException {
    String path = "/api/v1/jobs/" + ID + "/log";
    HttpURLConnection packed = get(path, Map.of("Accept-Encoding", "br, gzip;q=0.5"));
    assertThat(packed.getHeaderField("Content-Encoding")).isEqualTo("gzip");
    try (InputStream in = new GZIPInputStream(packed.getInputStream())) {
      assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(LOG);
    }
    HttpURLConnection plain = get(path, Map.of("Accept-Encoding", "gzip;q=0"));
    assertThat(plain.getHeaderField("Content-Encoding")).isNull();
    HttpURLConnection part = get(path, Map.of("Accept-Encoding", "gzip", "Range", "bytes=3-"));
    assertThat(part.getHeaderField("Content-Encoding")).isNull();
    try (InputStream in = part.getInputStream()) {
      assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(LOG.substring(3));
    }
  }

  private static String talk(String name, String... lines) throws IOException {
    tell(name, lines);
    return http.accepted("TALK", "{\"file\":\"" + folder.resolve(name) + "\"}");
  }

  private static void tell(String name, String... lines) throws IOException {
    Files.write(
        folder.resolve(name), List.of(lines), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static EventStream events(String id, String query) {
    return EventStream.open(
        http.port(), "/api/v1/jobs/" + id + "/log?follow=true" + query, Map.of());
  }

  @Test
  void aFollowedLogComesLiveAndEndsWithItsJob() throws IOException {
    String id = talk("live", "say one");
    try (EventStream stream = events(id, "")) {
      assertThat(stream.header("Content-Type")).isEqualTo("text/event-stream");
      Event first = stream.next();
      assertThat(first.event()).isEqualTo("job");
      assertThat(first.json().path("job").path("id").asText()).isEqualTo(id);
      assertThat(stream.next("log").data()).endsWith("]: one");
      tell("live", "say two", "end");
      Event two = stream.next("log");
      assertThat(two.data()).endsWith("]: two");
      assertThat(two.id()).matches("1:\\d+");
      Event end = stream.next("end");
      assertThat(end.json().path("reason").asText()).isEqualTo("ended");
      assertThat(end.json().path("job").path("status").asText()).isEqualTo("Success");
      assertThat(stream.next().event()).isEqualTo("eof");
    }
  }

  @Test
  void aRetryIsFollowedFromAttemptToAttempt() throws IOException {
    String id = talk("again", "say one", "fail", "say two", "fail", "say three", "end");
    List<String> states = new ArrayList<>();
    List<String> said = new ArrayList<>();
    try (EventStream stream = events(id, "")) {
      Event event = stream.next();
      for (; !event.event().equals("end"); event = stream.next()) {
        if (event.event().equals("job")) {
          var job = event.json().path("job");
          states.add(job.path("status").asText() + job.path("attempt").asText());
        } else if (event.event().equals("log")) {
          said.add(event.data().replaceFirst("^20.*]: ", "").replaceFirst(",.*", ""));
        }
      }
      assertThat(event.json().path("job").path("status").asText()).isEqualTo("Success");
    }
    assertThat(states).contains("Error1", "Error2");
    assertThat(said)
        .filteredOn(line -> line.matches("one|two|three|--- .*"))
        .containsExactly("one", "--- attempt 2", "two", "--- attempt 3", "three");
  }

  @Test
  void asTextItIsTheLogAndNothingElse() throws IOException {
    String id = talk("text", "say one", "many 500", "say two", "end");
    HttpURLConnection exchange = get("/api/v1/jobs/" + id + "/log?follow=true", Map.of());
    String followed;
    try (InputStream in = exchange.getInputStream()) {
      followed = new String(in.readAllBytes(), UTF_8);
    }
    assertThat(followed).hasLineCount(502).isEqualTo(log(id, "").body());
    assertThat(log(id, "?follow=true&tail=1").body()).endsWith("]: two\n").hasLineCount(1);
  }

  @Test
  void aJobThatWaitsIsFollowedFromItsFirstLineOn() throws IOException {
    http.send("POST", "/api/v1/queues/TALK", "{\"action\":\"pause\"}");
    String id = talk("later", "say hello", "end");
    try (EventStream stream = events(id, "&tail=5")) {
      assertThat(stream.next("job").json().path("job").path("status").asText())
          .isEqualTo("Pending");
      http.send("POST", "/api/v1/queues/TALK", "{\"action\":\"resume\"}");
      assertThat(stream.next("log").data()).endsWith("]: hello");
      assertThat(stream.next("end").json().path("reason").asText()).isEqualTo("ended");
    }
  }

  @Test
  void oneAttemptIsFollowedToItsEnd() throws IOException {
    String id = talk("one", "say one", "fail");
    try (EventStream stream = events(id, "&attempt=1")) {
      assertThat(stream.next("log").data()).endsWith("]: one");
      tell("one", "say two");
      Event next = stream.next("log");
      while (next.event().equals("log")) {
        assertThat(next.data()).doesNotContain("two").doesNotContain("--- attempt 2");
        next = stream.next();
        if (next.event().equals("job")) {
          next = stream.next("end");
        }
      }
      assertThat(next.event()).isEqualTo("end");
    }
    tell("one", "end");
  }

  @Test
  void anAttemptThatIsStillToComeIsFollowedFromItsBeginning() throws IOException {
    String id = talk("early", "say one");
    Awaitility.await().until(() -> log(id, "").body().endsWith("]: one\n"));
    try (EventStream stream = events(id, "&attempt=2")) {
      stream.next("job");
      tell("early", "say two");
      Awaitility.await().until(() -> log(id, "").body().endsWith("]: two\n"));
      tell("early", "fail", "say three", "end");
      Event separator = stream.next("log");
      assertThat(separator.data()).startsWith("--- attempt 2, ");
      assertThat(separator.id()).isEqualTo("2:" + (separator.data().length() + 1));
      assertThat(stream.next("log").data()).endsWith("]: three");
      assertThat(stream.next("end").json().path("reason").asText()).isEqualTo("ended");
    }
  }

  @Test
  void whoAsksForOneStreamMoreIsToldSoAndOthersAreServed() throws IOException {
    String id = talk("many", "say one");
    List<EventStream> open = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        EventStream stream = events(id, "");
        open.add(stream);
        stream.next("log");
      }
      Answer refused = log(id, "?follow=true");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.headers()).containsKey("retry-after");
      assertThat(refused.json().path("description").asText()).contains("api.max_streams");
      // What is short and lies here is no stream.
      assertThat(log(id, "").status()).isEqualTo(200);
      assertThat(log(ID, "?tail=1").body()).endsWith(": four\n");
    } finally {
      open.forEach(EventStream::close);
      tell("many", "end");
    }
    Awaitility.await().until(() -> log(id, "?follow=true").status() == 200);
  }

  @Test
  void aPlaceThatMakesNoSenseIsRefused() throws IOException {
    String id = talk("place", "end");
    Answer answer =
        http.send(
            "GET",
            "/api/v1/jobs/" + id + "/log?follow=true",
            null,
            Map.of(
                "Authorization", "Harbor-Secret " + TestNode.SECRET, "Last-Event-ID", "nowhere"));

    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void aJobThatIsUnknownIsNotFollowed() {
    assertThat(log("ffffffffffffffffffffffff", "?follow=true").status()).isEqualTo(404);
    assertThat(log("ffffffffffffffffffffffff", "").status()).isEqualTo(404);
  }
}
