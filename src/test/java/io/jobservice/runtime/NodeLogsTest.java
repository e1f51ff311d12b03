package io.jobservice.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Job logs of a whole node. */
class NodeLogsTest {

  private static final String IN_REDIS =
      """
      shutdown_grace: 0s
      job_loggers:
        - name: REDIS
      """;

  @TempDir Path folder;

  /** Runs a job that logs, then leaves something in the diagnostic context. */
  private String ended(RawHttp http) {
    try {
      Path told = Files.createTempFile(folder, "told", ".txt");
      Files.writeString(told, "say first\nput left over\nsay second\nend\n");
      String id = http.accepted("TALK", "{\"file\":\"" + told + "\"}");
      await().until(() -> http.status(id).equals("Success"));
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> messages(RawHttp http, String id) {
    return http.get("/api/v1/jobs/" + id + "/log")
        .body()
        .lines()
        .map(line -> line.replaceFirst(".*]: ", ""))
        .toList();
  }

  @Test
  void theContextOfAJobMeetsNoOther() {
    try (TestNode node =
        TestNode.start(folder, RedisServer.shared().url().toUri(), Namespaces.fresh())) {
      List<String> ids = Stream.generate(() -> ended(node.http())).limit(6).toList();
      assertThat(ids)
          .allSatisfy(
              id ->
                  assertThat(messages(node.http(), id))
                      .containsExactly("first", "second {put=left over}"));
    }
  }

  @Test
  void logsInRedisAreThereWhenTheJobHasEnded() {
    String namespace = Namespaces.fresh();
    try (TestNode node =
            TestNode.start(folder, RedisServer.shared().url().toUri(), namespace, IN_REDIS);
        RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace)) {
      String id = ended(node.http());
      assertThat(messages(node.http(), id)).hasSize(2);
      assertThat(probe.redis().ttl(probe.key("job_log:" + id))).isPositive();
      assertThat(folder.resolve("data/job-logs")).doesNotExist();
    }
  }

  @Test
  void aPartOfACappedLogSaysWhereItBegins() throws IOException {
    try (TestNode node =
        TestNode.start(
            folder,
            RedisServer.shared().url().toUri(),
            Namespaces.fresh(),
            IN_REDIS + "    settings: {max_size: 4KiB}\n")) {
      Path told = Files.writeString(folder.resolve("told"), "many 5000\nend\n");
      String id = node.http().accepted("TALK", "{\"file\":\"" + told + "\"}");
      await().until(() -> node.http().status(id).equals("Success"));
      String path = "/api/v1/jobs/" + id + "/log";
      RawHttp.Answer whole = node.http().get(path);
      RawHttp.Answer part =
          node.http()
              .send(
                  "GET",
                  path,
                  null,
                  Map.of("Authorization", "Harbor-Secret " + TestNode.SECRET, "Range", "bytes=7-"));

      assertThat(whole.headers()).doesNotContainKey("accept-ranges");
      assertThat(part.status()).isEqualTo(206);
      assertThat(whole.body()).startsWith("--- what was logged before is gone");
      assertThat(part.body()).isEqualTo(whole.body().substring(whole.body().indexOf('\n') + 1));
      String range = part.headers().get("content-range");
      long end = Long.parseLong(range.substring(range.indexOf('/') + 1));
      assertThat(range)
          .isEqualTo("bytes %d-%d/%d".formatted(end - part.body().length(), end - 1, end));
    }
  }

  @Test
  void aBackEndThatNobodyBringsEndsTheStartAsAMistakeInTheConfiguration() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            port: 0
            worker_pool: {redis_pool: {redis_url: "redis://127.0.0.1:1"}}
            loggers: [{name: STD_OUTPUT, level: FATAL}]
            job_loggers: [{name: SYSLOG}]
            """);
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Daemon.run(file, Map.of(), "test", new PrintStream(err, true, StandardCharsets.UTF_8));
    assertThat(status).isEqualTo(78);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith(
            "jobservice: job_loggers[0].name: there is no log back end 'SYSLOG' here; there are"
                + " FILE, REDIS, STD_OUTPUT.");
  }
}
