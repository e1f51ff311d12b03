package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.testing.StubServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code log} without following. */
class LogCommandTest extends StubbedService {

  private static final String JOB = "GET /api/v1/jobs/abc";
  private static final String LOG = JOB + "/log";

  private static final String TEXT =
      """
      2026-11-21T23:39:09Z [DEBUG] [/a/B.java:1]: looks {image=x}
      2026-11-21T23:39:10Z [INFO] [/a/B.java:2]: two
      lines
      2026-11-21T23:39:11Z [ERROR] [/a/B.java:3]: broke
      java.io.IOException: no disk
      \tat a.B.run(B.java:3)
      --- attempt 2, 2026-11-21T23:40:00Z, on n1:4711 ---
      2026-11-21T23:40:00Z [WARNING] [/a/B.java:4]: again
      2026-11-21T23:40:01Z [FATAL] [/a/B.java:5]: the end
      --- 3 lines were lost: No space left on device ---
      """;

  private static final String JSON =
      """
      {"time":"2026-11-21T23:39:09.123456Z","level":"DEBUG","source":"/a/B.java:1","message":"looks","attempt":1,"context":{"image":"x"}}
      {"time":"2026-11-21T23:39:10.5Z","level":"INFO","source":"/a/B.java:2","message":"two\\nlines","attempt":1}
      {"time":"2026-11-21T23:39:11Z","level":"ERROR","source":"/a/B.java:3","message":"broke","attempt":1,"failure":"java.io.IOException: no disk\\n\\tat a.B.run(B.java:3)\\n"}
      {"time":"2026-11-21T23:40:00.1Z","notice":"attempt","attempt":2,"node":"n1:4711"}
      {"time":"2026-11-21T23:40:00.2Z","level":"WARNING","source":"/a/B.java:4","message":"again","attempt":2}
      {"time":"2026-11-21T23:40:01Z","level":"FATAL","source":"/a/B.java:5","message":"the end","attempt":2}
      {"time":"2026-11-21T23:40:02Z","notice":"3 lines were lost: No space left on device"}
      """;

  private static final String FROM_ERROR =
      """
      2026-11-21T23:39:11Z [ERROR] [/a/B.java:3]: broke
      java.io.IOException: no disk
      \tat a.B.run(B.java:3)
      --- attempt 2, 2026-11-21T23:40:00Z, on n1:4711 ---
      2026-11-21T23:40:01Z [FATAL] [/a/B.java:5]: the end
      --- 3 lines were lost: No space left on device ---
      """;

  private String log(String text, String... options) {
    server.answer(LOG, 200, text);
    String[] words = new String[options.length + 2];
    words[0] = "log";
    words[1] = "abc";
    System.arraycopy(options, 0, words, 2, options.length);
    Transcript.Result result = shell.run(words);
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    return result.out();
  }

  private List<String> asked() {
    return server.requests().stream().map(StubServer.Request::line).toList();
  }

  @Test
  void offATerminalItIsCopiedByteForByte() {
    String any = "\u001b[31m" + JSON + "\r\n\u0000 no newline";

    assertThat(log(any)).isEqualTo(any);
    assertThat(asked()).containsExactly(LOG);
  }

  @ParameterizedTest
  @CsvSource({
    "--tail 20, tail=20",
    "--tail 0, tail=0",
    "--since 10m, since=10m",
    "--since 90, since=1m30s",
    "--since 1795315490, since=2026-11-22T02:44:50Z",
    "--since 2026-11-22T09:00, since=2026-11-22T08:00:00Z",
    "--since 2026-11-22T09:00:30+02:00, since=2026-11-22T07:00:30Z",
    "--since 2026-11-22, since=2026-11-21T23:00:00Z",
    "--attempt 2, attempt=2",
    "--attempt 2-4, attempt=2-4",
    "--attempt 2-, attempt=2-",
    "--attempt last, attempt=last",
    "--tail 5 --since 1h --attempt 1, tail=5&since=1h&attempt=1"
  })
  void whatTheServiceCanChooseIsLeftToIt(String options, String query) {
    shell.at("2026-11-22T10:00:00Z", "Europe/Vienna");

    assertThat(log("x\n", options.split(" "))).isEqualTo("x\n");
    assertThat(asked().get(0).replace("%3A", ":")).isEqualTo(LOG + "?" + query);
  }

  @ParameterizedTest
  @CsvSource({"ERROR", "error", "Error"})
  void aLevelChoosesEntriesWithAllTheirLinesAndTheNoticesStay(String level) {
    assertThat(log(TEXT, "--level", level)).isEqualTo(FROM_ERROR);
  }

  @Test
  void aLogInJsonStaysOneOffATerminal() {
    List<String> lines = JSON.lines().toList();

    assertThat(log(JSON, "--level", "ERROR").lines())
        .containsExactly(lines.get(2), lines.get(3), lines.get(5), lines.get(6));
  }

  @Test
  void aLogInJsonIsTextWhereTextIsWanted() {
    assertThat(log(JSON, "-o", "text")).isEqualTo(TEXT);
  }

  @Test
  void aLogOfTextIsJsonWhereJsonIsWanted() {
    assertThat(log(TEXT, "-o", "json"))
        .isEqualTo(
            """
            {"time":"2026-11-21T23:39:09Z","level":"DEBUG","source":"/a/B.java:1","message":"looks {image=x}","attempt":1}
            {"time":"2026-11-21T23:39:10Z","level":"INFO","source":"/a/B.java:2","message":"two\\nlines","attempt":1}
            {"time":"2026-11-21T23:39:11Z","level":"ERROR","source":"/a/B.java:3","message":"broke\\njava.io.IOException: no disk\\n\\tat a.B.run(B.java:3)","attempt":1}
            {"time":"2026-11-21T23:40:00Z","notice":"attempt","attempt":2,"node":"n1:4711"}
            {"time":"2026-11-21T23:40:00Z","level":"WARNING","source":"/a/B.java:4","message":"again","attempt":2}
            {"time":"2026-11-21T23:40:01Z","level":"FATAL","source":"/a/B.java:5","message":"the end","attempt":2}
            {"notice":"3 lines were lost: No space left on device"}
            """);
  }

  @Test
  void aLogInJsonIsJsonToTheByte() {
    assertThat(log(JSON, "-o", "json")).isEqualTo(JSON);
  }

  @Test
  void whatIsInNoEntryIsJsonToo() {
    String text = "hello\n2026-11-21T23:39:09Z [INFO] [x]: a";

    assertThat(log(text, "-o", "json", "--tail", "2"))
        .isEqualTo(
            """
            {"message":"hello"}
            {"time":"2026-11-21T23:39:09Z","level":"INFO","source":"x","message":"a"}
            """);
  }

  @Test
  void aTextChoosesEntriesByAnyOfTheirLines() {
    assertThat(log(TEXT, "--grep", "^java.*disk$"))
        .isEqualTo(
            """
            2026-11-21T23:39:11Z [ERROR] [/a/B.java:3]: broke
            java.io.IOException: no disk
            \tat a.B.run(B.java:3)
            """);
    assertThat(shell().run("log", "abc", "--grep", "(?i)ATTEMPT \\d").out())
        .isEqualTo("--- attempt 2, 2026-11-21T23:40:00Z, on n1:4711 ---\n");
  }

  @Test
  void aTextAndALevelMustBothFit() {
    assertThat(log(TEXT, "--grep", "B.java:[14]", "--level", "warning"))
        .isEqualTo("2026-11-21T23:40:00Z [WARNING] [/a/B.java:4]: again\n");
  }

  @Test
  void untilLeavesOutWhatCameThenOrLater() {
    assertThat(log(TEXT, "--until", "2026-11-21T23:39:11Z"))
        .isEqualTo(TEXT.substring(0, TEXT.indexOf("2026-11-21T23:39:11Z")));
    assertThat(asked()).containsExactly(LOG);
  }

  @Test
  void untilCanBeSoLongAgo() {
    shell.at("2026-11-21T23:49:10Z", "Asia/Tokyo");

    assertThat(log(JSON, "--until", "10m", "-o", "text").lines()).hasSize(1);
  }

  @Test
  void theTailIsOfTheChosenLines() {
    assertThat(log(TEXT, "--level", "ERROR", "--tail", "3"))
        .isEqualTo(
            """
            --- attempt 2, 2026-11-21T23:40:00Z, on n1:4711 ---
            2026-11-21T23:40:01Z [FATAL] [/a/B.java:5]: the end
            --- 3 lines were lost: No space left on device ---
            """);
    assertThat(asked()).containsExactly(LOG);
    assertThat(shell().run("log", "abc", "--grep", "x", "--tail", "0").out()).isEmpty();
  }

  @Test
  void everyLineCanHaveATime() {
    assertThat(log("orphan\n" + TEXT, "--timestamps"))
        .isEqualTo(
            """
            orphan
            2026-11-21T23:39:09Z [DEBUG] [/a/B.java:1]: looks {image=x}
            2026-11-21T23:39:10Z [INFO] [/a/B.java:2]: two
            2026-11-21T23:39:10Z lines
            2026-11-21T23:39:11Z [ERROR] [/a/B.java:3]: broke
            2026-11-21T23:39:11Z java.io.IOException: no disk
            2026-11-21T23:39:11Z \tat a.B.run(B.java:3)
            2026-11-21T23:40:00Z --- attempt 2, 2026-11-21T23:40:00Z, on n1:4711 ---
            2026-11-21T23:40:00Z [WARNING] [/a/B.java:4]: again
            2026-11-21T23:40:01Z [FATAL] [/a/B.java:5]: the end
            2026-11-21T23:40:01Z --- 3 lines were lost: No space left on device ---
            """);
  }

  @Test
  void onATerminalLevelsHaveColoursAndALogInJsonIsText() {
    shell.onTerminalIn("UTC");

    assertThat(log(JSON))
        .isEqualTo(
            """
            \033[2m2026-11-21T23:39:09Z [DEBUG] [/a/B.java:1]: looks {image=x}\033[0m
            2026-11-21T23:39:10Z [INFO] [/a/B.java:2]: two
            lines
            \033[31m2026-11-21T23:39:11Z [ERROR] [/a/B.java:3]: broke\033[0m
            \033[31mjava.io.IOException: no disk\033[0m
            \033[31m\tat a.B.run(B.java:3)\033[0m
            \033[2m--- attempt 2, 2026-11-21T23:40:00Z, on n1:4711 ---\033[0m
            \033[33m2026-11-21T23:40:00Z [WARNING] [/a/B.java:4]: again\033[0m
            \033[1m\033[31m2026-11-21T23:40:01Z [FATAL] [/a/B.java:5]: the end\033[0m\033[0m
            \033[2m--- 3 lines were lost: No space left on device ---\033[0m
            """);
  }

  @ParameterizedTest
  @CsvSource({"--no-color", "--color never", "--color=always --no-color"})
  void coloursCanBeRefused(String options) {
    shell.onTerminalIn("UTC");

    assertThat(log(TEXT, options.split(" "))).isEqualTo(TEXT);
  }

  @Test
  void coloursCanBeForcedForAPager() {
    assertThat(log("2026-11-21T23:40:00Z [WARNING] [x]: a\u001b[5m\n", "--color", "always"))
        .isEqualTo("\u001b[33m2026-11-21T23:40:00Z [WARNING] [x]: a\\u001b[5m\u001b[0m\n");
  }

  @Test
  void whatIsLookedForIsMarked() {
    assertThat(
            log("2026-11-21T23:40:00Z [ERROR] [x]: abcb\nb\n", "--grep", "b", "--color", "always"))
        .isEqualTo(
            "\u001b[31m2026-11-21T23:40:00Z [ERROR] [x]: a\u001b[0m\u001b[7mb\u001b[0m"
                + "\u001b[31mc\u001b[0m\u001b[7mb\u001b[0m\n\u001b[7mb\u001b[0m\n");
  }

  @Test
  void aTerminalNeverGetsControlCharacters() {
    shell.onTerminalIn("UTC");

    assertThat(log("a\u001b]0;title\u0007\tb\r\n\u009b2J\u0000", "--no-color"))
        .isEqualTo("a\\u001b]0;title\\u0007\tb\n\\u009b2J\\u0000\n");
  }

  @Test
  void aPipeGetsTheBytesOfWhatIsChosen() {
    String line = "2026-11-21T23:40:00Z [ERROR] [x]: a\u001b[31m\tb\r\n";

    assertThat(log(line, "--level", "INFO")).isEqualTo(line);
    assertThat(shell().run("log", "abc", "--level", "INFO", "-o", "text").out()).isEqualTo(line);
  }

  @Test
  void aLineWithoutAnEndIsCut() {
    String long1 = "2026-11-21T23:40:00Z [INFO] [x]: " + "y".repeat(3 << 20) + "\n";

    String out = log(long1 + "z\n", "--level", "INFO");

    assertThat(out.length()).isLessThan((1 << 20) + 20);
    assertThat(out).endsWith("yyy…\nz\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'Success', 0",
    "'Error', 5",
    "'Stopped', 6",
    "'Cancelled', 6",
    "'Running', 8",
    "'Pending', 8"
  })
  void theExitCodeCanSayHowTheJobIs(String status, int code) {
    server.answer(LOG, 200, "a\n").answer(JOB, 200, "{\"job\":{\"status\":\"" + status + "\"}}");

    assertThat(shell.run("log", "abc", "--exit-status"))
        .isEqualTo(new Transcript.Result(code, "a\n", ""));
  }

  @Test
  void nothingIsExplainedToWhoeverLooks() {
    server.answer(LOG, 200, "");
    shell.onTerminalIn("UTC");

    assertThat(shell.run("log", "abc").err()).isEqualTo("The job has logged nothing so far.\n");
    assertThat(shell().onTerminalIn("UTC").run("log", "abc", "--tail", "3").err())
        .isEqualTo("No line of the log fits.\n");
    assertThat(shell().run("log", "abc").err()).isEmpty();
  }

  @Test
  void theServicesWordsAreShown() {
    server.answer(
        LOG, 404, "{\"description\":\"the log is on n1:4711 (a1b2), which is gone since 00:17\"}");

    assertThat(shell.run("log", "abc"))
        .isEqualTo(
            new Transcript.Result(
                3, "", "jobservice: the log is on n1:4711 (a1b2), which is gone since 00:17\n"));
  }
}
