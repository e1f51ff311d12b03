package io.jobservice.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jobservice.config.RuntimeFile;
import io.jobservice.dist.Distribution.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program from end to end: launcher, daemon, embedded Redis, command line. */
class PackagedServiceIT {

  @TempDir Path folder;
  private Distribution program;
  private Process daemon;

  @BeforeEach
  void prepare() {
    program = new Distribution(folder);
    program.configure("");
  }

  @AfterEach
  void clear() throws InterruptedException {
    if (daemon != null && daemon.isAlive()) {
      daemon.destroy();
      if (!daemon.waitFor(40, TimeUnit.SECONDS)) {
        daemon.destroyForcibly();
      }
    }
    redis().ifPresent(ProcessHandle::destroyForcibly);
  }

  private Optional<ProcessHandle> redis() {
    return RuntimeFile.read(folder.resolve("jobservice-data"))
        .flatMap(file -> ProcessHandle.of(file.redisPid().orElse(-1)));
  }

  private void serve() {
    daemon = program.serve();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(daemon.isAlive()).as(program.serveLog()).isTrue();
              assertThat(
                      program
                          .serveLog()
                          .lines()
                          .filter(line -> line.contains("ready: the API is at")))
                  .hasSize(1);
            });
  }

  private String submit(String... more) {
    String[] words = new String[more.length + 6];
    String[] first = {"submit", "DEMO", "-p", "image=demo:1.7", "-o", "id"};
    System.arraycopy(first, 0, words, 0, first.length);
    System.arraycopy(more, 0, words, first.length, more.length);
    Result result = program.run(words);
    assertThat(result.exit()).as(result.toString()).isZero();
    return result.out().strip();
  }

  private JsonNode job(String id) {
    Result result = program.run("stats", id, "-o", "json");
    assertThat(result.exit()).as(result.toString()).isZero();
    try {
      return new ObjectMapper().readTree(result.out()).path("job");
    } catch (IOException e) {
      throw new AssertionError(result.out(), e);
    }
  }

  private void awaitJob(String id, String status, String checkIn) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              JsonNode job = job(id);
              assertThat(job.path("status").asText()).isEqualTo(status);
              assertThat(job.path("check_in").asText()).isEqualTo(checkIn);
            });
  }

  private void kill() throws InterruptedException {
    daemon.destroyForcibly();
    assertThat(daemon.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aJobIsSeenFromItsSubmissionToItsLog() throws IOException {
    serve();
    Result submitted =
        program.run(
            "submit",
            "DEMO",
            "-p",
            "image=demo:1.7",
            "-p",
            "pause=4s",
            "-p",
            "hold=1s",
            "-o",
            "json");
    assertThat(submitted.exit()).as(submitted.toString()).isZero();
    JsonNode job = new ObjectMapper().readTree(submitted.out()).path("job");
    assertThat(job.path("status").asText()).isEqualTo("Pending");
    String id = job.path("id").asText();
    awaitJob(id, "Running", "30%");
    awaitJob(id, "Running", "60%");
    awaitJob(id, "Running", "100%");
    awaitJob(id, "Success", "100%");

    Result log = program.run("log", id);
    assertThat(log.exit()).isZero();
    assertThat(log.err()).isEmpty();
    assertThat(log.out().lines())
        .hasSizeGreaterThan(3)
        .allMatch(
            line ->
                line.matches(
                    "\\S+Z \\[(INFO|WARNING|ERROR)] \\[/io/jobservice/jobs/DemoJob.java:\\d+]: .+"));
  }

  @Test
  void aRunningJobIsStoppedWithinASecond() {
    serve();
    String id = submit("-p", "hold=60s", "-p", "pause=0s");
    awaitJob(id, "Running", "100%");
    Result stopped = program.run("stop", id);
    assertThat(stopped.exit()).as(stopped.toString()).isZero();
    JsonNode job = job(id);
    assertThat(job.path("status").asText()).isEqualTo("Stopped");
    assertThat(job.path("ended_at").asLong() - job.path("update_time").asLong()).isZero();
    assertThat(program.run("stop", id).exit()).as("a second stop").isZero();
  }

  @Test
  void aJobOutlivesItsDaemonThatIsKilled() throws InterruptedException {
    serve();
    String id = submit("-p", "hold=3s", "-p", "pause=0s");
    awaitJob(id, "Running", "100%");
    long redis = redis().orElseThrow().pid();
    kill();
    assertThat(ProcessHandle.of(redis)).as("its Redis goes on").isPresent();

    serve();
    assertThat(redis().orElseThrow().pid()).as("and is adopted").isEqualTo(redis);
    awaitJob(id, "Success", "100%");
    assertThat(job(id).path("attempt").asInt()).isEqualTo(2);
  }

  @Test
  void aJobOutlivesTheRedisThatIsKilled() {
    serve();
    String id = submit("-p", "hold=3s", "-p", "pause=0s");
    awaitJob(id, "Running", "100%");
    redis().orElseThrow().destroyForcibly();
    awaitJob(id, "Success", "100%");
  }

  @Test
  void aSignalEndsItInOrderAndItsRedisWithIt() throws Exception {
    serve();
    String id = submit("-p", "hold=2s", "-p", "pause=0s");
    awaitJob(id, "Running", "100%");
    ProcessHandle redis = redis().orElseThrow();
    daemon.destroy();
    assertThat(daemon.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(daemon.exitValue()).isZero();
    await().atMost(Duration.ofSeconds(5)).until(() -> !redis.isAlive());
    assertThat(folder.resolve("jobservice-data/runtime.json")).doesNotExist();

    serve();
    JsonNode job = job(id);
    assertThat(job.path("status").asText()).isEqualTo("Success");
    assertThat(job.path("attempt").asInt())
        .as("what ended in the grace is not run again")
        .isEqualTo(1);
  }

  @Test
  void aSecondSignalEndsItAtOnceAndLosesNothing() throws Exception {
    serve();
    String id = submit("-p", "hold=4s", "-p", "pause=0s");
    awaitJob(id, "Running", "100%");
    daemon.destroy();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> program.serveLog().contains("SIGTERM: stopping"));
    daemon.destroy();
    assertThat(daemon.waitFor(3, TimeUnit.SECONDS)).isTrue();
    assertThat(daemon.exitValue()).isEqualTo(143);
    serve();
    awaitJob(id, "Success", "100%");
  }

  @Test
  void aSecondDaemonOnTheSameFolderIsRefused() throws Exception {
    serve();
    Result second = program.run("serve", "-c", "config.yml");
    assertThat(second.exit()).isEqualTo(1);
    assertThat(second.err()).contains("jobservice-data").contains(Long.toString(daemon.pid()));
    assertThat(second.err()).doesNotContain("\tat ");
    assertThat(program.run("stats").exit()).as("the first goes on").isZero();
  }

  @Test
  void whatIsPrivateIsReadableByItsOwnerOnly() throws IOException {
    serve();
    for (String name : new String[] {"runtime.json", "secret"}) {
      Path file = folder.resolve("jobservice-data").resolve(name);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .as(name)
          .isEqualTo("rw-------");
    }
    String secret = Files.readString(folder.resolve("jobservice-data/secret")).strip();
    assertThat(program.serveLog()).doesNotContain(secret);
  }

  @Test
  void mistakesInTheConfigurationAreReportedAllAtOnce() {
    program.configure("prot: 99\nstartup_timeout: soon\n");
    Result result = program.run("serve", "-c", "config.yml");
    assertThat(result.exit()).isEqualTo(78);
    assertThat(result.err()).contains("prot").contains("startup_timeout").contains("config.yml:");
    assertThat(program.run("serve", "--check").exit()).isEqualTo(78);
    program.configure("");
    assertThat(program.run("serve", "--check").exit()).isZero();
  }

  @Test
  void withoutRedisItGivesUpAfterTheStartupTimeout() {
    program.configure("startup_timeout: 1s\n");
    Result result =
        program.run(Map.of("JOB_SERVICE_POOL_REDIS_URL", "redis://:hidden@127.0.0.1:1"), "serve");
    assertThat(result.exit()).isEqualTo(69);
    assertThat(result.err()).contains("127.0.0.1:1").doesNotContain("hidden");
    assertThat(result.out()).contains("trying for up to 1 s").doesNotContain("hidden");
  }

  @Test
  void aClientFindsNoServiceAndSaysWhatToDo() {
    Result result = program.run("submit", "DEMO", "--url", "http://127.0.0.1:1");
    assertThat(result.exit()).isEqualTo(69);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("http://127.0.0.1:1").doesNotContain("\tat ");
  }
}
