package io.jobservice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** {@code --follow}: the log of a job on standard output, what happens to it on standard error. */
class FollowTest extends StubbedService {

  private static final String JOBS = "POST /api/v1/jobs";
  private static final String JOB = "GET /api/v1/jobs/abc";
  private static final String LOG = JOB + "/log";
  private static final String PENDING = "{\"job\":{\"id\":\"abc\",\"status\":\"Pending\"}}";
  private static final String RUNNING = running("");
  private static final String SUCCESS =
      "{\"job\":{\"id\":\"abc\",\"status\":\"Success\",\"result\":{\"n\":7}}}";
  private static final String AWAY = "{\"description\":\"Redis is away\"}";

  private static String running(String more) {
    return "{\"job\":{\"id\":\"abc\",\"status\":\"Running\",\"node\":\"n1\"" + more + "}}";
  }

  @Test
  void theLogGrowsAndStatesAreTold() {
    server
        .answer(JOBS, 202, PENDING)
        .answer(JOB, 200, PENDING)
        .answer(JOB, 200, RUNNING)
        .answer(JOB, 200, RUNNING)
        .answer(JOB, 200, running(",\"check_in\":\"half\",\"attempt\":2"))
        .answer(JOB, 200, SUCCESS)
        .answer(LOG, 200, "")
        .answer(LOG, 200, "one\n")
        .answer(LOG, 416, "{\"description\":\"there are 4 bytes only\"}")
        .answer(LOG, 206, "two ü\n")
        .answer(LOG, 206, "three");

    assertThat(shell.run("submit", "DEMO", "--follow"))
        .isEqualTo(
            new Transcript.Result(
                0,
                "one\ntwo ü\nthree{\"n\":7}\n",
                """
                Job abc
                Pending
                Running on n1
                Running on n1, attempt 2: half
                Success
                """));
  }

  @Test
  void aServiceThatSendsTheWholeLogEachTimeIsReadOnFromWhereItWas() {
    server
        .answer(JOB, 200, RUNNING)
        .answer(JOB, 200, RUNNING)
        .answer(JOB, 200, SUCCESS)
        .answer(LOG, 200, "one\n")
        .answer(LOG, 200, "one\n")
        .answer(LOG, 200, "one\ntwo\n");

    assertThat(shell.run("wait", "--follow", "abc", "-o", "id", "-q"))
        .isEqualTo(new Transcript.Result(0, "one\ntwo\nabc\n", ""));
  }

  @Test
  void aServiceThatGoesAwayAndComesBackIsToldOnce() {
    server
        .answer(JOB, 200, RUNNING)
        .answer(JOB, 503, AWAY)
        .answer(JOB, 503, AWAY)
        .answer(JOB, 200, RUNNING)
        .answer(JOB, 503, AWAY)
        .answer(JOB, 200, SUCCESS)
        .answer(LOG, 200, "one\n")
        .answer(LOG, 206, "two\n")
        .answer(LOG, 416, "");

    assertThat(shell.run("wait", "--follow", "abc", "-o", "id"))
        .isEqualTo(
            new Transcript.Result(
                0,
                "one\ntwo\nabc\n",
                """
                Running on n1
                The service does not answer as it should; trying for 30 s: Redis is away
                The service does not answer as it should; trying for 30 s: Redis is away
                Success
                """));
  }

  @Test
  void aServiceThatStaysAwayEndsIt() {
    server.answer(JOB, 200, RUNNING).answer(JOB, 503, AWAY).answer(LOG, 200, "one\n");

    assertThat(shell.run("wait", "--follow", "abc"))
        .isEqualTo(
            new Transcript.Result(
                69,
                "one\n",
                """
                Running on n1
                The service does not answer as it should; trying for 30 s: Redis is away
                jobservice: Redis is away
                """));
    assertThat(shell.slept()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
  }

  @Test
  void theTimeoutEndsItWithTheLastState() {
    server.answer(JOB, 200, running(",\"check_in\":\"half\"")).answer(LOG, 200, "one\n");

    assertThat(shell.run("wait", "--follow", "abc", "--timeout", "5s"))
        .isEqualTo(
            new Transcript.Result(
                124,
                "one\n",
                """
                Running on n1: half
                jobservice: job abc has not ended in time; its status is Running on n1: half
                It goes on without you. Wait for it again with: jobservice wait --follow abc
                See why it has not ended with: jobservice why abc
                """));
    assertThat(shell.slept()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void theLastPauseIsNoLongerThanTheTime() {
    server.answer(JOB, 200, RUNNING).answer(LOG, 200, "one\n");

    assertThat(shell.run("wait", "--follow", "abc", "--timeout", "300ms").code()).isEqualTo(124);
    assertThat(shell.slept()).isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void aServiceThatDoesNotAnswerInTimeIsWaitedForNoLonger() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + silent.getLocalPort();

      Transcript.Result result =
          shell.inRealTime().run("wait", "--follow", "abc", "--timeout", "300ms", "--url", url);

      assertThat(result.code()).isEqualTo(124);
      assertThat(result.err())
          .startsWith("jobservice: job abc has not ended in time; its status is unknown\n");
    }
  }

  @Test
  void aFailureIsJudgedAfterItsLog() {
    server
        .answer(JOB, 200, "{\"job\":{\"status\":\"Error\",\"last_error\":\"no disk\\n\\tat x\"}}")
        .answer(LOG, 200, "one\n");

    assertThat(shell.run("wait", "--follow", "abc"))
        .isEqualTo(
            new Transcript.Result(
                5,
                "one\n",
                """
                Error
                jobservice: job abc failed: no disk
                Read its log: jobservice log abc
                """));
  }

  @Test
  void aLogThatBrokeOffGoesOnWhereItDid() throws IOException {
    List<String> ranges = new CopyOnWriteArrayList<>();
    try (ServerSocket service = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread speaker =
          new Thread(
              () ->
                  speak(
                      service,
                      ranges,
                      answer("200 OK", "all of the log, for it knows no streams", 0),
                      answer("200 OK", RUNNING, 0),
                      answer("200 OK", "one\ntw", 100),
                      answer("200 OK", SUCCESS, 0),
                      answer("206 Partial Content", "o\n", 0)));
      speaker.setDaemon(true);
      speaker.start();

      Transcript.Result result =
          shell.run(
              "wait",
              "--follow",
              "abc",
              "-o",
              "id",
              "--url",
              "http://127.0.0.1:" + service.getLocalPort());

      assertThat(result.code()).as(result.err()).isZero();
      assertThat(result.out()).isEqualTo("one\ntwo\nabc\n");
      assertThat(result.err())
          .startsWith(
              "Running on n1\nThe service does not answer as it should; trying for 30 s: the connection to ")
          .endsWith("\nSuccess\n");
    }
    assertThat(ranges).containsExactly("Range: bytes=6-");
  }

  /** An answer that promises more bytes than it has. */
  private static String answer(String status, String body, int missing) {
    return "HTTP/1.1 %s\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, body.length() + missing, body);
  }

  private static void speak(ServerSocket service, List<String> ranges, String... answers) {
    for (String answer : answers) {
      try (Socket socket = service.accept()) {
        BufferedReader in =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
          if (line.startsWith("Range:")) {
            ranges.add(line);
          }
        }
        socket.getOutputStream().write(answer.getBytes(UTF_8));
      } catch (IOException e) {
        return;
      }
    }
  }
}
