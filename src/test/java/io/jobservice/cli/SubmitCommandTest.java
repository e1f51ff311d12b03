package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.testing.StubServer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code submit} asks for, how it shows the answer, and how it waits. */
class SubmitCommandTest extends StubbedService {

  private static final String JOBS = "POST /api/v1/jobs";
  private static final String JOB = "GET /api/v1/jobs/abc";
  private static final String PENDING =
      "{\"job\":{\"id\":\"abc\",\"status\":\"Pending\",\"name\":\"DEMO\",\"enqueue_time\":1767225600}}";

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
  void submitSendsWhatTheJobIsToWaitFor() {
    server.answer(JOBS, 202, PENDING).answer(JOBS, 202, PENDING).answer(JOBS, 202, PENDING);

    shell.env("XDG_STATE_HOME", directory.toString());
    shell.run("submit", "DEMO", "--after", "x,y", "--after", "x");
    shell.run("submit", "DEMO", "--after", "@last", "--after-status", "any", "--delay", "5s");
    shell.in("one\n\ntwo\n").run("submit", "DEMO", "--after", "-");

    assertThat(server.requests())
        .extracting(StubServer.Request::body)
        .containsExactly(
            "{\"job\":{\"name\":\"DEMO\",\"metadata\":{\"kind\":\"Generic\",\"after\":[\"x\",\"y\"]}}}",
            "{\"job\":{\"name\":\"DEMO\",\"metadata\":{\"kind\":\"Scheduled\",\"schedule_delay\":5,"
                + "\"after\":[\"abc\"],\"after_status\":\"any\"}}}",
            "{\"job\":{\"name\":\"DEMO\",\"metadata\":{\"kind\":\"Generic\",\"after\":[\"one\",\"two\"]}}}");
  }

  @Test
  void submitRefusesSenselessWaits() {
    assertThat(shell.run("submit", "DEMO", "--after-status", "any").code()).isEqualTo(2);
    assertThat(shell.run("submit", "DEMO", "--after", "a", "--after-status", "x").code())
        .isEqualTo(2);
    assertThat(shell.run("submit", "DEMO", "--after", "a,,b").code()).isEqualTo(2);
    assertThat(shell.run("submit", "-f", "-", "--after", "-").code()).isEqualTo(2);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aJobThatWasStoppedForAnotherSaysSo() {
    server
        .answer(JOBS, 202, PENDING)
        .answer(
            JOB,
            200,
            "{\"job\":{\"id\":\"abc\",\"status\":\"Stopped\",\"ended_at\":5,\"stop_reason\":\"job x failed\"}}");

    assertThat(shell.run("submit", "DEMO", "--wait"))
        .isEqualTo(
            new Transcript.Result(6, "abc\n", "jobservice: job abc was stopped: job x failed\n"));
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'status_hook' is wrong | --hook is wrong",
        "the job's 'status_hook' is wrong | the job's 'status_hook' is wrong",
      })
  void aRefusedHookIsNamedAsItsOption(String said, String shown) {
    server.answer(JOBS, 400, "{\"description\":\"" + said + "\"}");

    assertThat(shell.run("submit", "DEMO", "--hook", "nowhere"))
        .isEqualTo(new Transcript.Result(1, "", "jobservice: " + shown + "\n"));
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
  void hintsShowNoCredentialsOfAUrl() {
    server.answer(JOBS, 202, PENDING);
    String url = server.url().replace("//", "//bob:hush@");

    Transcript.Result result = shell.onTerminalIn("UTC").run("submit", "DEMO", "--url", url);

    assertThat(result.err())
        .contains("jobservice stats --url " + server.url() + " abc\n")
        .contains("jobservice log --url " + server.url() + " abc\n")
        .doesNotContain("hush");
  }

  @Test
  void submitPrintsTheAnswerAsItCame() {
    server.answer(JOBS, 202, PENDING);

    assertThat(shell.run("submit", "DEMO", "-o", "json"))
        .isEqualTo(new Transcript.Result(0, PENDING + "\n", ""));
  }

  @Test
  void submitPrintsABlockOfFields() {
    server.answer(JOBS, 202, PENDING);

    assertThat(shell.run("submit", "DEMO", "-o", "table"))
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
                jobservice: job abc has not ended in time; its status is Pending
                It goes on without you. Wait for it again with: jobservice wait abc
                See why it has not ended with: jobservice why abc
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
}
