package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.testing.StubServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a shell is told when it asks for values. */
class LiveAnswerTest {

  private static final String JOBS = "GET /api/v1/jobs";
  private static final String QUEUES = "GET /api/v1/queues";
  private static final String TYPES = "GET /api/v1/types";
  private static final String POOLS = "GET /api/v1/stats";
  private static final String TWO_JOBS =
      """
      [{"job":{"name":"DEMO","id":"b2","parameters":{"id":"no","job":{"id":"no"}}}},
       {"job":{"id":"a1@1795315490","executions":["no"]},"id":"no"}]
      """;

  @TempDir private Path directory;
  private StubServer server;
  private final Map<String, String> env = new HashMap<>();

  @BeforeEach
  void start() throws IOException {
    server = new StubServer();
    env.put("JOBSERVICE_URL", server.url());
    env.put("CORE_SECRET", "s3");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String ask(String... words) {
    String[] args = new String[words.length + 1];
    args[0] = "__complete";
    System.arraycopy(words, 0, args, 1, words.length);
    assertThat(LiveAnswer.isWanted(args)).isTrue();
    return new LiveAnswer(directory, env, Duration.ofSeconds(30)).text(args);
  }

  @Test
  void theNewestPoliciesAreTold() {
    server.answer(JOBS, 200, TWO_JOBS);

    assertThat(ask("policies", "schedule", "show")).isEqualTo("b2\na1@1795315490\n");
    assertThat(server.requests().get(0).line())
        .isEqualTo(JOBS + "?kind=Periodic&cursor=0&page_size=50");
  }

  @Test
  void idsAreThoseOfTheNewestJobsInTheirOrder() {
    server.answer(JOBS, 200, TWO_JOBS);

    assertThat(ask("ids", "stop")).isEqualTo("b2\na1@1795315490\n");
    assertThat(server.requests())
        .containsExactly(
            new StubServer.Request(
                JOBS + "?cursor=0&upcoming=false&page_size=50", "Harbor-Secret s3", ""));
  }

  @Test
  void eventsOfHooksAreThoseThatWereGivenUpAndThoseThatWait() {
    server
        .answer(
            "GET /api/v1/hooks", 200, "[{\"id\":\"b2-1\",\"job_id\":\"no\"},{\"id\":\"a1@17-3\"}]")
        .answer("GET /api/v1/hooks", 200, "[{\"id\":\"c3-1\"}]");

    assertThat(ask("hooks", "hook", "redeliver")).isEqualTo("b2-1\na1@17-3\nc3-1\n");
    assertThat(server.requests())
        .extracting(StubServer.Request::line)
        .containsExactly(
            "GET /api/v1/hooks?cursor=0&page_size=50&dead=true",
            "GET /api/v1/hooks?cursor=0&page_size=50");
  }

  @ParameterizedTest
  @CsvSource({"types", "queues"})
  void typesAndQueuesAreTheNamesOfTheQueuesSorted(String kind) {
    server.answer(QUEUES, 200, "[{\"name\":\"SCAN\",\"depth\":3},{\"name\":\"DEMO\"}]");

    assertThat(ask(kind, "submit")).isEqualTo("DEMO\nSCAN\n");
  }

  @Test
  void typesOfAServiceThatListsNoQueuesAreThoseOfItsPools() {
    server.answer(
        POOLS, 200, "[{\"job_names\":[\"SCAN\",\"DEMO\"]},{\"job_names\":[\"GC\",\"DEMO\"]}]");

    assertThat(ask("types", "submit")).isEqualTo("DEMO\nGC\nSCAN\n");
  }

  @Test
  void whatAShellCouldTakeForMoreThanAWordIsLeftOut() {
    server.answer(
        QUEUES,
        200,
        "[{\"name\":\"$(reboot)\"},{\"name\":\"a b\"},{\"name\":\"x;y\"},{\"name\":\"-rf\"},"
            + "{\"name\":\"a\\nb\"},{\"name\":\"\"},{\"name\":\"A_b.c-1\"},{\"name\":7}]");

    assertThat(ask("types")).isEqualTo("A_b.c-1\n");
  }

  @Test
  void parametersAreThoseOfTheTypeThatAWordNames() {
    server.answer(
        TYPES + "/SCAN",
        200,
        "{\"name\":\"SCAN\",\"backoff\":{\"parameters\":[]},\"parameters\":["
            + "{\"name\":\"target\",\"type\":\"string\",\"default\":{\"name\":\"no\"}},"
            + "{\"name\":\"deep\",\"type\":\"boolean\",\"required\":true},"
            + "{\"name\":\"level\",\"type\":\"string\",\"choices\":[\"low\",\"5\",\"a b\",[1]]},"
            + "{\"name\":\"n\",\"type\":\"integer\",\"choices\":[-1,2]},"
            + "{\"name\":\"$(x)\",\"type\":\"any\"},7]}");

    assertThat(ask("parameters", "submit", "--delay", "5m", "SCAN", "-p"))
        .isEqualTo("target=\ndeep=true\ndeep=false\nlevel=low\nlevel:=5\nn=-1\nn=2\n");
    assertThat(ask("parameters", "submit", "SCAN", "-p", "level=low", "-p", "n=2", "-p"))
        .isEqualTo("target=\ndeep=true\ndeep=false\n");
    assertThat(ask("parameters", "submit", "OTHER", "-p")).isEmpty();
    assertThat(ask("parameters", "submit", "-p")).isEmpty();
    server.answer(TYPES + "/OLD", 200, "{\"name\":\"OLD\",\"pools\":0}");
    assertThat(ask("parameters", "submit", "OLD", "-p")).isEmpty();
  }

  @Test
  void theServiceIsTheOneThatTheCommandLineNames() throws IOException {
    env.clear();
    server.answer(JOBS, 200, TWO_JOBS);
    Files.writeString(directory.resolve("secret"), "other\n");
    Files.writeString(directory.resolve("c.yml"), "host: 127.0.0.1\nport: " + server.port() + "\n");

    for (List<String> words :
        List.of(
            List.of("--url", server.url(), "--secret-file", "secret"),
            List.of("--url=" + server.url(), "--secret-file=secret"),
            List.of("-c", "c.yml", "--secret-file", "secret"),
            List.of("-cc.yml", "--secret-file", "secret"),
            List.of("--config=c.yml", "--secret-file", "secret"))) {
      String[] line = words.toArray(new String[0]);
      assertThat(ask(join("ids", "stop", line))).as("%s", words).startsWith("b2\n");
    }
    assertThat(server.requests())
        .extracting(StubServer.Request::authorization)
        .containsOnly("Harbor-Secret other");
  }

  @ParameterizedTest
  @CsvSource({
    "--url http://127.0.0.1:1",
    "--url nonsense",
    "--url http://[",
    "--redis redis://127.0.0.1:1",
    "--redis=embedded",
    "--direct",
    "-c missing.yml --secret-file missing",
    "--secret-file missing",
    "--url"
  })
  void whatCannotBeAskedIsNoAnswerAndNoError(String words) {
    if (words.equals("--url")) {
      env.clear();
    }
    assertThat(ask(join("ids", "stop", words.split(" ", -1)))).isEmpty();
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"401 | {}", "302 | http://127.0.0.1:1/", "200 | [{\"job\":{\"id\":", "200 | x"})
  void anAnswerThatIsNoneIsNothing(int status, String body) {
    server.answer(JOBS, status, body);

    assertThat(ask("ids", "stop")).isEmpty();
  }

  @Test
  void unknownValuesAreNothing() {
    assertThat(ask("secrets")).isEmpty();
    assertThat(server.requests()).isEmpty();
  }

  private static String[] join(String first, String second, String... rest) {
    String[] all = new String[rest.length + 2];
    all[0] = first;
    all[1] = second;
    System.arraycopy(rest, 0, all, 2, rest.length);
    return all;
  }
}
