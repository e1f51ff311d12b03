package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.testing.StubServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Transcripts of the commands that talk to a service. */
class ClientCommandsTest {

  private static final String JOBS = "POST /api/v1/jobs";
  private static final String JOB = "GET /api/v1/jobs/abc";
  private static final String PENDING =
      "{\"job\":{\"id\":\"abc\",\"status\":\"Pending\",\"name\":\"DEMO\",\"enqueue_time\":1767225600}}";

  @TempDir private Path directory;
  private StubServer server;
  private Transcript shell;

  @BeforeEach
  void start() throws IOException {
    server = new StubServer();
    shell = new Transcript(directory).env("JOBSERVICE_URL", server.url()).env("CORE_SECRET", "s3");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void submitPrintsTheIdAlone() {
    server.answer(JOBS, 202, PENDING);

    Transcript.Result result = shell.run("submit", "DEMO", "-p", "image=demo-1", "-p", "n=1.50");

    assertThat(result).isEqualTo(new Transcript.Result(0, "abc\n", ""));
    assertThat(server.requests())
        .containsExactly(
            new StubServer.Request(
                JOBS,
                "Harbor-Secret s3",
                "{\"job\":{\"name\":\"DEMO\",\"parameters\":{\"image\":\"demo-1\",\"n\":1.50},"
                    + "\"metadata\":{\"kind\":\"Generic\"}}}"));
  }

  @Test
  void submitWithoutParametersSendsNone() {
    server.answer(JOBS, 202, PENDING);

    shell.run("submit", "DEMO");

    assertThat(server.requests().get(0).body()).doesNotContain("parameters");
  }

  @Test
  void submitSendsHowAndWhenTheJobIsToRun() {
    server.answer(JOBS, 202, PENDING);

    Transcript.Result result =
        shell.run(
            "submit",
            "DEMO",
            "--delay",
            "1m30s1ms",
            "--unique",
            "--hook",
            "http://h.example/x",
            "--max-fails",
            "3",
            "--idempotency-key",
            "order 66");

    assertThat(result).isEqualTo(new Transcript.Result(0, "abc\n", ""));
    assertThat(server.requests())
        .containsExactly(
            new StubServer.Request(
                JOBS,
                "Harbor-Secret s3",
                "{\"job\":{\"name\":\"DEMO\",\"status_hook\":\"http://h.example/x\","
                    + "\"metadata\":{\"kind\":\"Scheduled\",\"schedule_delay\":91,"
                    + "\"unique\":true,\"max_fails\":3}}}",
                "order 66"));
  }

  @ParameterizedTest
  @CsvSource({"0s, 1", "1ms, 1", "90s, 90", "7d, 604800", "1500ms, 2"})
  void aDelayIsWholeSecondsAndNeverTooShort(String delay, long seconds) {
    server.answer(JOBS, 202, PENDING);

    shell.run("submit", "DEMO", "--delay", delay);

    assertThat(server.requests().get(0).body())
        .contains("\"kind\":\"Scheduled\",\"schedule_delay\":" + seconds + "}");
  }

  @Test
  void anIdempotencyKeyUsedForAnotherJobIsRefused() {
    server.answer(JOBS, 422, "{\"description\":\"this key came with another request\"}");

    assertThat(shell.run("submit", "DEMO", "--idempotency-key", "k"))
        .isEqualTo(
            new Transcript.Result(1, "", "jobservice: this key came with another request\n"));
  }

  @Test
  void submitOnATerminalNamesTheNextCommands() {
    server.answer(JOBS, 202, PENDING);

    Transcript.Result result = shell.onTerminalIn("UTC").run("submit", "DEMO", "-c", "a b.yml");

    assertThat(result)
        .isEqualTo(
            new Transcript.Result(
                0,
                "abc\n",
                """
                See how it does: jobservice stats -c 'a b.yml' abc
                Read its log:    jobservice log -c 'a b.yml' abc
                """));
  }

  @Test
  void submitPrintsTheAnswerAsItCame() {
    server.answer(JOBS, 202, PENDING);

    assertThat(shell.run("submit", "DEMO", "-o", "json"))
        .isEqualTo(new Transcript.Result(0, PENDING + "\n", ""));
  }

  @Test
  void submitPrintsABlockOfText() {
    server.answer(JOBS, 202, PENDING);

    assertThat(shell.run("submit", "DEMO", "-o", "text"))
        .isEqualTo(
            new Transcript.Result(
                0,
                """
                id:           abc
                status:       Pending
                name:         DEMO
                enqueue_time: 2026-01-01T00:00:00Z
                """,
                ""));
  }

  @Test
  void submitTakesParametersFromAFileOrStandardInput() throws IOException {
    server.answer(JOBS, 202, PENDING);
    Files.writeString(directory.resolve("p.json"), "{\"a\":{\"x\":1,\"y\":2},\"b\":1e400}");

    shell.run("submit", "DEMO", "--params", "@p.json", "-p", "a.x=3");
    shell.in("{\"k.ey\":null}").run("submit", "DEMO", "--params", "-");

    assertThat(server.requests().get(0).body())
        .contains("\"parameters\":{\"a\":{\"x\":3,\"y\":2},\"b\":1e400}");
    assertThat(server.requests().get(1).body()).contains("\"parameters\":{\"k.ey\":null}");
  }

  @Test
  void waitingForASuccessPrintsIdAndResult() {
    server
        .answer(JOBS, 202, PENDING)
        .answer(JOB, 200, PENDING)
        .answer(JOB, 200, "{\"job\":{\"id\":\"abc\",\"status\":\"Error\",\"retry_at\":99}}")
        .answer(JOB, 503, "{\"code\":10024,\"err\":\"service unavailable\"}")
        .answer(JOB, 200, "{\"job\":{\"id\":\"abc\",\"status\":\"Running\"}}")
        .answer(JOB, 200, "{\"job\":{\"id\":\"abc\",\"status\":\"Success\",\"result\":{\"n\":7}}}");

    assertThat(shell.run("submit", "DEMO", "--wait"))
        .isEqualTo(new Transcript.Result(0, "abc\n{\"n\":7}\n", ""));
  }

  @Test
  void waitingWithJsonPrintsTheEndedJobOnly() {
    String ended = "{\"job\":{\"id\":\"abc\",\"status\":\"Success\",\"result\":\"ok\"}}";
    server.answer(JOBS, 202, PENDING).answer(JOB, 200, ended);

    assertThat(shell.run("submit", "DEMO", "--wait", "-o", "json"))
        .isEqualTo(new Transcript.Result(0, ended + "\n", ""));
  }

  @Test
  void waitingForAFailureSaysWhyAndWhereTheLogIs() {
    server
        .answer(JOBS, 202, PENDING)
        .answer(
            JOB,
            200,
            "{\"job\":{\"id\":\"abc\",\"status\":\"Error\",\"last_error\":\"no \\u001b[31mdisk\"}}");

    assertThat(shell.run("submit", "DEMO", "--wait"))
        .isEqualTo(
            new Transcript.Result(
                5,
                "abc\n",
                """
                jobservice: job abc failed: no \\u001b[31mdisk
                Read its log: jobservice log abc
                """));
  }

  @Test
  void waitingForAStoppedJobWaitsUntilItsRunIsOver() {
    server
        .answer(JOBS, 202, PENDING)
        .answer(JOB, 200, "{\"job\":{\"status\":\"Stopped\",\"started_at\":5}}")
        .answer(JOB, 200, "{\"job\":{\"status\":\"Stopped\",\"started_at\":5,\"ended_at\":6}}");

    assertThat(shell.run("submit", "DEMO", "--wait"))
        .isEqualTo(new Transcript.Result(6, "abc\n", "jobservice: job abc was stopped\n"));
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void waitingForACancelledJobEndsWithSix() {
    server.answer(JOBS, 202, PENDING).answer(JOB, 200, "{\"job\":{\"status\":\"Cancelled\"}}");

    assertThat(shell.run("submit", "DEMO", "--wait").code()).isEqualTo(6);
  }

  @Test
  void waitingEndsWithItsTimeout() {
    server.answer(JOBS, 202, PENDING).answer(JOB, 200, PENDING);

    assertThat(shell.run("submit", "DEMO", "--wait", "--timeout", "1m30s"))
        .isEqualTo(
            new Transcript.Result(
                124,
                "abc\n",
                """
                jobservice: job abc has not ended within 1m30s; its status is Pending
                It goes on without you. Look at it with: jobservice stats abc
                """));
    assertThat(shell.slept()).isEqualTo(Duration.ofSeconds(90));
    assertThat(server.requests()).hasSizeBetween(90, 110);
  }

  @Test
  void anOutageOfHalfAMinuteEndsTheWait() {
    server.answer(JOBS, 202, PENDING).answer(JOB, 503, "{\"description\":\"Redis is away\"}");

    Transcript.Result result = shell.run("submit", "DEMO", "--wait");

    assertThat(result).isEqualTo(new Transcript.Result(69, "abc\n", "jobservice: Redis is away\n"));
    assertThat(shell.slept()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(32));
  }

  @ParameterizedTest
  @CsvSource({
    "400, 1, bad name",
    "401, 4, no",
    "403, 4, no",
    "404, 3, no such",
    "409, 7, job x exists",
    "413, 1, too large",
    "500, 1, broken here",
    "501, 1, not done",
    "503, 69, no Redis here"
  })
  void theDescriptionOfAnErrorIsShownAndItsStatusGivesTheExitCode(
      int status, int code, String description) {
    server.answer(
        JOBS, status, "{\"code\":1,\"err\":\"e\",\"description\":\"" + description + "\"}");

    Transcript.Result result = shell.run("submit", "DEMO");

    assertThat(result.code()).isEqualTo(code);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("jobservice: ").contains(description);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aMissingSecretIsExplained() {
    server.answer(JOB, 401, "{\"code\":10011,\"err\":\"unauthorized\"}");

    assertThat(shell.env("CORE_SECRET", "").run("stats", "abc"))
        .isEqualTo(
            new Transcript.Result(
                4,
                "",
                "jobservice: "
                    + server.url()
                    + " wants a secret, and none was found\n"
                    + "It is looked for in --secret-file, CORE_SECRET, and the data_dir of the"
                    + " configuration file (runtime.json, secret).\n"));
  }

  @Test
  void aWrongSecretIsNotPrinted() {
    server.answer(JOB, 401, "{\"code\":10011,\"err\":\"unauthorized\"}");

    Transcript.Result result = shell.env("CORE_SECRET", "hush-hush").run("stats", "-v", "abc");

    assertThat(result.code()).isEqualTo(4);
    assertThat(result.err()).contains("does not accept the secret: unauthorized").contains("\tat ");
    assertThat(result.err()).doesNotContain("hush-hush");
  }

  @Test
  void anAnswerThatIsNoJsonIsDoubted() {
    server.answer(JOB, 200, "<html>");

    assertThat(shell.run("stats", "abc"))
        .isEqualTo(
            new Transcript.Result(
                1,
                "",
                "jobservice: "
                    + server.url()
                    + " answered with something that is not JSON\n"
                    + "Is that a jobservice? The address comes from JOBSERVICE_URL.\n"));
    assertThat(shell.run("log", "abc").err())
        .contains(" answered 404 without saying why\nIs that a jobservice?");
  }

  @Test
  void redirectsAreNotFollowed() {
    server.answer(JOB, 302, "http://elsewhere.example/");

    Transcript.Result result = shell.run("stats", "abc");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("redirects to http://elsewhere.example/").contains("--url");
  }

  @Test
  void aServiceThatIsNotThereIsNamedWithTheSourceOfItsAddress() {
    server.close();

    assertThat(shell.run("stats"))
        .isEqualTo(
            new Transcript.Result(
                69,
                "",
                "jobservice: cannot reach "
                    + server.url()
                    + " (from JOBSERVICE_URL): Connection refused\n"
                    + "Is the service running? Start it with: jobservice serve\n"));
  }

  @Test
  void statsOfAJobAreAlignedAndTimesAreUtcOffTheTerminal() {
    server.answer(
        JOB,
        200,
        "{\"job\":{\"id\":\"abc\",\"unique\":false,\"update_time\":1767225600,"
            + "\"parameters\":{\"a\":[1,\"x\"]},\"last_error\":\"one\\ntwo\"}}");

    assertThat(shell.run("stats", "abc"))
        .isEqualTo(
            new Transcript.Result(
                0,
                """
                id:          abc
                unique:      false
                update_time: 2026-01-01T00:00:00Z
                parameters:  {"a":[1,"x"]}
                last_error:  one\\ntwo
                """,
                ""));
  }

  @Test
  void timesAreLocalOnATerminal() {
    server.answer(JOB, 200, "{\"job\":{\"update_time\":1767225600}}");

    assertThat(shell.onTerminalIn("Asia/Kolkata").run("stats", "abc").out())
        .isEqualTo("update_time: 2026-01-01T05:30:00+05:30\n");
  }

  @Test
  void statsKeepEveryDigitOfTheAnswer() {
    String body =
        "{\"job\":{\"n\":123456789012345678901234567890,\"x\":[1.10,1E5,-0],\"t\":\"ü<\"}}";
    server.answer(JOB, 200, body);

    assertThat(shell.run("stats", "abc", "-o", "json").out()).isEqualTo(body + "\n");
  }

  @Test
  void statsWithoutAnIdShowThePools() {
    server.answer(
        "GET /api/v1/stats",
        200,
        "[{\"worker_pool_id\":\"p1\",\"started_at\":1767225600,\"heartbeat_at\":1767225601,"
            + "\"job_names\":[\"DEMO\",\"OTHER\"],\"concurrency\":10,\"status\":\"Healthy\"}]");

    assertThat(shell.run("stats").out())
        .isEqualTo(
            """
            POOL  STATUS   WORKERS  STARTED               HEARTBEAT             JOBS
            p1    Healthy  10       2026-01-01T00:00:00Z  2026-01-01T00:00:01Z  DEMO,OTHER
            """);
  }

  @Test
  void statsUnderstandTheWrappedListOfOlderServices() {
    server.answer("GET /api/v1/stats", 200, "{\"worker_pools\":[{\"worker_pool_id\":\"p1\"}]}");

    assertThat(shell.run("stats", "-o", "id").out()).isEqualTo("p1\n");
  }

  @Test
  void noPoolIsAHeadingAndAHintOnATerminal() {
    server.answer("GET /api/v1/stats", 200, "[]");

    assertThat(shell.onTerminalIn("UTC").run("stats"))
        .isEqualTo(
            new Transcript.Result(
                0,
                "POOL  STATUS  WORKERS  STARTED  HEARTBEAT  JOBS\n",
                "No worker pool is alive. Start one with: jobservice serve\n"));
  }

  @Test
  void anUnknownIdEndsWithThree() {
    server.answer(
        JOB, 404, "{\"code\":10010,\"err\":\"object is not found\",\"description\":\"abc\"}");

    assertThat(shell.run("stats", "abc"))
        .isEqualTo(new Transcript.Result(3, "", "jobservice: object is not found: abc\n"));
  }

  @Test
  void logIsCopiedByteForByte() {
    server.answer("GET /api/v1/jobs/abc/log", 200, "first ü\nlast, without a line break");

    assertThat(shell.run("log", "abc"))
        .isEqualTo(new Transcript.Result(0, "first ü\nlast, without a line break", ""));
  }

  @Test
  void aLogThatIsNotThereEndsWithThree() {
    server.answer("GET /api/v1/jobs/abc/log", 404, "{\"description\":\"no log of job abc\"}");

    assertThat(shell.run("log", "abc"))
        .isEqualTo(new Transcript.Result(3, "", "jobservice: no log of job abc\n"));
  }

  @Test
  void idsCannotWalkUpThePath() {
    shell.run("log", "../x/%2f?a=1");

    assertThat(server.requests().get(0).line())
        .isEqualTo("GET /api/v1/jobs/%2E%2E%2Fx%2F%252f%3Fa%3D1/log");
  }

  @Test
  void anEmptyIdIsNotAskedFor() {
    assertThat(shell.run("stats", ""))
        .isEqualTo(new Transcript.Result(1, "", "jobservice: a job id cannot be empty\n"));
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void stopTellsEveryJobAndSaysNothing() {
    server.answer("POST /api/v1/jobs/a", 204, "").answer("POST /api/v1/jobs/b", 204, "");

    assertThat(shell.run("stop", "a", "b")).isEqualTo(new Transcript.Result(0, "", ""));
    assertThat(server.requests())
        .extracting(StubServer.Request::body)
        .containsExactly("{\"action\":\"stop\"}", "{\"action\":\"stop\"}");
  }

  @Test
  void stopGoesOnAfterAnUnknownIdAndEndsWithThree() {
    server
        .answer("POST /api/v1/jobs/a", 404, "{\"description\":\"no job a\"}")
        .answer("POST /api/v1/jobs/b", 204, "");

    assertThat(shell.run("stop", "a", "b"))
        .isEqualTo(new Transcript.Result(3, "", "jobservice: no job a\n"));
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void stopCanWaitForTheEndOfTheRun() {
    server
        .answer("POST /api/v1/jobs/abc", 204, "")
        .answer(JOB, 200, "{\"job\":{\"status\":\"Stopped\",\"started_at\":5}}")
        .answer(JOB, 200, "{\"job\":{\"status\":\"Stopped\",\"started_at\":5,\"ended_at\":6}}");

    assertThat(shell.run("stop", "--wait", "abc")).isEqualTo(new Transcript.Result(0, "", ""));
    assertThat(server.requests()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cancel", "retry"})
  void cancelAndRetryTellEveryJobAndEndWithTheFirstFailure(String action) {
    server
        .answer("POST /api/v1/jobs/a", 204, "")
        .answer("POST /api/v1/jobs/b", 409, "{\"description\":\"it is Success\"}")
        .answer("POST /api/v1/jobs/c", 404, "{\"description\":\"no job c\"}")
        .answer("POST /api/v1/jobs/d", 501, "{\"description\":\"its node cannot\"}");

    assertThat(shell.run(action, "a")).isEqualTo(new Transcript.Result(0, "", ""));
    assertThat(server.requests())
        .extracting(StubServer.Request::body)
        .containsExactly("{\"action\":\"" + action + "\"}");
    assertThat(shell.run(action, "b", "c", "d"))
        .isEqualTo(
            new Transcript.Result(
                7,
                "",
                """
                jobservice: it is Success
                jobservice: no job c
                jobservice: its node cannot
                """));
    assertThat(shell.run(action, "c").code()).isEqualTo(3);
    assertThat(shell.run(action, "d").code()).isEqualTo(1);
  }

  @Test
  void cancelCanWaitForTheEndOfTheRun() {
    server
        .answer("POST /api/v1/jobs/abc", 204, "")
        .answer(JOB, 200, "{\"job\":{\"status\":\"Running\",\"op_command\":\"cancel\"}}")
        .answer(JOB, 200, "{\"job\":{\"status\":\"Cancelled\",\"started_at\":5,\"ended_at\":6}}");

    assertThat(shell.run("cancel", "--wait", "abc")).isEqualTo(new Transcript.Result(0, "", ""));
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void retryCanWaitForTheNewEndAndPrintsItsResult() {
    server
        .answer("POST /api/v1/jobs/abc", 204, "")
        .answer(JOB, 200, PENDING)
        .answer(JOB, 200, "{\"job\":{\"status\":\"Success\",\"result\":\"two\\nlines\"}}");

    assertThat(shell.run("retry", "--wait", "abc"))
        .isEqualTo(new Transcript.Result(0, "two\nlines\n", ""));
  }

  @Test
  void retryOfSeveralNamesTheJobOfEachResultAndGoesOnAfterAFailure() {
    server
        .answer("POST /api/v1/jobs/a", 204, "")
        .answer("POST /api/v1/jobs/b", 204, "")
        .answer("POST /api/v1/jobs/c", 204, "")
        .answer("GET /api/v1/jobs/a", 200, "{\"job\":{\"status\":\"Success\",\"result\":\"x\"}}")
        .answer("GET /api/v1/jobs/b", 200, "{\"job\":{\"status\":\"Error\",\"last_error\":\"no\"}}")
        .answer(
            "GET /api/v1/jobs/c", 200, "{\"job\":{\"status\":\"Success\",\"result\":{\"n\":1}}}");

    assertThat(shell.run("retry", "--wait", "a", "b", "c"))
        .isEqualTo(
            new Transcript.Result(
                5,
                "a \"x\"\nc {\"n\":1}\n",
                """
                jobservice: job b failed: no
                Read its log: jobservice log b
                """));
  }

  @Test
  void aReaderThatWentAwayIsNoMessage() {
    server.answer("GET /api/v1/jobs/abc/log", 200, "text");

    Transcript.Result result = shell.out(failing("Broken pipe")).run("log", "abc");

    assertThat(result).isEqualTo(new Transcript.Result(1, "", ""));
  }

  @Test
  void aFullDiskIsAnError() {
    server.answer(JOBS, 202, PENDING);

    assertThat(shell.out(failing("No space left on device")).run("submit", "DEMO"))
        .isEqualTo(
            new Transcript.Result(
                1, "", "jobservice: cannot write the output: No space left on device\n"));
  }

  private static OutputStream failing(String reason) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(reason);
      }
    };
  }
}
