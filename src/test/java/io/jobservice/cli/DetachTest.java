package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.testing.StubServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Ctrl-C while a command waits: the job goes on, and the way back is told. */
class DetachTest extends StubbedService {

  private static final String JOB = "GET /api/v1/jobs/abc";
  private static final String PENDING = "{\"job\":{\"id\":\"abc\",\"status\":\"Pending\"}}";

  private static String detached(String command) {
    return "Detached; the job goes on. Come back with: jobservice " + command + "\n";
  }

  @Test
  void theWaitIsLeftAndTheJobIsNotTouched() {
    server.answer(JOB, 200, PENDING);

    assertThat(shell.interruptedAfter(2).run("wait", "abc"))
        .isEqualTo(new Transcript.Result(130, "", detached("wait abc")));
    assertThat(server.requests()).extracting(StubServer.Request::line).containsOnly(JOB).hasSize(3);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void theWayBackNamesTheService() {
    server.answer(JOB, 200, PENDING);

    assertThat(shell.interruptedAfter(0).run("wait", "abc", "--url", server.url(), "-c", "a b"))
        .isEqualTo(
            new Transcript.Result(
                130, "", detached("wait --url " + server.url() + " -c 'a b' abc")));
  }

  @Test
  void aSubmittedJobHasPrintedItsId() {
    server.answer("POST /api/v1/jobs", 202, PENDING).answer(JOB, 200, PENDING);

    assertThat(shell.interruptedAfter(0).run("submit", "DEMO", "--wait"))
        .isEqualTo(new Transcript.Result(130, "abc\n", detached("wait abc")));
  }

  @Test
  void theWayBackToALogFollowsIt() {
    server
        .answer("POST /api/v1/jobs", 202, PENDING)
        .answer(JOB, 200, PENDING)
        .answer(JOB + "/log", 200, "one\n");

    assertThat(shell.interruptedAfter(0).run("submit", "DEMO", "--follow"))
        .isEqualTo(
            new Transcript.Result(
                130, "one\n", "Job abc\nPending\n" + detached("wait --follow abc")));
  }

  @Test
  void anActionThatWaitsForSeveralLeavesThemAll() {
    server
        .answer("POST /api/v1/jobs/abc", 204, "")
        .answer("POST /api/v1/jobs/xyz", 204, "")
        .answer(JOB, 200, PENDING);

    assertThat(shell.interruptedAfter(0).run("retry", "abc", "xyz", "--wait"))
        .isEqualTo(new Transcript.Result(130, "", detached("wait abc")));
  }

  @Test
  void ctrlCMeansTheUsualAgainWhenTheWaitIsOver() {
    server
        .answer(JOB, 200, "{\"job\":{\"status\":\"Success\"}}")
        .answer("GET /api/v1/jobs/xyz", 200, PENDING);

    // Of the second wait: the first has ended without a pause.
    assertThat(shell.interruptedAfter(1).run("wait", "abc", "xyz"))
        .isEqualTo(new Transcript.Result(130, "", detached("wait xyz")));
    assertThat(shell().interruptedAfter(0).run("wait", "abc"))
        .isEqualTo(new Transcript.Result(0, "", ""));
  }

  @Test
  void theTimeIsForAllAndAJobThatHasEndedBeforeCounts() {
    server
        .answer(JOB, 200, PENDING)
        .answer("GET /api/v1/jobs/xyz", 200, "{\"job\":{\"status\":\"Success\",\"result\":\"x\"}}")
        .answer("GET /api/v1/jobs/uvw", 200, PENDING);

    assertThat(shell.run("wait", "abc", "xyz", "uvw", "--timeout", "10s"))
        .isEqualTo(
            new Transcript.Result(
                124,
                "xyz \"x\"\n",
                """
                jobservice: job abc has not ended in time; its status is Pending
                It goes on without you. Wait for it again with: jobservice wait abc
                See why it has not ended with: jobservice why abc
                jobservice: job uvw has not ended in time; its status is Pending
                It goes on without you. Wait for it again with: jobservice wait uvw
                See why it has not ended with: jobservice why uvw
                """));
    assertThat(shell.slept()).isEqualTo(Duration.ofSeconds(10));
  }
}
