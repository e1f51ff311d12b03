package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.testing.StubServer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked for and shown of the events of status hooks. */
class HookCommandsTest extends StubbedService {

  private static final String HOOKS = "/api/v1/hooks";
  private static final String LIST = "GET " + HOOKS;
  private static final String REDELIVER = "POST " + HOOKS;
  private static final String SUMMARY = "GET /api/v1/summary";
  private static final Map<String, String> LAST = Map.of("Next-Cursor", "0");

  private static final String EVENTS =
      """
      [{"id":"j1-2","job_id":"j1","sequence":2,"status":"Running","check_in":"30 %",\
      "endpoint":"http://receiver:9000","created_at":1767225600123,"failures":3,\
      "last_error":"the receiver answered 503\\nmore","next_attempt_at":1767225660999},
       {"id":"j1-3","job_id":"j1","sequence":3,"status":"Success",\
      "endpoint":"http://receiver:9000","created_at":1767225601000},
       {"id":"j2-1","job_id":"j2","sequence":1,"status":"Error",\
      "endpoint":"https://b:443","created_at":1767225602000,"delivering":true}]""";

  private List<String> asked() {
    return server.requests().stream().map(StubServer.Request::line).toList();
  }

  private static String events(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj("{\"id\":\"j-%d\"}"::formatted)
        .collect(Collectors.joining(",", "[", "]"));
  }

  @Test
  void eventsThatWaitAreATableWithWhatIsKnownOfThem() {
    server.answer(LIST, 200, EVENTS, LAST);

    assertThat(shell.run("hook", "list"))
        .isEqualTo(
            new Transcript.Result(
                0,
                """
                ID    EVENT          ENDPOINT              CREATED               TRIES  NEXT-TRY              ERROR
                j1-2  Running: 30 %  http://receiver:9000  2026-01-01T00:00:00Z  3      2026-01-01T00:01:00Z  the receiver answered 503
                j1-3  Success        http://receiver:9000  2026-01-01T00:00:01Z  0      -                     -
                j2-1  Error          https://b:443         2026-01-01T00:00:02Z  0      delivering            -
                """,
                ""));
    assertThat(asked()).containsExactly(LIST + "?cursor=0&page_size=26");
  }

  @Test
  void onATerminalTheIdIsWholeAndTimesAreHowLongAgo() {
    server.answer(LIST, 200, EVENTS, LAST);

    assertThat(
            shell
                .at("2026-01-01T00:00:30Z", "UTC")
                .onTerminal("ioe", 60, "UTC")
                .run("hook", "list", "--color", "never")
                .out()
                .lines()
                .skip(1)
                .findFirst())
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .startsWith("j1-2  ")
                    .contains("  30s ago  3      in 30s  ")
                    .endsWith("  the receiver answered 503"));
  }

  @Test
  void deadLettersHaveTheTimeWhenTheyWereGivenUp() {
    server.answer(
        LIST,
        200,
        "[{\"id\":\"j1-1\",\"status\":\"Error\",\"endpoint\":\"http://a:80\",\"failures\":9,"
            + "\"created_at\":1767225600000,\"dead_at\":1767312000000,\"last_error\":\"refused\"}]",
        LAST);

    assertThat(shell.run("hook", "list", "--dead", "--job", "j1").out())
        .isEqualTo(
            """
            ID    EVENT  ENDPOINT     CREATED               TRIES  GIVEN-UP              ERROR
            j1-1  Error  http://a:80  2026-01-01T00:00:00Z  9      2026-01-02T00:00:00Z  refused
            """);
    assertThat(asked()).containsExactly(LIST + "?cursor=0&page_size=26&dead=true&job=j1");
  }

  @Test
  void jsonIsTheAnswerOfTheApi() {
    server.answer(LIST, 200, "[{\"id\":\"a-1\",\"created_at\":1767225600123}]", LAST);

    assertThat(shell().run("hook", "list", "-o", "json").out())
        .isEqualTo("[{\"id\":\"a-1\",\"created_at\":1767225600123}]\n");
    assertThat(shell().run("hook", "list", "-o", "id").out()).isEqualTo("a-1\n");
    assertThat(shell().run("hook", "list", "-o", "jsonl", "--fields", "created_at").out())
        .isEqualTo("{\"created_at\":1767225600123}\n");
    assertThat(shell().run("hook", "list", "--fields", "next_attempt").err())
        .startsWith(
            "jobservice: --fields: there is no field 'next_attempt'; did you mean 'next_attempt_at'?\n");
  }

  @Test
  void pagesAreReadToTheEnd() {
    server
        .answer(LIST, 200, events(1, 100), Map.of("Next-Cursor", "a b&c"))
        .answer(LIST, 200, events(101, 102), LAST);

    assertThat(shell.run("hook", "list", "--limit", "0", "-o", "id").out().lines()).hasSize(102);
    assertThat(asked())
        .containsExactly(LIST + "?cursor=0&page_size=100", LIST + "?cursor=a+b%26c&page_size=100");
  }

  @ParameterizedTest
  @CsvSource({"2, 0, 2, false", "3, 0, 2, true", "2, x, 2, true", "1, 0, 1, false"})
  void thatThereAreMoreThanTheLimitIsSaid(int there, String next, int shown, boolean more) {
    server.answer(LIST, 200, events(1, there), Map.of("Next-Cursor", next));

    Transcript.Result result = shell.onTerminalIn("UTC").run("hook", "list", "-n", "2", "-o", "id");

    assertThat(result.out().lines()).hasSize(shown);
    assertThat(result.err())
        .isEqualTo(more ? "Only the first 2 are shown; --limit 0 shows all.\n" : "");
  }

  @Test
  void anEmptyListSaysSoToPeopleOnly() {
    server.answer(LIST, 200, "[]", LAST);

    assertThat(shell().run("hook", "list", "-q")).isEqualTo(new Transcript.Result(0, "", ""));
    assertThat(shell().run("hook", "list", "-o", "json").out()).isEqualTo("[]\n");
    assertThat(shell().onTerminalIn("UTC").run("hook", "list").err())
        .isEqualTo("No event waits. Those that were given up are listed with --dead.\n");
    assertThat(shell().onTerminalIn("UTC").run("hook", "list", "--dead").err())
        .isEqualTo("No event was given up.\n");
    assertThat(shell().onTerminalIn("UTC").run("hook", "list", "--job", "j1").err())
        .startsWith("No event of this job waits.");
  }

  @Test
  void aServiceThatAnswersSomethingElseIsNamed() {
    server.answer(LIST, 200, "[]");

    assertThat(shell.run("hook", "list").err())
        .startsWith(
            "jobservice: " + server.url() + " answered with something that is no list of events\n");
  }

  @Test
  void eventsAreRedeliveredByTheirIds() {
    server
        .answer(REDELIVER + "/j1-1", 204, "")
        .answer(REDELIVER + "/j1%402-7", 204, "")
        .answer(
            REDELIVER + "/j3-1",
            404,
            "{\"err\":\"object is not found\",\"description\":\"there is no event j3-1 that waits\"}");

    assertThat(shell.in("j3-1\nj1@2-7\n").run("hook", "redeliver", "j1-1", "-"))
        .isEqualTo(new Transcript.Result(3, "", "jobservice: there is no event j3-1 that waits\n"));
    assertThat(server.requests())
        .extracting(StubServer.Request::body)
        .containsOnly("{\"action\":\"redeliver\"}")
        .hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "@last-1, true",
    "4f2a5f-1, true",
    "4f2a5f@17-1, true",
    "4f2a5f, true",
    "4f2a5f4f2a5f4f2a5f4f2a5f-1, false",
    "no-event-1, false",
  })
  void anEventThatIsNotFoundByAPartOfItsIdIsWantedWhole(String word, boolean hinted) {
    server.answer(
        REDELIVER + "/" + word.replace("@", "%40"),
        404,
        "{\"err\":\"object is not found\",\"description\":\"there is no event\"}");

    assertThat(shell.run("hook", "redeliver", word))
        .isEqualTo(
            new Transcript.Result(
                3,
                "",
                "jobservice: there is no event\n"
                    + (hinted
                        ? "The id of an event is wanted whole, as 'jobservice hook list --fields id'"
                            + " shows it.\n"
                        : "")));
  }

  @Test
  void allDeadLettersAreRedeliveredInPieces() {
    server
        .answer(SUMMARY, 200, "{\"hooks\":{\"pending\":1,\"dead\":10002}}")
        .answer(REDELIVER, 200, "{\"redelivered\":10000,\"left\":12}")
        .answer(REDELIVER, 200, "{\"redelivered\":2,\"left\":10}");

    assertThat(shell.run("hook", "redeliver", "--dead", "--yes"))
        .isEqualTo(new Transcript.Result(0, "", "10,002 events are tried again.\n"));
    assertThat(server.requests())
        .extracting(StubServer.Request::body)
        .containsExactly(
            "",
            "{\"action\":\"redeliver\",\"dead\":true,\"limit\":10000}",
            "{\"action\":\"redeliver\",\"dead\":true,\"limit\":2}");
  }

  @Test
  void aPieceThatFailsTellsHowManyWereTriedBefore() {
    server
        .answer(SUMMARY, 200, "{\"hooks\":{\"pending\":0,\"dead\":20000}}")
        .answer(REDELIVER, 200, "{\"redelivered\":10000,\"left\":10000}")
        .answer(REDELIVER, 503, "{\"description\":\"Redis is away\"}");

    assertThat(shell.run("hook", "redeliver", "--dead", "--yes"))
        .isEqualTo(
            new Transcript.Result(
                69, "", "jobservice: 10,000 events tried again, then: Redis is away\n"));
  }

  @Test
  void beforeAllAreRedeliveredSomebodyIsAsked() {
    server
        .answer(SUMMARY, 200, "{\"hooks\":{\"pending\":0,\"dead\":1}}")
        .answer(REDELIVER, 200, "{\"redelivered\":1,\"left\":0}");
    String[] words = {"hook", "redeliver", "--dead", "--color", "never"};

    assertThat(shell().run(words))
        .isEqualTo(
            new Transcript.Result(
                2,
                "",
                """
                jobservice: this would try 1 event again, and there is no terminal to ask at
                Say --yes to do it, or --dry-run to see what it would do.
                """));
    assertThat(shell().onTerminalIn("UTC").in("n\n").run(words).err())
        .isEqualTo("Really try 1 event again? [y/N] jobservice: nothing was tried again\n");
    assertThat(shell().onTerminalIn("UTC").in("y\n").run(words))
        .isEqualTo(
            new Transcript.Result(
                0, "", "Really try 1 event again? [y/N] 1 event is tried again.\n"));
    assertThat(shell().run("hook", "redeliver", "--dead", "--dry-run").err())
        .isEqualTo("1 event would be tried again.\n");
    assertThat(asked()).filteredOn(line -> line.equals(REDELIVER)).hasSize(1);
  }

  @Test
  void whereNothingWasGivenUpThatIsASuccess() {
    server.answer(SUMMARY, 200, "{\"hooks\":{\"pending\":3,\"dead\":0}}");

    assertThat(shell.run("hook", "redeliver", "--dead"))
        .isEqualTo(new Transcript.Result(0, "", "No event was given up.\n"));
  }

  @Test
  void aServiceWithoutEventsIsToldFromOneThatGaveNoneUp() {
    server.answer(SUMMARY, 200, "{\"workers\":1}");

    assertThat(shell.run("hook", "redeliver", "--dead"))
        .isEqualTo(
            new Transcript.Result(
                1,
                "",
                "jobservice: the service keeps no events of hooks: it is of an earlier version\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "redeliver | no events are named: give ids, or --dead for all that were given up",
        "redeliver a-1 --dead | ids and --dead exclude each other",
        "redeliver a-1 --dry-run | --dry-run needs --dead",
        "list --job= | --job has an empty id",
        "list --limit -1 | --limit must be 0 for all, or more, not -1",
      })
  void mistakesAreNamed(String words, String message) {
    Transcript.Result result = shell.run(("hook " + words).split(" "));

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("jobservice: " + message + "\n");
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'delivered':true,'status':204,'duration_ms':12} | 0 | delivered: 204 in 12 ms",
        "{'delivered':false,'status':503,'duration_ms':7,'error':'the receiver answered 503'}"
            + " | 1 | jobservice: not delivered: 503 in 7 ms: the receiver answered 503",
        "{'delivered':false,'duration_ms':5000,'error':'no connection within 5s'}"
            + " | 1 | jobservice: not delivered after 5000 ms: no connection within 5s",
      })
  void aTestSaysWhatCameOfIt(String answer, int code, String line) {
    server.answer(REDELIVER + "/test", 200, answer.replace('\'', '"'));

    Transcript.Result result = shell.run("hook", "test", "http://receiver:9000/a?b=c");

    assertThat(result)
        .isEqualTo(
            new Transcript.Result(
                code, code == 0 ? line + "\n" : "", code == 0 ? "" : line + "\n"));
    assertThat(server.requests().get(0).body())
        .isEqualTo("{\"url\":\"http://receiver:9000/a?b=c\"}");
  }
}
