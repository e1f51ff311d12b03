package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.testing.StubServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code stop}, {@code cancel} and {@code retry} tell the service, and how they wait. */
class ActionCommandsTest extends StubbedService {

  private static final String JOB = "GET /api/v1/jobs/abc";
  private static final String PENDING =
      "{\"job\":{\"id\":\"abc\",\"status\":\"Pending\",\"name\":\"DEMO\",\"enqueue_time\":1767225600}}";

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
  void stopMayBeForAllThatAJobHasLaunched() {
    server.answer("POST /api/v1/jobs/a", 204, "");

    assertThat(shell.run("stop", "--cascade", "a")).isEqualTo(new Transcript.Result(0, "", ""));
    assertThat(server.requests())
        .extracting(StubServer.Request::body)
        .containsExactly("{\"action\":\"stop\",\"cascade\":true}");
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
        .answer("POST /api/v1/jobs/a1", 204, "")
        .answer("POST /api/v1/jobs/b1", 409, "{\"description\":\"it is Success\"}")
        .answer("POST /api/v1/jobs/c1", 404, "{\"description\":\"no job c1\"}")
        .answer("POST /api/v1/jobs/d1", 501, "{\"description\":\"its node cannot\"}");

    assertThat(shell.run(action, "a1")).isEqualTo(new Transcript.Result(0, "", ""));
    assertThat(server.requests())
        .extracting(StubServer.Request::body)
        .containsExactly("{\"action\":\"" + action + "\"}");
    assertThat(shell.run(action, "b1", "c1", "d1"))
        .isEqualTo(
            new Transcript.Result(
                7,
                "",
                """
                jobservice: job b1: it is Success
                jobservice: no job c1
                jobservice: job d1: its node cannot
                """));
    assertThat(shell.run(action, "c1").code()).isEqualTo(3);
    assertThat(shell.run(action, "d1").code()).isEqualTo(1);
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
}
