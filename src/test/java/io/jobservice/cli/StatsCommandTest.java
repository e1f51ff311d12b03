package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What {@code stats} and {@code log} show of the answers that they get. */
class StatsCommandTest extends StubbedService {

  private static final String JOB = "GET /api/v1/jobs/abc";

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
                last_error:  one
                """,
                ""));
  }

  @Test
  void timesAreLocalOnATerminalAndSayHowLongAgo() {
    server.answer(JOB, 200, "{\"job\":{\"update_time\":1767225600,\"run_at\":1767225960}}");
    String[] words = {"stats", "abc", "--color", "never"};

    assertThat(
            shell().at("2026-01-01T00:05:00Z", "UTC").onTerminalIn("Asia/Kolkata").run(words).out())
        .isEqualTo(
            """
            update_time: 2026-01-01T05:30:00+05:30 (5m ago)
            run_at:      2026-01-01T05:36:00+05:30 (in 1m)
            """);
  }

  @Test
  void timesAreUtcOnATerminalWhenAskedFor() {
    server.answer(JOB, 200, "{\"job\":{\"update_time\":1767225600}}");

    assertThat(
            shell
                .onTerminalIn("Asia/Kolkata")
                .run("stats", "abc", "--utc", "--color", "never")
                .out())
        .isEqualTo("update_time: 2026-01-01T00:00:00Z\n");
  }

  @Test
  void namesAndTheStatusAreColouredOnATerminal() {
    server.answer(JOB, 200, "{\"job\":{\"status\":\"Success\",\"name\":\"DEMO\"}}");

    assertThat(shell.onTerminalIn("UTC").run("stats", "abc").out())
        .isEqualTo("\033[2mstatus:\033[0m \033[32mSuccess\033[0m\n\033[2mname:\033[0m   DEMO\n");
  }

  @Test
  void statsKeepEveryDigitOfTheAnswer() {
    String body =
        "{\"job\":{\"n\":123456789012345678901234567890,\"x\":[1.10,1E5,-0],\"t\":\"ü<\"}}";
    server.answer(JOB, 200, body);

    assertThat(shell.run("stats", "abc", "-o", "json").out()).isEqualTo(body + "\n");
  }

  @Test
  void ofAServiceWithoutASummaryThePoolsAreShown() {
    server.answer(
        "GET /api/v1/stats",
        200,
        "[{\"worker_pool_id\":\"p1\",\"started_at\":1767225600,\"heartbeat_at\":1767225601,"
            + "\"job_names\":[\"DEMO\",\"OTHER\"],\"concurrency\":10,\"status\":\"Healthy\"}]");

    assertThat(shell.run("stats").out())
        .isEqualTo(
            """
            WORKERS  BUSY  PENDING  SCHEDULED  AWAITING  RETRY  DEAD  ENDED/S  REDIS
            -        -     -        -          -         -      -     -        -

            POOL  STATUS   NODE  WORKERS  BUSY  STARTED               HEARTBEAT
            p1    Healthy  -     10       -     2026-01-01T00:00:00Z  2026-01-01T00:00:01Z
            """);
  }

  @Test
  void statsWithoutAnIdShowTheWholeService() {
    server.answer(
        "GET /api/v1/summary",
        200,
        "{\"workers\":10,\"busy\":3,\"scheduled\":4,\"awaiting\":2,\"retry\":5,\"dead\":6,"
            + "\"redis\":{\"used_memory\":1572864,\"max_memory\":2147483648},"
            + "\"worker_pools\":[{\"worker_pool_id\":\"p1\",\"status\":\"Healthy\",\"host\":\"n1\","
            + "\"concurrency\":10,\"busy\":3,\"started_at\":1767225600,"
            + "\"heartbeat_at\":1767225601}],"
            + "\"queues\":[{\"name\":\"DEMO\",\"depth\":7,\"oldest_at\":1767225600,\"running\":3,"
            + "\"limit\":0,\"rate\":1.5,\"paused\":false,\"pools\":1},"
            + "{\"name\":\"IDLE\",\"depth\":0,\"oldest_at\":0,\"running\":0,\"limit\":2,\"rate\":0,"
            + "\"paused\":false,\"pools\":1},"
            + "{\"name\":\"OFF\",\"depth\":0,\"oldest_at\":0,\"running\":0,\"limit\":2,\"rate\":0,"
            + "\"paused\":true,\"pools\":1}]}");

    assertThat(shell.run("stats"))
        .isEqualTo(
            new Transcript.Result(
                0,
                """
                WORKERS  BUSY  PENDING  SCHEDULED  AWAITING  RETRY  DEAD  ENDED/S  REDIS
                10       3     7        4          2         5      6     1.5      1.5MiB/2048MiB

                POOL  STATUS   NODE  WORKERS  BUSY  STARTED               HEARTBEAT
                p1    Healthy  n1    10       3     2026-01-01T00:00:00Z  2026-01-01T00:00:01Z

                QUEUE  DEPTH  OLDEST                RUNNING  LIMIT  RATE/S  PAUSED
                DEMO   7      2026-01-01T00:00:00Z  3        -      1.5     -
                OFF    0      -                     0        2      0       paused
                """,
                ""));
  }

  @Test
  void eventsOfHooksThatAreNotDeliveredAreShownIfThereAreAny() {
    server
        .answer("GET /api/v1/summary", 200, "{\"hooks\":{\"pending\":0,\"dead\":0}}")
        .answer("GET /api/v1/summary", 200, "{\"hooks\":{\"pending\":12,\"dead\":0}}");

    assertThat(shell().run("stats").out()).doesNotContain("HOOKS");
    assertThat(shell().run("stats").out())
        .endsWith("\n\nHOOKS-PENDING  HOOKS-DEAD\n12             0\n");
  }

  @Test
  void ofVeryManySubJobsAJobShowsTheFirst() {
    server.answer(
        "GET /api/v1/jobs/abc",
        200,
        "{\"job\":{\"status\":\"Scheduled\",\"after\":[\"x\",\"y\"],"
            + "\"executions\":[1,2,3,4,5,6,7,8,9,10,11,12]}}");

    assertThat(shell.run("stats", "abc").out())
        .isEqualTo(
            """
            status:     Scheduled
            after:      x, y
            executions: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, and 2 more
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

    assertThat(shell.env("NO_COLOR", "1").onTerminalIn("UTC").run("stats"))
        .isEqualTo(
            new Transcript.Result(
                0,
                """
                WORKERS  BUSY  PENDING  SCHEDULED  AWAITING  RETRY  DEAD  ENDED/S  REDIS
                -        -     -        -          -         -      -     -        -

                POOL  STATUS  NODE  WORKERS  BUSY  STARTED  HEARTBEAT
                """,
                "No worker pool is alive. Start one with: jobservice serve\n"));
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
}
