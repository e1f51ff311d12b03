package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.testing.StubServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code --follow} over a stream of events. */
class LogFollowTest extends StubbedService {

  private static final String JOB = "GET /api/v1/jobs/abc";
  private static final String LOG = "/api/v1/jobs/abc/log";
  private static final String RUNNING = "{\"job\":{\"id\":\"abc\",\"status\":\"Running\"}}";
  private static final String SUCCESS =
      "{\"job\":{\"id\":\"abc\",\"status\":\"Success\",\"result\":{\"n\":7}}}";

  private static String job(String answer) {
    return "event: job\ndata: " + answer + "\n\n";
  }

  private static String line(int place, String text) {
    return "id: 1:" + place + "\nevent: log\ndata: " + text + "\n\n";
  }

  private static String ended(String answer) {
    return "event: end\ndata: {\"reason\":\"ended\"," + answer.substring(1) + "\n\n";
  }

  private List<String> asked() {
    return server.requests().stream().map(StubServer.Request::line).toList();
  }

  @Test
  void linesComeUntilTheJobHasEnded() {
    server.stream(
        LOG,
        job(RUNNING)
            + line(4, "one")
            + ": heartbeat\n\n"
            + line(11, "  two: ü")
            + line(12, "")
            + "event: news\ndata: x\n\n"
            + ended(SUCCESS));

    assertThat(shell.run("log", "-f", "abc"))
        .isEqualTo(new Transcript.Result(0, "one\n  two: ü\n\n", ""));
    assertThat(asked()).containsExactly(JOB + "/log?follow=true");
  }

  @Test
  void whatIsWantedIsAskedFor() {
    server.stream(LOG, ended(SUCCESS));

    shell.run("log", "abc", "--follow", "--tail", "5", "--since", "10m", "--attempt", "last");

    assertThat(asked()).containsExactly(JOB + "/log?tail=5&since=10m&attempt=last&follow=true");
  }

  @Test
  void theExitCodeCanBeThatOfTheJob() {
    server.stream(
        LOG, line(4, "one") + ended("{\"job\":{\"status\":\"Error\",\"last_error\":\"no disk\"}}"));

    assertThat(shell.run("log", "-f", "abc", "--exit-status"))
        .isEqualTo(new Transcript.Result(5, "one\n", ""));
    assertThat(shell().run("log", "-f", "abc")).isEqualTo(new Transcript.Result(0, "one\n", ""));
  }

  @Test
  void anEndThatDoesNotTellOfTheJobIsAskedFor() {
    server.stream(LOG, "event: end\ndata: {\"reason\":\"ended\"}\n\n")
        .answer(JOB, 200, RUNNING)
        .answer(JOB, 200, "{\"job\":{\"status\":\"Stopped\"}}");

    assertThat(shell.run("log", "-f", "abc", "--exit-status").code()).isEqualTo(6);
  }

  @Test
  void aStreamThatBrokeOffGoesOnBehindItsLastLine() {
    server.stream(LOG, job(RUNNING) + line(4, "one") + "id: 1:8\nevent: log\ndata: tw")
        .noStream(LOG, 503, "{\"description\":\"all streams are taken\"}")
        .stream(LOG, job(RUNNING) + line(8, "two") + ended(SUCCESS));

    Transcript.Result result =
        shell.run("log", "-f", "abc", "--tail", "5", "--since", "1h", "--attempt", "2-3");

    assertThat(result.code()).isZero();
    assertThat(result.out()).isEqualTo("one\ntwo\n");
    assertThat(result.err())
        .matches(
            "The service does not answer as it should; trying for 30 s: the connection to .* was lost: it ended too"
                + " early\n");
    assertThat(server.requests())
        .extracting(StubServer.Request::lastEventId)
        .containsExactly(null, "1:4", "1:4");
    assertThat(asked().get(1)).isEqualTo(JOB + "/log?attempt=2-3&follow=true");
  }

  @Test
  void aServiceThatStaysAwayEndsIt() {
    server.stream(LOG, line(4, "one")).noStream(LOG, 503, "{\"description\":\"Redis is away\"}");

    Transcript.Result result = shell.run("log", "-f", "abc");

    assertThat(result.code()).isEqualTo(69);
    assertThat(result.out()).isEqualTo("one\n");
    assertThat(result.err())
        .startsWith("The service does not answer as it should; trying for 30 s: the connection to ")
        .endsWith("\njobservice: Redis is away\n")
        .hasLineCount(2);
    assertThat(shell.slept()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
  }

  @Test
  void aLogThatIsLostEndsIt() {
    server.stream(
        LOG,
        line(4, "one")
            + "event: end\ndata: {\"reason\":\"lost\",\"message\":\"n1:4711 has gone\"}\n\n");

    assertThat(shell.run("log", "-f", "abc", "--exit-status"))
        .isEqualTo(
            new Transcript.Result(
                1, "one\n", "jobservice: the log of job abc broke off: n1:4711 has gone\n"));
  }

  @Test
  void anUnknownJobIsNotWaitedFor() {
    server.noStream(LOG, 404, "{\"description\":\"no job abc\"}");

    assertThat(shell.run("log", "-f", "abc"))
        .isEqualTo(new Transcript.Result(3, "", "jobservice: no job abc\n"));
  }

  @Test
  void aServiceWithoutStreamsIsAskedAgainAndAgain() {
    server
        .answer(JOB, 200, RUNNING)
        .answer(JOB, 200, SUCCESS)
        .answer("GET " + LOG, 200, "one\n")
        .answer("GET " + LOG, 206, "two\n");

    assertThat(shell.run("log", "-f", "abc")).isEqualTo(new Transcript.Result(0, "one\ntwo\n", ""));
  }

  @Test
  void aServiceWithoutStreamsCannotBeginAnywhere() {
    assertThat(shell.run("log", "-f", "abc", "--tail", "3"))
        .isEqualTo(
            new Transcript.Result(
                1,
                "",
                "jobservice: this service can follow a whole log only, from its beginning\n"));
  }

  @Test
  void theWayBackIsTold() {
    server.stream(LOG, line(4, "one"));

    Transcript.Result result = shell.interruptedAfter(0).run("log", "-f", "abc", "-q");

    assertThat(result)
        .isEqualTo(
            new Transcript.Result(
                130,
                "one\n",
                "Detached; the job goes on. Come back with: jobservice log -f abc\n"));
  }

  @Test
  void aJobThatHasNotRunIsExplainedToWhoeverLooks() {
    server.stream(LOG, job("{\"job\":{\"status\":\"Pending\"}}") + job(RUNNING) + ended(SUCCESS));

    assertThat(shell.onTerminalIn("UTC").run("log", "-f", "abc").err())
        .isEqualTo(
            """
            The job has not run yet (Pending); its log will follow.
            The job has logged nothing so far.
            """);
  }

  @Test
  void entriesAreChosenAsTheyCome() {
    server.stream(
        LOG,
        line(1, "2026-11-21T23:39:10Z [INFO] [x]: a")
            + line(2, "2026-11-21T23:39:11Z [ERROR] [x]: b")
            + line(3, "\tat b")
            + line(4, "2026-11-21T23:39:12Z [INFO] [x]: c")
            + ended(SUCCESS));

    assertThat(shell.run("log", "-f", "abc", "--level", "ERROR").out())
        .isEqualTo("2026-11-21T23:39:11Z [ERROR] [x]: b\n\tat b\n");
    assertThat(shell().run("log", "-f", "abc", "--grep", "at b", "-o", "json").out())
        .isEqualTo(
            "{\"time\":\"2026-11-21T23:39:11Z\",\"level\":\"ERROR\",\"source\":\"x\","
                + "\"message\":\"b\\n\\tat b\",\"attempt\":1}\n");
  }

  @Test
  void theTailOfWhatIsChosenIsOfWhatWasThereAlready() {
    String old =
        IntStream.range(10, 20)
            .mapToObj(i -> line(i, "2026-11-21T23:39:" + i + "Z [ERROR] [x]: " + i))
            .collect(Collectors.joining());
    String fresh =
        IntStream.range(30, 33)
            .mapToObj(i -> line(i, "2026-11-21T23:39:" + i + "Z [ERROR] [x]: " + i))
            .collect(Collectors.joining());
    server.stream(LOG, old + fresh + ended(SUCCESS));
    shell.at("2026-11-21T23:39:30.5Z", "UTC");

    assertThat(shell.run("log", "-f", "abc", "--level", "ERROR", "--tail", "2").out())
        .isEqualTo(
            IntStream.of(18, 19, 30, 31, 32)
                .mapToObj(i -> "2026-11-21T23:39:" + i + "Z [ERROR] [x]: " + i + "\n")
                .collect(Collectors.joining()));
    assertThat(asked()).containsExactly(JOB + "/log?follow=true");
  }

  @Test
  void aWaitTellsOfTheJobToo() {
    server
        .answer("POST /api/v1/jobs", 202, "{\"job\":{\"id\":\"abc\",\"status\":\"Pending\"}}")
        .stream(
            LOG,
            job("{\"job\":{\"status\":\"Pending\"}}")
                + job("{\"job\":{\"status\":\"Running\",\"node\":\"n1\"}}")
                + line(4, "one")
                + job(
                    "{\"job\":{\"status\":\"Running\",\"node\":\"n2\",\"attempt\":2,"
                        + "\"check_in\":\"half\"}}")
                + line(8, "two")
                + ended(SUCCESS));

    assertThat(shell.run("submit", "DEMO", "--follow"))
        .isEqualTo(
            new Transcript.Result(
                0,
                "one\ntwo\n{\"n\":7}\n",
                """
                Job abc
                Pending
                Running on n1
                Running on n2, attempt 2: half
                Success
                """));
    assertThat(shell().run("wait", "--follow", "abc", "-o", "json", "-q"))
        .isEqualTo(new Transcript.Result(0, "one\ntwo\n" + SUCCESS + "\n", ""));
  }

  @Test
  void aWaitGoesOnWhereALogCannotBeRead() {
    server
        .noStream(LOG, 404, "{\"description\":\"the log was on n1, which is gone\"}")
        .answer(JOB, 200, RUNNING)
        .answer(JOB, 200, SUCCESS);

    assertThat(shell.run("wait", "--follow", "abc"))
        .isEqualTo(
            new Transcript.Result(
                0, "{\"n\":7}\n", "Its log cannot be read: the log was on n1, which is gone\n"));
  }

  @Test
  void aWaitGoesOnWhereALogBrokeOff() {
    server.stream(
            LOG,
            job(RUNNING)
                + line(4, "one")
                + "event: end\ndata: {\"reason\":\"lost\",\"message\":\"n1 has gone\"}\n\n")
        .answer(JOB, 200, RUNNING)
        .answer(JOB, 200, SUCCESS);

    assertThat(shell.run("wait", "--follow", "abc"))
        .isEqualTo(
            new Transcript.Result(
                0,
                "one\n{\"n\":7}\n",
                """
                Running
                Its log cannot be read: the log of job abc broke off: n1 has gone
                """));
  }

  @Test
  void aWaitForAnUnknownJobIsAnError() {
    server
        .noStream(LOG, 404, "{\"description\":\"no job abc\"}")
        .answer(JOB, 404, "{\"description\":\"no job abc\"}");

    assertThat(shell.run("wait", "--follow", "abc"))
        .isEqualTo(new Transcript.Result(3, "", "jobservice: no job abc\n"));
  }
}
