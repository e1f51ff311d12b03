package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.testing.StubServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transcripts of {@code list}: what it asks for, and how it shows what it gets. */
class ListCommandTest {

  private static final String JOBS = "GET /api/v1/jobs";
  private static final String A =
      "{\"job\":{\"id\":\"a1\",\"status\":\"Running\",\"name\":\"DEMO\",\"kind\":\"Generic\","
          + "\"enqueue_time\":1767225600,\"parameters\":{\"n\":1.50}}}";
  private static final String B =
      "{\"job\":{\"id\":\"b22@9\",\"status\":\"Scheduled\",\"name\":\"A_LONGER_NAME\","
          + "\"kind\":\"Periodic\",\"enqueue_time\":1767225599}}";
  private static final String STRANGE =
      "{\"job\":{\"id\":\"c\",\"status\":\"Lost\\u001b\",\"name\":\"\",\"enqueue_time\":0}}";

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

  private void page(long next, String... jobs) {
    server.answer(
        JOBS, 200, "[" + String.join(",", jobs) + "]", Map.of("Next-Cursor", Long.toString(next)));
  }

  private String asked(int request) {
    return server.requests().get(request).line();
  }

  @Test
  void aTableHasOneRowAJob() {
    page(0, A, B, STRANGE);

    assertThat(shell.run("list"))
        .isEqualTo(
            new Transcript.Result(
                0,
                """
                ID     NAME           STATUS      KIND      SUBMITTED
                a1     DEMO           Running     Generic   2026-01-01T00:00:00Z
                b22@9  A_LONGER_NAME  Scheduled   Periodic  2025-12-31T23:59:59Z
                c      -              Lost\\u001b  -         -
                """,
                ""));
    assertThat(server.requests())
        .containsExactly(
            new StubServer.Request(
                JOBS + "?cursor=0&page_size=26&upcoming=false", "Harbor-Secret s3", ""));
  }

  @Test
  void timesOnATerminalSayHowLongAgo() {
    page(0, A);

    assertThat(
            shell.at("2026-01-01T00:05:00Z", "UTC").onTerminalIn("Asia/Kolkata").run("list").out())
        .endsWith("Generic  5m ago\n");
  }

  @Test
  void timesAreUtcOnATerminalWhenAskedFor() {
    page(0, A);

    assertThat(shell.onTerminalIn("Asia/Kolkata").run("list", "--utc").out())
        .endsWith("Generic  2026-01-01T00:00:00Z\n");
  }

  @Test
  void headingsAndStatesAreColouredOnATerminal() {
    page(0, A);

    assertThat(shell.onTerminalIn("UTC").run("list", "--fields", "id,status").out())
        .isEqualTo("\033[1mID\033[0m  \033[1mSTATUS\033[0m\na1  \033[36mRunning\033[0m\n");
  }

  @Test
  void quietMeansNoHeadingsAndNoHints() {
    page(9, A);

    assertThat(shell.onTerminalIn("UTC").run("list", "-q", "--limit", "1", "--fields", "id"))
        .isEqualTo(new Transcript.Result(0, "a1\n", ""));
  }

  @Test
  void jsonIsOneArrayAsItCame() {
    page(8, A);
    page(7);
    page(0, B);

    assertThat(shell.run("list", "-o", "json"))
        .isEqualTo(new Transcript.Result(0, "[" + A + "," + B + "]\n", ""));
    assertThat(asked(1)).isEqualTo(JOBS + "?cursor=8&page_size=25&upcoming=false");
    assertThat(asked(2)).isEqualTo(JOBS + "?cursor=7&page_size=25&upcoming=false");
  }

  @Test
  void idsAreOneALine() {
    page(8, A);
    page(0, B);

    assertThat(shell.run("list", "-o", "id"))
        .isEqualTo(new Transcript.Result(0, "a1\nb22@9\n", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--status error,RUNNING | &status=Error,Running",
        "--status Error --status stopped,Error | &status=Error,Stopped",
        "--name DEMO,a.b-c_1 --name X | &name=DEMO,X,a.b-c_1",
        "--since 2h | &since=1795338000",
        "--since 7d --until 90s | &since=1794740400&until=1795345110",
        "--since 1ms | &since=1795345199",
        "--since 2026-11-22 | &since=1795323600",
        "--since 2026-11-22T09:00 | &since=1795356000",
        "--since 2026-11-22T09:00:01.9 | &since=1795356001",
        "--since 2026-11-22T09:00Z | &since=1795338000",
        "--until 2026-11-22T09:00:00+01:00 | &until=1795334400",
        "--until 2026-11-22T09:00+01:00[Europe/Berlin] | &until=1795334400",
        "--since 999999999d | &since=0",
        "--since -0001-01-01 --until +999999999-12-31 | &since=0&until=9000000000"
      })
  void whatIsWantedIsAskedFor(String words, String parameters) {
    page(0);

    Transcript.Result result =
        shell
            .at("2026-11-22T11:00:00Z", "America/New_York")
            .run(("list --limit 99 " + words).split(" "));

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(asked(0)).isEqualTo(JOBS + "?cursor=0&page_size=100&upcoming=false" + parameters);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "--status runing | invalid value for option '--status' (STATUS): 'runing' is none of Pending,"
            + " Scheduled, Running, Success, Error, Stopped, Cancelled; did you mean 'Running'?",
        "--status error,x | invalid value for option '--status' (STATUS): 'x' is none of Pending,"
            + " Scheduled, Running, Success, Error, Stopped, Cancelled",
        "--name a:b | --name must be job types, separated by commas; 'a:b' is none",
        "--name A,,B | --name must be job types, separated by commas; '' is none",
        "--since soon | --since must be how long ago, such as 2h or 7d, or a time such as 2026-11-22"
            + " or 2026-11-22T09:00, not 'soon'",
        "--until 2026-13-01 | --until must be how long ago, such as 2h or 7d, or a time such as"
            + " 2026-11-22 or 2026-11-22T09:00, not '2026-13-01'",
        "--until 2026-11-22T25:00 | --until must be how long ago, such as 2h or 7d, or a time such as"
            + " 2026-11-22 or 2026-11-22T09:00, not '2026-11-22T25:00'",
        "--since 1h --until 2h | --since 1h is later than --until 2h",
        "--limit -1 | --limit must be 0 for all, or more, not -1",
        "--limit all | --limit must be a number of jobs, 0 for all, not 'all'",
        "-o text | invalid value for option '--output': 'text' is none of table, json, jsonl, id",
        "abc | one argument too many: 'abc'",
      })
  void aMistakeIsNamedBeforeTheServiceIsAsked(String words, String message) {
    assertThat(shell.run(("list " + words).split(" ")))
        .isEqualTo(
            new Transcript.Result(
                2, "", "jobservice: " + message + "\nTry 'jobservice list --help'.\n"));
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void noJobIsAHeadingAndAHintOnATerminal() {
    page(0);

    assertThat(
            new Transcript(directory)
                .onTerminalIn("UTC")
                .run("list", "--color", "never", "--url", server.url()))
        .isEqualTo(
            new Transcript.Result(
                0,
                "ID  NAME  STATUS  KIND  SUBMITTED\n",
                "There are no jobs. Submit one with: jobservice submit NAME\n"));
    assertThat(shell.onTerminalIn("UTC").run("list", "--name", "X", "-o", "id"))
        .isEqualTo(new Transcript.Result(0, "", "No job fits. Leave out options to see others.\n"));
    assertThat(new Transcript(directory).run("list", "-o", "json", "--url", server.url()))
        .isEqualTo(new Transcript.Result(0, "[]\n", ""));
  }

  @Test
  void moreThanTheLimitIsAHintOnATerminalOnly() {
    page(3, A, B);

    String[] words = {"list", "--limit", "1", "-o", "id", "--url", server.url()};
    assertThat(new Transcript(directory).run(words))
        .isEqualTo(new Transcript.Result(0, "a1\n", ""));
    assertThat(new Transcript(directory).onTerminalIn("UTC").run(words))
        .isEqualTo(
            new Transcript.Result(
                0, "a1\n", "Only the newest 1 are shown; --limit 0 shows all.\n"));
  }

  @Test
  void asManyAsTheLimitAreAll() {
    page(0, A, B);

    assertThat(shell.onTerminalIn("UTC").run("list", "--limit", "2", "-o", "id"))
        .isEqualTo(new Transcript.Result(0, "a1\nb22@9\n", ""));
  }

  @Test
  void theLimitEndsTheWalkThoughThePageWasShort() {
    page(9, A);

    assertThat(shell.onTerminalIn("UTC").run("list", "--limit", "1", "-o", "id").err())
        .isEqualTo("Only the newest 1 are shown; --limit 0 shows all.\n");
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "--upcoming,''",
    "--status scheduled,&status=Scheduled",
    "--status error --upcoming,&status=Error"
  })
  void whatIsYetToComeIsListedWhenItIsAskedFor(String words, String parameters) {
    page(0);

    shell.run(("list --limit 0 " + words).split(" "));

    assertThat(asked(0)).isEqualTo(JOBS + "?cursor=0&page_size=100" + parameters);
  }

  @Test
  void aLongTableKeepsItsColumns() {
    String[] names =
        IntStream.range(0, 1100)
            .mapToObj(i -> A.replace("a1", "job-" + i).replace("DEMO", i == 40 ? "WIDE_NAME" : "D"))
            .toArray(String[]::new);
    page(5, Arrays.copyOf(names, 600));
    page(0, Arrays.copyOfRange(names, 600, 1100));

    Transcript.Result result = shell.run("list", "--limit", "0");

    assertThat(result.out().lines()).hasSize(1101);
    assertThat(result.out().lines().skip(1).limit(1000))
        .allMatch(line -> line.startsWith("Running", "job-999  WIDE_NAME  ".length()));
    // The first id of four digits needs one column more.
    assertThat(result.out().lines().skip(1001))
        .allMatch(line -> line.startsWith("Running", "job-1000  WIDE_NAME  ".length()));
    assertThat(asked(0)).isEqualTo(JOBS + "?cursor=0&page_size=100&upcoming=false");
    assertThat(asked(1)).isEqualTo(JOBS + "?cursor=5&page_size=100&upcoming=false");
  }

  @Test
  void whatWasFoundIsPrintedThoughTheNextPageFails() {
    page(8, A);
    server.answer(JOBS, 503, "{\"description\":\"Redis is away\"}");

    assertThat(shell.run("list", "-o", "id"))
        .isEqualTo(new Transcript.Result(69, "a1\n", "jobservice: Redis is away\n"));
  }

  @Test
  void aBrokenListIsNoJson() {
    page(8, A);
    server.answer(JOBS, 503, "{\"description\":\"Redis is away\"}");

    assertThat(shell.run("list", "-o", "json").out()).isEqualTo("[" + A);
  }

  @Test
  void aReaderThatWentAwayEndsTheWalkWithoutAWord() {
    page(8, A);
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };

    assertThat(shell.out(gone).run("list", "--limit", "0", "-o", "id"))
        .isEqualTo(new Transcript.Result(1, "", ""));
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {"[] | ~~", "[] | -1", "[] | x", "[] | 9999999999999999999", "{} | 0", "null | 0"})
  void whatIsNoListIsDoubted(String body, String cursor) {
    server.answer(JOBS, 200, body, cursor.isEmpty() ? Map.of() : Map.of("Next-Cursor", cursor));

    assertThat(shell.run("list"))
        .isEqualTo(
            new Transcript.Result(
                1,
                "",
                "jobservice: "
                    + server.url()
                    + " answered with something that is no list of jobs\n"
                    + "Is that a jobservice? The address comes from JOBSERVICE_URL.\n"));
  }

  @Test
  void anAnswerWithoutEndIsGivenUp() throws IOException {
    try (ServerSocket endless = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread speaker = new Thread(() -> speak(endless));
      speaker.setDaemon(true);
      speaker.start();
      String url = "http://127.0.0.1:" + endless.getLocalPort();

      Transcript.Result result = shell.run("list", "--url", url);

      assertThat(result.code()).isEqualTo(1);
      assertThat(result.err())
          .startsWith("jobservice: " + url + " answered with more than 128 MiB\nIs that a");
    }
  }

  private static void speak(ServerSocket server) {
    byte[] spaces = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
    try (Socket socket = server.accept()) {
      socket.getInputStream().read();
      socket
          .getOutputStream()
          .write("HTTP/1.1 200 OK\r\n\r\n[".getBytes(StandardCharsets.US_ASCII));
      while (!server.isClosed()) {
        socket.getOutputStream().write(spaces);
      }
    } catch (IOException e) {
      // The reader had enough.
    }
  }
}
