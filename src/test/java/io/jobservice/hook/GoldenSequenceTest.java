package io.jobservice.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobservice.testing.GoldenHooks;
import io.jobservice.testing.HookReceiver;
import io.jobservice.testing.HookReceiver.Post;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The hooks of whole jobs beside those that were captured from the old service: the same fields in
 * the same order, as the events follow each other.
 */
@Execution(ExecutionMode.CONCURRENT)
class GoldenSequenceTest {

  private static final String GENERIC = "{\"kind\":\"Generic\"}";

  /** Ours to shorten the job. */
  private static final List<String> WAITS = List.of("pause", "hold");

  private static final String TYPES =
      """
      shutdown_grace: 0s
      jobs: {types: {FAIL: {max_fails: 2, backoff: {kind: fixed, initial: 1s}}}}
      """;

  @TempDir Path folder;
  private final String namespace = Namespaces.fresh();
  private final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace);
  private final HookReceiver receiver = HookReceiver.start();
  private TestNode node;
  private RawHttp http;

  @BeforeEach
  void start() {
    node = TestNode.start(folder, RedisServer.shared().url().toUri(), namespace, TYPES);
    http = node.http();
  }

  @AfterEach
  void stop() {
    node.close();
    receiver.close();
    probe.close();
  }

  private String submit(String name, String parameters, String metadata, String path) {
    RawHttp.Answer answer =
        http.send(
            "POST",
            "/api/v1/jobs",
            "{\"job\":{\"name\":\"%s\",\"parameters\":%s,\"metadata\":%s,\"status_hook\":\"%s\"}}"
                .formatted(name, parameters, metadata, receiver.url() + path));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    return answer.job().path("id").asText();
  }

  /** Waits until an event of this status has been taken, so that no more of the job are to come. */
  private List<Post> until(String status, int times) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(
            () ->
                assertThat(receiver.posts())
                    .filteredOn(
                        post ->
                            post.body().contains("\",\"status\":\"" + status + "\",\"metadata\""))
                    .hasSizeGreaterThanOrEqualTo(times));
    return receiver.posts();
  }

  private static List<String> timeless(List<Post> posts) {
    return GoldenHooks.timeless(posts.stream().map(Post::body), WAITS);
  }

  private static List<String> golden(String name) {
    return GoldenHooks.timeless(GoldenHooks.read(name).stream(), List.of());
  }

  private void awaitAllTaken(String id) {
    await()
        .untilAsserted(() -> assertThat(probe.redis().exists(probe.key("hooks:" + id))).isFalse());
  }

  @Test
  void theDemoJobReportsTheSame() {
    submit(
        "DEMO",
        "{\"image\":\"demo:1.7\",\"pause\":\"200ms\",\"hold\":\"0s\"}",
        GENERIC,
        "/ok/demo");

    assertThat(timeless(until("Success", 1))).isEqualTo(golden("demo"));
  }

  @Test
  void whatIsNotInTheBodyIsInHeaders() {
    String id = submit("NOOP", "{\"a\":1}", GENERIC, "/ok/noop");

    List<Post> posts = until("Success", 1);
    assertThat(timeless(posts)).isEqualTo(golden("noop"));
    Post last = posts.get(1);
    assertThat(last.path()).isEqualTo("/ok/noop");
    assertThat(last.header("Content-Type")).isEqualTo("application/json");
    assertThat(last.header("User-Agent")).isEqualTo("jobservice/test");
    assertThat(last.header("X-Jobservice-Event-Id")).isEqualTo(id + "-2");
    assertThat(last.header("X-Jobservice-Job-Id")).isEqualTo(id);
    assertThat(last.header("X-Jobservice-Sequence")).isEqualTo("2");
    assertThat(last.header("X-Jobservice-Attempt")).isEqualTo("1");
    assertThat(last.body()).contains("\"revision\":" + last.header("X-Jobservice-Revision") + "}");
    assertThat(Instant.parse(last.header("X-Jobservice-Event-Time")).toEpochMilli())
        .isLessThanOrEqualTo(last.micros() / 1000 + 2000)
        .isGreaterThan(last.micros() / 1000 - 60_000);
    assertThat(last.headers()).doesNotContainKeys("webhook-signature", "authorization");
  }

  /**
   * A job whose retries are spent is dead, which the old service did not write. What was
   * acknowledged before it read once for each attempt: ours is newer, and left out where it is of
   * the same attempt.
   */
  @Test
  void aFailureIsReportedAtEachAttempt() {
    String id = submit("FAIL", "{\"f\":1}", GENERIC, "/ok/fail");

    List<String> found = timeless(until("Error", 2));
    List<String> golden = golden("fail");
    String last = found.remove(3);
    assertThat(found).isEqualTo(golden.subList(0, 3));
    assertThat(last).contains("\"die_at\":\"TIME\",");
    assertThat(withoutAck(last.replace("\"die_at\":\"TIME\",", "")))
        .isEqualTo(withoutAck(golden.get(3)));
    awaitAllTaken(id);
    assertThat(probe.redis().hexists(probe.key("job_track:inprogress"), id)).isFalse();
  }

  private static String withoutAck(String event) {
    return event.replaceAll(",\"ack\":\\{[^}]*}", "");
  }

  /** Ours tells what was last checked in; theirs forgot it, and sent a check-in after the end. */
  @Test
  void aStopIsReportedAtOnce() {
    String id =
        submit(
            "DEMO", "{\"image\":\"demo:c2\",\"pause\":\"0s\",\"hold\":\"1h\"}", GENERIC, "/ok/c2");
    await()
        .untilAsserted(
            () -> assertThat(receiver.posts()).anyMatch(post -> post.body().contains("100%")));
    awaitAllTaken(id);
    http.stop(id);

    List<String> found = timeless(until("Stopped", 1));
    List<String> golden = golden("stopped").subList(0, 3);
    String checkIn = "\"check_in\":\"TEXT\",\"check_in_at\"";
    assertThat(found.subList(0, 2)).isEqualTo(golden.subList(0, 2));
    assertThat(found.get(2))
        .isEqualTo(
            golden.get(2).replace("\"check_in_at\":\"TIME\",\"web", checkIn + ":\"TIME\",\"web"));
    assertThat(receiver.posts())
        .last()
        .satisfies(post -> assertThat(post.body()).contains("Stopped"));
  }

  @Test
  void aScheduledJobReportsTheSame() {
    submit("NOOP", "{\"x\":1}", "{\"kind\":\"Scheduled\",\"schedule_delay\":1}", "/ok/scheduled");

    assertThat(timeless(until("Success", 1))).isEqualTo(golden("scheduled"));
  }

  @Test
  void anExecutionOfAPeriodicJobReportsToItsHook() {
    String id =
        submit(
            "NOOP",
            "{\"p\":1}",
            "{\"kind\":\"Periodic\",\"cron_spec\":\"* * * * * *\"}",
            "/ok/periodic");

    List<Post> posts = until("Success", 1);
    http.stop(id);
    assertThat(timeless(posts.subList(0, 1)))
        .containsExactly(
            golden("periodic")
                .get(0)
                .replace("SLOW", "NOOP")
                .replace("*/10 * * * * *", "* * * * * *"));
  }
}
