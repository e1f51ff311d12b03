package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.testing.StubServer;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How what goes wrong between a command and the service is told. */
class ClientErrorsTest extends StubbedService {

  private static final String JOBS = "POST /api/v1/jobs";
  private static final String JOB = "GET /api/v1/jobs/abc";
  private static final String PENDING =
      "{\"job\":{\"id\":\"abc\",\"status\":\"Pending\",\"name\":\"DEMO\",\"enqueue_time\":1767225600}}";

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
    assertThat(server.requests())
        .extracting(StubServer.Request::line)
        .filteredOn(line -> line.startsWith("POST"))
        .hasSize(1);
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
  void anUnknownIdEndsWithThree() {
    server.answer(
        JOB, 404, "{\"code\":10010,\"err\":\"object is not found\",\"description\":\"abcx\"}");

    assertThat(shell.run("stats", "abc"))
        .isEqualTo(
            new Transcript.Result(
                3, "", "jobservice: there is no job abcx, or its record has expired\n"));
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
