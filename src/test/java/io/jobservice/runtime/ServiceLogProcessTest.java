package io.jobservice.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.NodeProcess;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service's own log, of a service that is a process. */
@Timeout(120)
class ServiceLogProcessTest {

  private static final String LOGGERS =
      """
      loggers:
        - name: STD_OUTPUT
          level: %s
        - name: FILE
          level: DEBUG
          settings: {base_dir: %s, filename: service.log, format: json}
      """;

  @TempDir Path folder;
  private final String namespace = Namespaces.fresh();
  private NodeProcess node;

  @BeforeEach
  void prepare() {
    RedisServer redis = RedisServer.shared();
    String url = "redis://" + redis.host() + ":" + redis.port();
    node =
        new NodeProcess(
            folder, "node", url, namespace, 2, "shutdown_grace: 0s\n" + loggers("INFO", "logs"));
  }

  @AfterEach
  void clear() {
    node.close();
  }

  private static String loggers(String level, String dir) {
    return LOGGERS.formatted(level, dir);
  }

  private RawHttp start() {
    node.start();
    return node.awaitReady();
  }

  private String file(String dir) {
    try {
      return Files.readString(folder.resolve(dir).resolve("service.log"));
    } catch (IOException e) {
      return "";
    }
  }

  private void reconfigure(String old, String now) throws IOException {
    Path config = folder.resolve("node.yml");
    String text = Files.readString(config);
    assertThat(text).contains(old);
    Files.writeString(config, text.replace(old, now));
  }

  private void hangUp() throws Exception {
    Process kill = new ProcessBuilder("kill", "-HUP", Long.toString(node.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  private void awaitLine(String part) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(node.log().lines()).anyMatch(l -> l.contains(part)));
  }

  private static void awaitEnd(RawHttp http, String id) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> List.of("Success", "Error").contains(http.status(id)));
  }

  @Test
  void aHangUpReadsTheLoggersAgain() throws Exception {
    RawHttp http = start();
    reconfigure(loggers("INFO", "logs"), loggers("DEBUG", "other"));
    hangUp();
    awaitLine("SIGHUP: loggers are now: STD_OUTPUT DEBUG");
    String id = http.accepted("NOOP", "{}");
    awaitEnd(http, id);
    awaitLine("DEBUG [committer] Committer: job " + id + ": SUCCESS");

    assertThat(file("other")).contains("job " + id + ": SUCCESS");
    assertThat(file("logs")).contains("ready: the API is at").doesNotContain(id);
    assertThat(node.log()).doesNotContain("other options");
    hangUp();
    awaitLine("SIGHUP: loggers are as they were: STD_OUTPUT DEBUG");
    assertThat(node.stop()).isZero();
  }

  @Test
  void aBrokenFileIsToldAndChangesNothing() throws Exception {
    RawHttp http = start();
    reconfigure("level: INFO", "level: LOUD");
    hangUp();
    awaitLine("SIGHUP: the configuration has mistakes, nothing is changed");
    awaitLine("loggers[0].level: 'LOUD' is no log level");
    reconfigure("level: LOUD", "level: WARNING");
    reconfigure("base_dir: logs", "base_dir: node.yml");
    hangUp();
    awaitLine("SIGHUP: nothing is changed: loggers: FILE DEBUG");
    assertThat(node.log()).contains(" cannot be opened: ").doesNotContain("java.nio");
    reconfigure("base_dir: node.yml", "base_dir: logs");
    reconfigure("level: WARNING", "level: INFO");
    reconfigure("workers: 2", "workers: 3");
    hangUp();
    awaitLine("SIGHUP: loggers are as they were");
    awaitLine(
        "SIGHUP: other options than loggers have changed too: worker_pool.workers; they need a restart");

    assertThat(http.get("/api/v1/stats").status()).isEqualTo(200);
  }

  @Test
  void aFolderForJobLogsThatCannotBeMadeIsToldAtTheStart() throws Exception {
    reconfigure(
        "shutdown_grace: 0s",
        "job_loggers: [{name: FILE, settings: {base_dir: /proc/nope}}]\nshutdown_grace: 0s");
    RawHttp http = start();
    awaitLine("WARN  [main] JobLogs: job logs: the folder /proc/nope cannot be made or written: ");

    awaitEnd(http, http.accepted("NOOP", "{}"));
    assertThat(node.stop()).isZero();
  }

  @Test
  void aHangUpWithoutAFileTellsNobodyToNameOne() throws Exception {
    start();
    Files.move(folder.resolve("node.yml"), folder.resolve("away.yml"));
    hangUp();
    awaitLine("node.yml: no such file");

    assertThat(node.log()).doesNotContain("with -c");
  }

  @Test
  void aLevelSetOverTheApiHoldsUntilTheNextHangUp() throws Exception {
    RawHttp http = start();
    JsonNode levels = http.get("/api/v1/loggers").json().path("levels");
    assertThat(levels.path("ROOT").asText()).isEqualTo("DEBUG");
    assertThat(levels.path("redis.clients").asText()).isEqualTo("WARNING");
    String body = "{\"level\":\"debug\",\"logger\":\"io.jobservice.worker\"}";
    assertThat(http.send("POST", "/api/v1/loggers", body).status()).isEqualTo(204);
    awaitLine("logger io.jobservice.worker has level DEBUG from now on");
    String id = http.accepted("NOOP", "{}");
    awaitLine("DEBUG [committer] Committer: job " + id);
    hangUp();
    awaitLine("SIGHUP: levels that were set by hand hold no more: {io.jobservice.worker=DEBUG}");
    String second = http.accepted("NOOP", "{}");
    awaitEnd(http, second);
    assertThat(http.send("POST", "/api/v1/loggers", "{\"level\":\"FATAL\"}").status())
        .isEqualTo(204);

    assertThat(http.get("/api/v1/loggers").json().path("levels").path("ROOT").asText())
        .isEqualTo("FATAL");
    assertThat(node.log()).doesNotContain(second);
  }

  @Test
  void theLoggersOfTheJdkHaveLevelsToo() {
    RawHttp http = start();
    String body = "{\"level\":\"DEBUG\",\"logger\":\"com.sun.net.httpserver\"}";
    assertThat(http.send("POST", "/api/v1/loggers", body).status()).isEqualTo(204);
    http.get("/api/v1/workers");
    awaitLine("httpserver: GET /api/v1/workers");

    assertThat(node.log()).doesNotContain(TestNode.SECRET);
  }

  @Test
  void whatIsNoLevelOrLoggerIsRefused() {
    RawHttp http = start();
    for (String body :
        List.of(
            "[]",
            "{}",
            "{\"level\":\"LOUD\"}",
            "{\"level\":7}",
            "{\"level\":\"INFO\",\"logger\":7}",
            "{\"level\":\"INFO\",\"logger\":null}",
            "{\"level\":\"INFO\",\"logger\":\"a b\"}")) {
      assertThat(http.send("POST", "/api/v1/loggers", body).status()).as(body).isEqualTo(400);
    }
    assertThat(http.send("POST", "/api/v1/loggers", "{\"level\":\"INFO\"}", Map.of()).status())
        .isEqualTo(401);
    assertThat(http.send("PUT", "/api/v1/loggers", "{}").status()).isEqualTo(405);
  }

  @Test
  void nothingOfTheParametersOfJobsIsLoggedAboveDebugAndNoSecretAnywhere() throws Exception {
    node.with(List.of(SecretJob.class));
    RawHttp http = start();
    String secret = "hunter2-of-a-job";
    List<String> jobs = new ArrayList<>();
    for (String how : List.of("", "fail", "error", "null", "result")) {
      jobs.add(http.accepted("SECRET", parameters(how, secret)));
    }
    for (String how : List.of("refuse", "refuse-badly", "refuse-worse")) {
      assertThat(http.submit("SECRET", parameters(how, secret)).status())
          .isGreaterThanOrEqualTo(400);
    }
    assertThat(http.submit("SECRET", secret).status()).isEqualTo(400);
    try (RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace)) {
      probe.redis().lpush(probe.key("jobs:SECRET"), "{\"args\":" + secret + "}", secret);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> probe.redis().llen(probe.key("jobs:SECRET")) == 0);
    }
    jobs.forEach(id -> awaitEnd(http, id));
    awaitLine("goes to the dead set");
    awaitLine("POST /api/v1/jobs (request ");
    node.stop();

    assertThat(node.log()).contains("stopped").doesNotContain(secret);
    assertThat(file("logs").lines().filter(line -> !line.contains("\"level\":\"DEBUG\"")))
        .isNotEmpty()
        .noneMatch(line -> line.contains(secret));
    assertThat(node.log() + file("logs")).doesNotContain(TestNode.SECRET);
  }

  private static String parameters(String how, String secret) {
    return "{\"how\":\"%s\",\"secret\":\"%s\"}".formatted(how, secret);
  }
}
