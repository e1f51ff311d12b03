package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.testing.StubServer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked for and shown of periodic jobs. */
class ScheduleCommandsTest extends StubbedService {

  private static final String JOBS = "/api/v1/jobs";
  private static final String EXECUTIONS = "GET " + JOBS + "/p1/executions";

  /** A second that is yet to come. */
  private static final long LATER = 8_000_000_000L;

  private static final String POLICY =
      "{\"job\":{\"id\":\"p1\",\"status\":\"Scheduled\",\"name\":\"DEMO\",\"kind\":\"Periodic\","
          + "\"cron_spec\":\"CRON_TZ=Europe/Berlin 0 30 2 * * MON\",\"enqueue_time\":1767225600,"
          + "\"overlap\":\"forbid\",\"next_runs\":[1767577800,1768182600]}}";

  private List<String> asked() {
    return server.requests().stream().map(StubServer.Request::line).toList();
  }

  private static String execution(long second, String status) {
    return "{\"job\":{\"id\":\"p1@%d\",\"status\":\"%s\",\"run_at\":%d}}"
        .formatted(second, status, second);
  }

  private static String list(LongStream seconds, String status) {
    return seconds
        .mapToObj(second -> execution(second, status))
        .collect(Collectors.joining(",", "[", "]"));
  }

  @Test
  void aPeriodicJobIsSubmittedWithItsOptions() {
    server.answer("POST " + JOBS, 202, POLICY);

    Transcript.Result result =
        shell.run(
            "submit",
            "DEMO",
            "--cron",
            "0 30 2 * * MON",
            "--misfire",
            "FIRE-ALL",
            "--overlap",
            "forbid",
            "--unique");

    assertThat(result).isEqualTo(new Transcript.Result(0, "p1\n", ""));
    assertThat(server.requests().get(0).body())
        .isEqualTo(
            "{\"job\":{\"name\":\"DEMO\",\"metadata\":{\"kind\":\"Periodic\",\"cron_spec\":"
                + "\"0 30 2 * * MON\",\"misfire\":\"fire_all\",\"overlap\":\"forbid\",\"unique\":true}}}");
  }

  @Test
  void onATerminalTheFirstRunIsTold() {
    server.answer("POST " + JOBS, 202, POLICY);

    assertThat(
            shell
                .at("2026-01-05T01:00:00Z", "UTC")
                .onTerminalIn("Asia/Kolkata")
                .run("submit", "DEMO", "--cron", "x")
                .err())
        .isEqualTo(
            """
            It runs next:    2026-01-05T07:20:00+05:30 (in 50m)
            See how it does: jobservice schedule show p1
            """);
  }

  @Test
  void warningsAreToldUnlessOnlyResultsAreWanted() {
    String odd = POLICY.replace("\"overlap\"", "\"warnings\":[\"it is odd\"],\"overlap\"");
    server.answer("POST " + JOBS, 202, odd).answer("POST /api/v1/dry-run", 200, odd);
    String[] words = {"submit", "DEMO", "--cron", "x"};

    assertThat(shell().run(words))
        .isEqualTo(new Transcript.Result(0, "p1\n", "Warning: it is odd\n"));
    assertThat(shell().run("submit", "DEMO", "--cron", "x", "-q").err()).isEmpty();
    assertThat(shell().run("submit", "DEMO", "--cron", "x", "--dry-run"))
        .isEqualTo(
            new Transcript.Result(
                0,
                "",
                """
                The job would be accepted; nothing was submitted.
                Warning: it is odd
                It would run at 2026-01-05T01:50:00Z, 2026-01-12T01:50:00Z.
                """));
  }

  @Test
  void warningsOfManyNameTheLine() {
    server.answer(
        "POST " + JOBS,
        200,
        "{\"jobs\":["
            + POLICY
            + ","
            + POLICY.replace("\"name\"", "\"warnings\":[\"odd\"],\"name\"")
            + "]}");

    assertThat(
            shell.in("{}\n{}\n").run("submit", "DEMO", "--cron", "x", "-f", "-", "-o", "id").err())
        .isEqualTo("Warning: line 2: odd\n2 jobs submitted.\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--wait | --cron excludes --wait and --follow",
        "--follow | --cron excludes --wait and --follow",
        "--delay 5s | --cron excludes --delay",
        "--at 2200-01-01 | --cron excludes --at",
        "--after a | --cron excludes --after",
      })
  void whatDoesNotGoWithALineIsRefused(String option, String message) {
    String[] words = ("submit DEMO --cron x " + option).split(" ");

    assertThat(shell.run(words).err()).startsWith("jobservice: " + message);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void theListGoesFromPageToPage() {
    server
        .answer(
            "GET " + JOBS, 200, "[" + POLICY + "]", Map.of("Next-Cursor", "7", "Total-Count", "2"))
        .answer(
            "GET " + JOBS,
            200,
            "["
                + POLICY.replace("p1", "p2").replace("\"overlap\":\"forbid\"", "\"paused\":true")
                + "]",
            Map.of("Next-Cursor", "0", "Total-Count", "2"));

    assertThat(shell.run("schedule", "list").out())
        .isEqualTo(
            """
            ID  NAME  CRON                                  NEXT-RUN              PAUSED  MISFIRE  OVERLAP
            p1  DEMO  CRON_TZ=Europe/Berlin 0 30 2 * * MON  2026-01-05T01:50:00Z  -       -        forbid
            p2  DEMO  CRON_TZ=Europe/Berlin 0 30 2 * * MON  2026-01-05T01:50:00Z  paused  -        -
            """);
    assertThat(asked())
        .containsExactly(
            "GET " + JOBS + "?kind=Periodic&cursor=0&page_size=100",
            "GET " + JOBS + "?kind=Periodic&cursor=7&page_size=100");
  }

  @Test
  void aListThatIsCutSaysOfHowMany() {
    server.answer(
        "GET " + JOBS,
        200,
        "[" + POLICY + "," + POLICY + "]",
        Map.of("Next-Cursor", "9", "Total-Count", "1234"));

    Transcript.Result result =
        shell.onTerminalIn("UTC").run("schedule", "list", "--limit", "1", "-o", "id");

    assertThat(result)
        .isEqualTo(new Transcript.Result(0, "p1\n", "Only the newest 1 of 1,234 are shown.\n"));
  }

  @Test
  void aServiceThatDoesNotKnowPoliciesIsNotBelieved() {
    server.answer("GET " + JOBS, 200, "[" + POLICY + "]", Map.of("Next-Cursor", "0"));

    Transcript.Result result = shell.run("schedule", "list");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("does not list the policies of periodic jobs by themselves");
  }

  @Test
  void onePeriodicJobIsShownWithItsLineInWordsAndItsRuns() {
    server
        .answer("GET " + JOBS + "/p1", 200, POLICY)
        .answer(
            EXECUTIONS,
            200,
            "[" + execution(LATER, "Scheduled") + "," + execution(1766973000, "Success") + "]",
            Map.of("Total-Count", "2"));

    assertThat(shell.run("schedule", "show", "p1"))
        .isEqualTo(
            new Transcript.Result(
                0,
                """
                id:           p1
                status:       Scheduled
                name:         DEMO
                cron_spec:    CRON_TZ=Europe/Berlin 0 30 2 * * MON
                meaning:      at 02:30 every Monday, Europe/Berlin time
                misfire:      fire_once
                overlap:      forbid
                enqueue_time: 2026-01-01T00:00:00Z

                NEXT-RUN              Europe/Berlin
                2026-01-05T01:50:00Z  2026-01-05T02:50:00+01:00
                2026-01-12T01:50:00Z  2026-01-12T02:50:00+01:00

                ID             STATUS   DUE                   STARTED  ENDED  MISSED  REASON
                p1@1766973000  Success  2025-12-29T01:50:00Z  -        -      -       -
                """,
                ""));
  }

  @Test
  void ofOneThatHasEndedThoseAreNoRunsThatNeverCameDue() {
    server
        .answer("GET " + JOBS + "/p1", 200, POLICY.replace("Scheduled", "Stopped"))
        .answer(
            EXECUTIONS,
            200,
            "["
                + execution(1600, "Stopped").replace("run_at", "ended_at\":1599,\"run_at")
                + ","
                + execution(1500, "Stopped").replace("run_at", "ended_at\":1500,\"run_at")
                + "]",
            Map.of("Total-Count", "2"));

    assertThat(shell.run("schedule", "show", "p1").out())
        .contains("p1@1500 ")
        .doesNotContain("p1@1600 ");
  }

  @Test
  void theLastRunsAreFoundBehindAllThatWait() {
    server
        .answer("GET " + JOBS + "/p1", 200, POLICY)
        .answer(
            EXECUTIONS,
            200,
            list(LongStream.range(LATER, LATER + 100), "Scheduled"),
            Map.of("Total-Count", "340"))
        .answer(
            EXECUTIONS,
            200,
            list(LongStream.range(LATER - 100, LATER), "Scheduled"),
            Map.of("Total-Count", "340"))
        .answer(
            EXECUTIONS,
            200,
            list(LongStream.of(1890, 1889, 1888, 1887, 1886, 1885), "Success"),
            Map.of("Total-Count", "340"));

    assertThat(shell.run("schedule", "show", "p1").out())
        .contains("p1@1890 ", "p1@1886 ")
        .doesNotContain("p1@1885 ", "p1@8");
  }

  @Test
  void whatIsNoPeriodicJobIsSaidToBeNone() {
    server.answer(
        "GET " + JOBS + "/p1@5",
        200,
        "{\"job\":{\"id\":\"p1@5\",\"kind\":\"Scheduled\",\"upstream_job_id\":\"p1\"}}");
    server.answer("GET " + JOBS + "/g1", 200, "{\"job\":{\"id\":\"g1\",\"kind\":\"Generic\"}}");

    assertThat(shell().run("schedule", "show", "g1"))
        .isEqualTo(
            new Transcript.Result(
                7, "", "jobservice: job g1 is no periodic job; its kind is Generic\n"));
    // An at sign is escaped in a path.
    server.answer(
        "GET " + JOBS + "/p1%405",
        200,
        "{\"job\":{\"id\":\"p1@5\",\"kind\":\"Scheduled\",\"upstream_job_id\":\"p1\"}}");
    assertThat(shell().run("schedule", "show", "p1@5").err())
        .isEqualTo(
            """
            jobservice: job p1@5 is no periodic job; its kind is Scheduled
            It is an execution of this one: jobservice schedule show p1
            """);
  }

  @Test
  void thoseThatAreNamedArePausedAndResumed() {
    server
        .answer("POST " + JOBS + "/p1", 204, "")
        .answer(
            "POST " + JOBS + "/p2", 409, "{\"err\":\"conflict\",\"description\":\"it has ended\"}")
        .answer("POST " + JOBS + "/p3", 204, "");

    Transcript.Result result = shell.in("p2\np3\n").run("schedule", "pause", "p1", "-");
    shell.run("schedule", "resume", "p1");

    assertThat(result)
        .isEqualTo(new Transcript.Result(7, "", "jobservice: job p2: it has ended\n"));
    assertThat(server.requests())
        .extracting(StubServer.Request::body)
        .containsExactly(
            "{\"action\":\"pause\"}",
            "{\"action\":\"pause\"}",
            "{\"action\":\"pause\"}",
            "{\"action\":\"resume\"}");
  }

  @Test
  void aChangeSendsWhatIsGivenAndTellsTheNextRun() {
    server.answer("POST " + JOBS + "/p1", 204, "").answer("GET " + JOBS + "/p1", 200, POLICY);

    assertThat(shell.run("schedule", "change", "p1", "--cron", "@daily", "--overlap", "ALLOW"))
        .isEqualTo(new Transcript.Result(0, "", ""));
    assertThat(server.requests().get(0).body())
        .isEqualTo("{\"action\":\"reschedule\",\"cron_spec\":\"@daily\",\"overlap\":\"allow\"}");
    assertThat(
            shell()
                .at("2026-01-05T01:49:00Z", "UTC")
                .onTerminalIn("UTC")
                .run("schedule", "change", "p1", "--misfire", "skip")
                .err())
        .isEqualTo("It runs next:    2026-01-05T01:50:00Z (in 1m)\n");
  }

  private void executions(String... pages) {
    server.answer("GET " + JOBS + "/p1", 200, POLICY);
    int last = 100 * (pages.length - 1) + 1;
    for (String page : pages) {
      server.answer(EXECUTIONS, 200, page, Map.of("Total-Count", Integer.toString(last)));
    }
  }

  @Test
  void executionsAreListedFromPageToPageAndEachOnce() {
    executions(list(LongStream.of(9, 8), "Success"), list(LongStream.of(8, 7), "Success"));

    assertThat(
            shell.run("schedule", "executions", "p1", "--live", "--limit", "0", "-o", "id").out())
        .isEqualTo("p1@9\np1@8\np1@7\n");
    assertThat(asked())
        .containsExactly(
            "GET " + JOBS + "/p1",
            EXECUTIONS + "?page_number=1&page_size=100&non_dead_only=true",
            EXECUTIONS + "?page_number=2&page_size=100&non_dead_only=true");
  }

  @Test
  void moreExecutionsThanTheLimitAreSaidToBeThere() {
    executions(list(LongStream.of(9, 8, 7), "Success"));

    assertThat(shell.onTerminalIn("UTC").run("schedule", "executions", "p1", "-n", "2", "-o", "id"))
        .isEqualTo(
            new Transcript.Result(
                0, "p1@9\np1@8\n", "Only the newest 2 are shown; --limit 0 shows all.\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 8000000000 30 20",
    "-n 1, 8000000000 30",
    "--upcoming, 8000000001 8000000000 30 20",
    "--upcoming -n 1, 8000000001",
    "--status scheduled, 8000000001 8000000000",
    "--status success, 20",
    "'--status ERROR,success', 30 20",
    "--status running, ''"
  })
  void whatHasComeDueIsListedAndWhatIsNext(String options, String seconds) {
    executions(
        "["
            + execution(LATER + 1, "Scheduled")
            + ","
            + execution(LATER, "Scheduled")
            + ","
            + execution(30, "Error")
            + ","
            + execution(20, "Success")
            + "]");

    String words = "schedule executions p1 -o id " + options;
    assertThat(shell.run(words.strip().split(" ")).out().replace("p1@", "").strip())
        .isEqualTo(seconds.replace(' ', '\n'));
  }

  @Test
  void theNextOneIsListedAlsoWhenNoneHasComeDue() {
    executions(list(LongStream.of(LATER + 1, LATER), "Scheduled"));

    assertThat(shell.run("schedule", "executions", "p1", "-o", "id").out())
        .isEqualTo("p1@" + LATER + "\n");
  }

  @Test
  void theReasonOfAnExecutionIsWhyItWasStoppedOrHowItFailed() {
    executions(
        "["
            + execution(30, "Error")
                .replace("status", "last_error\":\"out of luck\\n at x\",\"status")
            + ","
            + execution(20, "Stopped").replace("status", "stop_reason\":\"it was missed\",\"status")
            + ","
            + "{\"job\":{\"id\":\"p1@10\",\"status\":\"Success\"}}"
            + "]");

    assertThat(shell.run("schedule", "executions", "p1").out())
        .isEqualTo(
            """
            ID     STATUS   DUE                   STARTED  ENDED  MISSED  REASON
            p1@30  Error    1970-01-01T00:00:30Z  -        -      -       out of luck
            p1@20  Stopped  1970-01-01T00:00:20Z  -        -      -       it was missed
            p1@10  Success  1970-01-01T00:00:10Z  -        -      -       -
            """);
  }

  @Test
  void whatIsNoPeriodicJobHasNoExecutions() {
    // An at sign is escaped in a path.
    server.answer(
        "GET " + JOBS + "/p1%405",
        200,
        "{\"job\":{\"id\":\"p1@5\",\"kind\":\"Scheduled\",\"upstream_job_id\":\"p1\"}}");

    assertThat(shell.run("schedule", "executions", "p1@5"))
        .isEqualTo(
            new Transcript.Result(
                7,
                "",
                """
                jobservice: job p1@5 is no periodic job; its kind is Scheduled
                It is an execution of this one: jobservice schedule executions p1
                """));
  }

  @Test
  void aLineIsExplainedWithoutAService() {
    String[] words = {"schedule", "explain", "CRON_TZ=Europe/Berlin 0 30 2 * * MON", "-n", "2"};

    assertThat(shell().at("2026-01-01T00:00:00Z", "UTC").run(words))
        .isEqualTo(
            new Transcript.Result(
                0,
                """
                at 02:30 every Monday, Europe/Berlin time

                NEXT-RUN              Europe/Berlin
                2026-01-05T01:30:00Z  2026-01-05T02:30:00+01:00
                2026-01-12T01:30:00Z  2026-01-12T02:30:00+01:00
                """,
                ""));
    assertThat(
            shell().at("2026-01-01T00:00:00Z", "UTC").onTerminalIn("Asia/Kolkata").run(words).out())
        .contains("Asia/Kolkata", "  2026-01-05T07:00:00+05:30\n");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void anIntervalIsExplainedFromNowOn() {
    assertThat(
            shell
                .at("2026-01-01T00:00:07Z", "UTC")
                .run("schedule", "explain", "@every 90m", "-n", "1", "-o", "json")
                .out())
        .isEqualTo(
            "{\"cron_spec\":\"@every 90m\",\"explanation\":\"every 1h30m\",\"zone\":\"UTC\","
                + "\"next_runs\":[1767231007]}\n");
  }

  @Test
  void aLineThatFiresEachSecondIsWarnedOf() {
    assertThat(shell.run("schedule", "explain", "* * * * * *", "-n", "0"))
        .isEqualTo(
            new Transcript.Result(
                0,
                "every second\n",
                "Warning: the cron line fires more than once a minute, every second; its first field is the"
                    + " second\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "30 2 * * MON | cron line '30 2 * * MON' has five fields, without the seconds: did you mean"
            + " '0 30 2 * * MON'? | '0 30 2 * * MON' means at 02:30 every Monday.",
        "TZ=Asia/Tokyo 0 2 * * * | cron line 'TZ=Asia/Tokyo 0 2 * * *' has five fields, without the"
            + " seconds: did you mean 'TZ=Asia/Tokyo 0 0 2 * * *'? | 'TZ=Asia/Tokyo 0 0 2 * * *'"
            + " means at 02:00 every day, Asia/Tokyo time.",
      })
  void aLineWithoutSecondsIsExplainedWithThem(String line, String message, String advice) {
    assertThat(shell.run("schedule", "explain", line))
        .isEqualTo(new Transcript.Result(2, "", "jobservice: " + message + "\n" + advice + "\n"));
  }

  @Test
  void aLineThatIsNoneIsAMistake() {
    assertThat(shell().run("schedule", "explain", "0 0 0 30 2 *"))
        .isEqualTo(
            new Transcript.Result(
                2,
                "",
                "jobservice: day of month '30' never comes in month '2', so that the line never"
                    + " fires: write a day up to 29, or another month\n"));
    assertThat(shell().run("schedule", "explain", "0", "30").err())
        .startsWith("jobservice: one argument too many: '30'; put LINE in quotes\n");
    assertThat(shell().run("submit", "DEMO", "--cron", "0", "30").err())
        .startsWith("jobservice: one argument too many: '30'; put LINE in quotes\n");
  }
}
