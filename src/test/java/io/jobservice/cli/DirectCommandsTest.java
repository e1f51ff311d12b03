package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transcripts of the commands that go straight to Redis. */
class DirectCommandsTest {

  private static final String URL = RedisServer.shared().url().toUri();

  @TempDir private Path directory;
  private final String namespace = Namespaces.fresh();
  private final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace);
  private TestNode node;
  private RawHttp http;

  @BeforeEach
  void start() {
    node = TestNode.start(directory, URL, namespace);
    http = node.http();
    // What is submitted stays where it is, unless a test lets it go on.
    probe.redis().set(probe.key("jobs:NOOP:paused"), "1");
  }

  @AfterEach
  void stop() {
    node.close();
    probe.close();
  }

  private Transcript.Result run(String... words) {
    String[] all =
        Stream.concat(Stream.of(words), Stream.of("--redis", URL, "--namespace", namespace))
            .toArray(String[]::new);
    return new Transcript(directory).inRealTime().run(all);
  }

  @Test
  void newerDataAreRefused() {
    String key = probe.key("_schema_version");
    probe.redis().set(key, "1.9.0");
    assertThat(run("list"))
        .isEqualTo(
            new Transcript.Result(
                1,
                "",
                "jobservice: the data in Redis have the version '1.9.0' (key "
                    + key
                    + "), and this release of jobservice reads versions up to 1.8.1;"
                    + " use a newer release, or another namespace\n"));
  }

  private static Transcript.Result quiet() {
    return new Transcript.Result(0, "", "");
  }

  private String scheduled() {
    return http.send(
            "POST",
            "/api/v1/jobs",
            "{\"job\":{\"name\":\"NOOP\",\"metadata\":"
                + "{\"kind\":\"Scheduled\",\"schedule_delay\":500}}}")
        .job()
        .path("id")
        .asText();
  }

  private String dead() {
    String id =
        http.send(
                "POST",
                "/api/v1/jobs",
                "{\"job\":{\"name\":\"FAIL\",\"metadata\":{\"kind\":\"Generic\",\"max_fails\":1}}}")
            .job()
            .path("id")
            .asText();
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(http.job(id).has("die_at")).isTrue());
    return id;
  }

  @Test
  void pendingAndScheduledJobsAreStopped() {
    String pending = http.accepted("NOOP", "{}");
    String scheduled = scheduled();

    assertThat(run("stop", pending, scheduled, "--wait")).isEqualTo(quiet());

    assertThat(http.status(pending)).isEqualTo("Stopped");
    assertThat(http.status(scheduled)).isEqualTo("Stopped");
    assertThat(probe.redis().llen(probe.key("jobs:NOOP"))).isZero();
    assertThat(probe.redis().zcard(probe.key("scheduled"))).isZero();
  }

  @Test
  void pendingAndScheduledJobsAreCancelledAndRetried() {
    String pending = http.accepted("NOOP", "{}");
    String scheduled = scheduled();

    assertThat(run("cancel", pending, scheduled, "--wait")).isEqualTo(quiet());
    assertThat(http.status(pending)).isEqualTo("Cancelled");
    assertThat(http.status(scheduled)).isEqualTo("Cancelled");

    assertThat(run("retry", pending, scheduled)).isEqualTo(quiet());
    assertThat(http.status(pending)).isEqualTo("Pending");
    assertThat(http.status(scheduled)).isEqualTo("Pending");
    assertThat(probe.redis().llen(probe.key("jobs:NOOP"))).isEqualTo(2);
  }

  @Test
  void aDeadJobStaysAsItIsWhenStoppedAndIsNotCancelled() {
    String id = dead();

    assertThat(run("stop", id)).isEqualTo(quiet());
    assertThat(run("cancel", id))
        .isEqualTo(
            new Transcript.Result(
                7, "", "jobservice: job " + id + ": the job has ended already: it is Error\n"));
    assertThat(http.status(id)).isEqualTo("Error");
  }

  @Test
  void aDeadJobThatIsRetriedIsWaitedForAndJudged() {
    String id = dead();

    Transcript.Result result = run("retry", "--wait", "--timeout", "1s", id);

    assertThat(result.code()).as(result.toString()).isIn(5, 124);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("job " + id);
    assertThat(http.job(id).path("attempt").asInt()).isEqualTo(2);
  }

  @Test
  void aPendingJobIsNotRetried() {
    String id = http.accepted("NOOP", "{}");

    assertThat(run("retry", id).code()).isEqualTo(7);
  }

  @Test
  void anUnknownIdEndsWithThree() {
    for (String command : new String[] {"stop", "cancel", "retry", "stats"}) {
      assertThat(run(command, "nope"))
          .isEqualTo(
              new Transcript.Result(
                  3, "", "jobservice: there is no job nope, or its record has expired\n"));
    }
  }

  @Test
  void statsAreWhatTheApiAnswers() {
    String id = http.accepted("NOOP", "{\"a\":[1.50,[]]}");

    assertThat(run("stats", id, "-o", "json").out())
        .isEqualTo(http.get("/api/v1/jobs/" + id).body() + "\n");
    assertThat(run("stats", "-o", "json").out()).contains("\"status\":\"Healthy\"");
    assertThat(run("stats").out()).startsWith("WORKERS  BUSY  ").contains("\nPOOL  ", "Healthy");
    assertThat(run("admin", "types", "-o", "id").out())
        .isEqualTo("DEMO\nFAIL\nNOOP\nRECORD\nTALK\n");
  }

  @Test
  void theNamespaceMayComeFromTheEnvironment() {
    String id = http.accepted("NOOP", "{}");

    assertThat(
            new Transcript(directory)
                .env("JOB_SERVICE_POOL_REDIS_NAMESPACE", namespace)
                .run("stats", id, "-o", "id", "--redis", URL))
        .isEqualTo(new Transcript.Result(0, id + "\n", ""));
  }

  @Test
  void embeddedIsTheRedisThatTheServiceHasStarted() throws IOException {
    String id = http.accepted("NOOP", "{}");
    Path data = Files.createDirectories(directory.resolve("other-data"));
    Files.writeString(
        directory.resolve("config.yml"),
        "data_dir: other-data\nworker_pool:\n  redis_pool:\n    namespace: '{"
            + namespace
            + "}'\n");
    Transcript.Result before = embedded(id);
    Files.writeString(data.resolve("runtime.json"), "{\"redis_url\":\"" + URL + "\"}");

    assertThat(before.code()).isEqualTo(69);
    assertThat(before.err()).startsWith("jobservice: no service has started a Redis in " + data);
    assertThat(embedded(id)).isEqualTo(new Transcript.Result(0, id + "\n", ""));
  }

  private Transcript.Result embedded(String id) {
    return new Transcript(directory).run("stats", id, "-o", "id", "--redis", "embedded");
  }

  @Test
  void embeddedWithoutAConfigurationIsExplained() {
    assertThat(embedded("x"))
        .isEqualTo(
            new Transcript.Result(
                78,
                "",
                """
                jobservice: --redis embedded needs the configuration file of the service
                Name it with -c or JOBSERVICE_CONFIG, or run in its folder.
                """));
  }

  @Test
  void aRedisThatIsDownEndsWithSixtyNineAndShowsNoPassword() {
    int port = RedisServer.freePort();

    Transcript.Result result =
        new Transcript(directory)
            .run("stop", "-v", "x", "--redis", "redis://:hush@127.0.0.1:" + port);

    assertThat(result.code()).isEqualTo(69);
    assertThat(result.err())
        .startsWith("jobservice: Redis does not answer: redis://:***@127.0.0.1:" + port)
        .contains("\nIs it running, and is the address right?\n")
        .doesNotContain("hush");
  }

  @Test
  void whatIsNoAddressIsAConfigurationError() {
    Transcript.Result result =
        new Transcript(directory).run("stop", "-v", "x", "--redis", "http://u:hush@h");

    assertThat(result.code()).isEqualTo(78);
    assertThat(result.err()).startsWith("jobservice: --redis: '").doesNotContain("hush");
    assertThat(
            new Transcript(directory).run("stop", "x", "--redis", URL, "--namespace", "a b").err())
        .startsWith("jobservice: --namespace: 'a b' is no namespace; allowed are");
  }
}
