package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of a real node. */
class LogOnNodeTest {

  private static final String REDIS = RedisServer.shared().url().toUri();

  @TempDir private Path directory;
  private final String namespace = Namespaces.fresh();
  private TestNode node;

  @BeforeEach
  void start() {
    node = TestNode.start(directory, REDIS, namespace);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private Transcript.Result run(String... words) {
    return new Transcript(directory)
        .env("JOBSERVICE_URL", "http://127.0.0.1:" + node.http().port())
        .env("CORE_SECRET", TestNode.SECRET)
        .inRealTime()
        .run(words);
  }

  private String submit(String hold) {
    Transcript.Result result =
        run("submit", "DEMO", "-p", "image=demo", "-p", "pause=50ms", "-p", "hold=" + hold);
    assertThat(result.code()).as(result.err()).isZero();
    return result.out().strip();
  }

  private String log(String... words) {
    Transcript.Result result = run(words);
    assertThat(result.code()).as(result.err()).isZero();
    return result.out();
  }

  @Test
  void aFollowedLogIsTheWholeLogAndEndsWithTheJob() {
    String id = submit("400ms");

    String followed = log("log", "-f", id, "--exit-status");

    assertThat(followed).contains("Sample job starting\n").endsWith("Sample job exit\n");
    assertThat(log("log", id)).isEqualTo(followed);
    assertThat(log("log", "-f", id)).isEqualTo(followed);
    assertThat(log("log", "-f", id, "-o", "text")).isEqualTo(followed);
  }

  @Test
  void partsAreChosenHereAndThere() {
    String id = submit("0s");
    List<String> lines = log("log", "-f", id).lines().toList();
    int count = lines.size();

    assertThat(log("log", id, "--tail", "2").lines())
        .containsExactlyElementsOf(lines.subList(count - 2, count));
    assertThat(log("log", "-f", id, "--tail", "2").lines())
        .containsExactlyElementsOf(lines.subList(count - 2, count));
    assertThat(log("log", id, "--tail", "0")).isEmpty();
    assertThat(log("log", id, "--since", "1h", "--attempt", "1-3").lines())
        .containsExactlyElementsOf(lines);
    assertThat(log("log", id, "--attempt", "last").lines()).containsExactlyElementsOf(lines);
    assertThat(log("log", id, "--attempt", "2-")).isEmpty();
    assertThat(log("log", id, "--since", "2100-01-01")).isEmpty();
    assertThat(log("log", id, "--until", "1h")).isEmpty();
    assertThat(log("log", "-f", id, "--level", "error").lines())
        .hasSize(1)
        .allMatch(line -> line.contains("[ERROR]"));
    assertThat(log("log", id, "--grep", "Holding", "-o", "json"))
        .contains("\"level\":\"WARNING\"", "\"message\":\"Holding for 0 ms\",\"attempt\":1}");
  }

  @Test
  void theExitCodeOfAFollowedJobIsThatOfTheJob() {
    String id = submit("1h");
    CompletableFuture<Transcript.Result> following =
        CompletableFuture.supplyAsync(() -> run("log", "-f", id, "--exit-status"));

    assertThat(run("log", id, "--exit-status").code()).isEqualTo(8);
    assertThat(run("stop", id).code()).isZero();

    Transcript.Result result = following.join();
    assertThat(result.code()).as(result.err()).isEqualTo(6);
    assertThat(result.err()).isEmpty();
    assertThat(run("log", id, "--exit-status").code()).isEqualTo(6);
  }

  @Test
  void aSubmittedJobIsFollowed() {
    Transcript.Result result =
        run("submit", "DEMO", "-p", "image=demo", "-p", "pause=50ms", "-p", "hold=0s", "--follow");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("Sample job starting\n").endsWith("Sample job exit\n");
    assertThat(result.err()).startsWith("Job ").endsWith("\nSuccess\n");
  }

  @Test
  void whatOnlyANodeCanReadIsSaidWithoutTheApi() {
    String id = submit("0s");
    assertThat(run("wait", id).code()).isZero();
    String[] straight = {"--redis", REDIS, "--namespace", namespace};

    Transcript.Result log = run("log", id, straight[0], straight[1], straight[2], straight[3]);

    assertThat(log.code()).isEqualTo(3);
    assertThat(log.err()).contains("only the API of the service can ask there");
    Transcript.Result wait =
        run("wait", "--follow", id, straight[0], straight[1], straight[2], straight[3]);
    assertThat(wait.code()).as(wait.err()).isZero();
    assertThat(wait.err()).startsWith("Its log cannot be read: ");
  }

  @Test
  void whatIsInRedisNeedsNoNode() {
    node.close();
    node =
        TestNode.start(
            directory,
            REDIS,
            namespace,
            """
            shutdown_grace: 0s
            job_loggers:
              - name: REDIS
                level: INFO
            """);
    String id = submit("300ms");
    String[] straight = {"--redis", REDIS, "--namespace", namespace};

    String followed = log("log", "-f", id, straight[0], straight[1], straight[2], straight[3]);

    assertThat(followed).contains("Sample job starting\n").endsWith("Sample job exit\n");
    assertThat(log("log", id)).isEqualTo(followed);
    assertThat(log("log", id, straight[0], straight[1], straight[2], straight[3]))
        .isEqualTo(followed);
  }

  @Test
  void aLogInJsonIsUnderstood() {
    node.close();
    node =
        TestNode.start(
            directory,
            REDIS,
            namespace,
            """
            shutdown_grace: 0s
            job_loggers:
              - name: FILE
                level: INFO
                settings:
                  format: json
                  base_dir: json-logs
            """);
    String id = submit("0s");

    String objects = log("log", "-f", id);

    assertThat(objects.lines()).allMatch(line -> line.startsWith("{\"time\":\""));
    assertThat(log("log", id)).isEqualTo(objects);
    assertThat(log("log", id, "-o", "json")).isEqualTo(objects);
    assertThat(log("log", id, "-o", "text").lines())
        .hasSameSizeAs(objects.lines().toList())
        .allMatch(line -> LogText.of(line).isPresent());
    assertThat(log("log", id, "--level", "ERROR").lines())
        .hasSize(1)
        .allMatch(line -> line.contains("\"level\":\"ERROR\""));
  }

  @Test
  void whatIsNoJobIsSaidInTheSameWordsAsElsewhere() {
    assertThat(run("log", "-f", "0123456789abcdef01234567").code()).isEqualTo(3);
    assertThat(run("log", "-f", "nope"))
        .isEqualTo(
            new Transcript.Result(
                3,
                "",
                """
                jobservice: there is no job nope, or its record has expired
                List the newest jobs with: jobservice list
                """));
  }
}
