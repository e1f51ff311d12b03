package io.jobservice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.testing.StubServer;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code submit -f} over a service that fails in the middle; see the transcripts for the rest. */
class BulkSubmissionTest extends StubbedService {

  private static final String JOBS = "POST /api/v1/jobs";
  private static final String AWAY = "{\"description\":\"Redis is away\"}";

  private static String lines(int count) {
    return "{\"n\":1}\n".repeat(count);
  }

  private static String ids(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> "id-" + i + "\n")
        .collect(Collectors.joining());
  }

  private static String accepted(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> "{\"job\":{\"id\":\"id-" + i + "\",\"status\":\"Pending\"}}")
        .collect(Collectors.joining(",", "{\"jobs\":[", "]}"));
  }

  @Test
  void whatWasSentWhenTheServiceDiedIsNamed() {
    server.answer(JOBS, 202, accepted(1000)).answer(JOBS, 503, AWAY);

    Transcript.Result result =
        shell
            .env("HOME", directory.toString())
            .in(lines(999) + "\n" + lines(4))
            .run("submit", "DEMO", "-f", "-", "-o", "id");

    assertThat(result)
        .isEqualTo(
            new Transcript.Result(
                69,
                ids(1000),
                """
                1,000 jobs submitted.
                jobservice: lines 1002 to 1004 may or may not have been submitted, and none after line 1004: \
                Redis is away
                With --idempotency-key the whole file could have been sent again without harm.
                """));
    assertThat(server.requests()).hasSize(2);
    server.answer("GET /api/v1/jobs/id-1000", 200, "{\"job\":{\"id\":\"id-1000\"}}");
    assertThat(shell().env("HOME", directory.toString()).run("stats", "@last", "-o", "id").out())
        .as("the last that was certainly submitted")
        .isEqualTo("id-1000\n");
  }

  @Test
  void withAKeyTheSameIsSentAgainUntilTheServiceIsBack() {
    server.answer(JOBS, 503, AWAY).answer(JOBS, 503, AWAY).answer(JOBS, 202, accepted(2));

    assertThat(
            shell
                .in(lines(2))
                .run("submit", "DEMO", "-f", "-", "-o", "id", "--idempotency-key", "k"))
        .isEqualTo(new Transcript.Result(0, ids(2), "2 jobs submitted.\n"));
    assertThat(shell.slept()).isEqualTo(Duration.ofSeconds(1));
    assertThat(server.requests()).hasSize(3);
    assertThat(server.requests().stream().map(StubServer.Request::body).distinct()).hasSize(1);
    assertThat(server.requests().get(0).body())
        .contains("\"idempotency_key\":\"k:1\"", "\"idempotency_key\":\"k:2\"");
  }

  @Test
  void withAKeyAServiceThatStaysAwayIsGivenUpAndMayBeToldAllAgain() {
    server.answer(JOBS, 503, AWAY);

    assertThat(shell.in(lines(2)).run("submit", "DEMO", "-f", "-", "--idempotency-key", "k"))
        .isEqualTo(
            new Transcript.Result(
                69,
                "",
                """
                0 jobs submitted.
                jobservice: lines 1 to 2 may or may not have been submitted, and none after line 2: \
                Redis is away
                Run it again with the same key: lines that were submitted give the same ids.
                """));
    assertThat(server.requests()).hasSize(60);
  }

  @Test
  void withoutAKeyNothingIsSentTwice() {
    server.answer(JOBS, 503, AWAY).answer(JOBS, 202, accepted(1));

    assertThat(shell.in(lines(1)).run("submit", "DEMO", "-f", "-").code()).isEqualTo(69);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aRefusalOfAllSaysThatNothingWasSubmittedAndWhatToDo() {
    server.answer(JOBS, 401, "{\"err\":\"unauthorized\"}");

    assertThat(shell.in(lines(3)).run("submit", "DEMO", "-f", "-", "--idempotency-key", "k"))
        .isEqualTo(
            new Transcript.Result(
                4,
                "",
                "0 jobs submitted.\njobservice: lines 1 to 3 were not submitted, and none after"
                    + " line 3: "
                    + server.url()
                    + " does not accept the secret\n"
                    + "The first that is found is used: --secret-file, CORE_SECRET, the data_dir of"
                    + " the configuration file (runtime.json, secret).\n"));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void anAnswerToAnotherNumberOfJobsIsDoubted() {
    server.answer(JOBS, 202, accepted(2));

    Transcript.Result result = shell.in(lines(3)).run("submit", "DEMO", "-f", "-", "-o", "id");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("lines 1 to 3 may or may not have been submitted")
        .contains(" answered with something that is no answer to a list of jobs\n");
  }

  @Test
  void resultsThatBreakOffAreNoJson() {
    server.answer(JOBS, 202, accepted(1000)).answer(JOBS, 503, AWAY);

    assertThat(shell.in(lines(1001)).run("submit", "DEMO", "-f", "-", "-o", "json").out())
        .startsWith("[{\"line\":1,\"job\":{")
        .endsWith("\"id\":\"id-1000\",\"status\":\"Pending\"}}");
  }

  @Test
  void aCheckIsAskedForAgainBecauseItChangesNothing() {
    server
        .answer("POST /api/v1/dry-run", 503, AWAY)
        .answer("POST /api/v1/dry-run", 200, accepted(1));

    assertThat(shell.in(lines(1)).run("submit", "DEMO", "-f", "-", "-o", "id", "--dry-run"))
        .as("what is only checked has no id")
        .isEqualTo(new Transcript.Result(0, "", "1 job would be accepted.\n"));
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void aLineThatIsTooLargeIsRefusedAloneAndNotSent() {
    server.answer(JOBS, 202, accepted(2));
    // In characters it is far smaller.
    String large = "{\"s\":\"" + "\u20ac".repeat(350_000) + "\"}\n";

    assertThat(
            shell.in(lines(1) + large + lines(1)).run("submit", "DEMO", "-f", "-", "-o", "jsonl"))
        .isEqualTo(
            new Transcript.Result(
                1,
                """
                {"line":1,"job":{"id":"id-1","status":"Pending"}}
                {"line":2,"error":{"status":413,"err":"request too large",\
                "description":"the job is larger than 1048576 bytes"}}
                {"line":3,"job":{"id":"id-2","status":"Pending"}}
                """,
                "2 jobs submitted, 1 refused.\n"));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aBatchHasNoMoreThanEightMebibytesOfUtf8() {
    server.answer(JOBS, 202, accepted(8)).answer(JOBS, 202, accepted(1));
    String line = "{\"s\":\"" + "\u20ac".repeat(340_000) + "\"}\n";

    assertThat(shell.in(line.repeat(9)).run("submit", "DEMO", "-f", "-", "-o", "id"))
        .isEqualTo(new Transcript.Result(0, ids(8) + ids(1), "9 jobs submitted.\n"));
    assertThat(server.requests())
        .hasSize(2)
        .allSatisfy(request -> assertThat(request.body().getBytes(UTF_8)).hasSizeLessThan(8 << 20));
  }

  @Test
  void aReaderThatWentAwayIsToldHowFarItCame() {
    server.answer(JOBS, 202, accepted(1000));
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };

    Transcript.Result result =
        shell
            .out(gone)
            .env("HOME", directory.toString())
            .in("\n" + lines(7000))
            .run("submit", "DEMO", "-f", "-", "-o", "id", "-q");

    int sent = server.requests().size();
    assertThat(sent).isBetween(1, 6);
    assertThat(result)
        .isEqualTo(
            new Transcript.Result(
                1,
                "",
                "jobservice: the output ended early: %,d jobs submitted; line %d was the last that was sent\n"
                    .formatted(sent * 1000, sent * 1000 + 1)));
  }

  @Test
  void fieldsAreThoseOfTheJobs() {
    server.answer(JOBS, 202, accepted(1));

    assertThat(
            shell
                .in(lines(1) + "[]\n")
                .run("submit", "DEMO", "-f", "-", "-o", "jsonl", "--fields", "status", "-q")
                .out())
        .isEqualTo(
            """
            {"line":1,"job":{"status":"Pending"}}
            {"line":2,"error":{"status":400,"err":"bad request","description":"not a JSON object"}}
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "id"})
  void fieldsNeedJson(String format) {
    assertThat(shell.in("").run("submit", "DEMO", "-f", "-", "-o", format, "--fields", "status"))
        .isEqualTo(
            new Transcript.Result(
                2,
                "",
                """
                jobservice: --fields with -f needs -o json or jsonl
                Try 'jobservice submit --help'.
                """));
  }

  private static final String TAKEN = "{\"job\":{\"id\":\"id-1\",\"status\":\"Pending\"}}";
  private static final String LOST =
      "{\"error\":{\"status\":503,\"code\":10024,\"err\":\"service unavailable\","
          + "\"description\":\"Redis is away\"}}";

  private static final String FULL =
      "{\"error\":{\"status\":429,\"err\":\"too many\",\"description\":\"7 jobs wait on the queue DEMO\"}}";

  @Test
  void withAKeyJobsThatRedisLostInTheMiddleAreSentAgain() {
    server
        .answer(JOBS, 200, "{\"jobs\":[" + TAKEN + "," + LOST + "," + LOST + "]}")
        .answer(JOBS, 503, AWAY)
        .answer(JOBS, 200, "{\"jobs\":[" + LOST + "," + TAKEN.replace("id-1", "id-3") + "]}")
        .answer(JOBS, 200, "{\"jobs\":[" + TAKEN.replace("id-1", "id-2") + "]}");

    assertThat(
            shell
                .in(lines(3))
                .run("submit", "DEMO", "-f", "-", "-o", "id", "--idempotency-key", "k"))
        .isEqualTo(new Transcript.Result(0, ids(3), "3 jobs submitted.\n"));
    assertThat(server.requests()).hasSize(4);
    assertThat(server.requests().get(2).body())
        .doesNotContain("k:1")
        .contains("\"k:2\"", "\"k:3\"");
    assertThat(server.requests().get(3).body()).contains("\"k:2\"").doesNotContain("\"k:3\"");
  }

  @Test
  void jobsThatAreTooManyAreSentAgainUntilTheyAreTaken() {
    server
        .answer(JOBS, 200, "{\"jobs\":[" + TAKEN + "," + FULL + "," + FULL + "]}")
        .answer(JOBS, 200, "{\"jobs\":[" + FULL + "," + FULL + "]}")
        .answer(JOBS, 200, "{\"jobs\":[" + TAKEN.replace("id-1", "id-2") + "," + FULL + "]}")
        .answer(JOBS, 200, "{\"jobs\":[" + TAKEN.replace("id-1", "id-3") + "]}");

    assertThat(shell.in(lines(3)).run("submit", "DEMO", "-f", "-", "-o", "id"))
        .isEqualTo(new Transcript.Result(0, ids(3), "3 jobs submitted.\n"));
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void jobsThatStayTooManyAreGivenUp() {
    server
        .answer(JOBS, 200, "{\"jobs\":[" + TAKEN + "," + FULL + "]}")
        .answer(JOBS, 200, "{\"jobs\":[" + FULL + "]}");

    Transcript.Result result = shell.in(lines(2)).run("submit", "DEMO", "-f", "-", "-o", "id");

    assertThat(result.out()).startsWith(ids(1));
    assertThat(result.err()).contains("line 2: 7 jobs wait on the queue DEMO");
    assertThat(server.requests()).hasSizeGreaterThan(50);
  }

  @Test
  void withAKeyJobsThatStayLostAreGivenUp() {
    server
        .answer(JOBS, 200, "{\"jobs\":[" + TAKEN + "," + LOST + "]}")
        .answer(JOBS, 200, "{\"jobs\":[" + LOST + "]}");

    assertThat(shell.in(lines(2)).run("submit", "DEMO", "-f", "-", "--idempotency-key", "k"))
        .isEqualTo(inDoubt());
    assertThat(server.requests()).hasSize(60);
  }

  @Test
  void withoutAKeyJobsThatRedisLostAreInDoubt() {
    server.answer(JOBS, 200, "{\"jobs\":[" + TAKEN + "," + LOST + "]}");

    assertThat(shell.in(lines(2)).run("submit", "DEMO", "-f", "-")).isEqualTo(inDoubt());
    assertThat(server.requests()).hasSize(1);
  }

  private static Transcript.Result inDoubt() {
    return new Transcript.Result(
        69,
        """
        LINE  ID    RESULT
        1     id-1  Pending
        2     -     may or may not have been submitted: Redis is away
        """,
        "1 job submitted, 1 in doubt.\n");
  }
}
