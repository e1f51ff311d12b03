package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.testing.StubServer;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The words that stand for jobs on a command line. */
class JobIdsTest extends StubbedService {

  private static final String JOBS = "GET /api/v1/jobs";
  private static final String A = "5c1f6d6b0123456789abcdef";
  private static final String B = "5c1f0000000000000000beef";

  private void found(String... ids) {
    found("0", ids);
  }

  private void foundWithMore(String... ids) {
    found("1795315490123456", ids);
  }

  private void found(String next, String[] ids) {
    String list =
        Arrays.stream(ids)
            .map(id -> "{\"job\":{\"id\":\"" + id + "\"}}")
            .collect(Collectors.joining(",", "[", "]"));
    server.answer(JOBS, 200, list, Map.of("Next-Cursor", next));
    for (String id : ids) {
      server.answer(JOBS + "/" + id, 200, "{\"job\":{\"id\":\"" + id + "\"}}");
    }
  }

  private Transcript.Result stats(String word) {
    return shell.run("stats", word, "-o", "id");
  }

  @Test
  void theBeginningOfOneIdStandsForIt() {
    found(A);

    assertThat(stats("5c1f")).isEqualTo(new Transcript.Result(0, A + "\n", ""));
    assertThat(server.requests())
        .extracting(StubServer.Request::line)
        .containsExactly(JOBS + "?id=5c1f&page_size=100", JOBS + "/" + A);
  }

  @Test
  void theBeginningOfSeveralNamesThem() {
    found(A, B);

    assertThat(stats("5c1f"))
        .isEqualTo(
            new Transcript.Result(
                1,
                "",
                "jobservice: 5c1f is the beginning of several ids: "
                    + A
                    + ", "
                    + B
                    + "\nGive more of the id.\n"));
  }

  @Test
  void ofManyOnlyFiveAreNamed() {
    String[] ids =
        IntStream.range(0, 6).mapToObj(i -> A.substring(0, 23) + i).toArray(String[]::new);
    found(ids);

    assertThat(stats("5c1f").err())
        .isEqualTo(
            "jobservice: 5c1f is the beginning of several ids: "
                + String.join(", ", Arrays.copyOf(ids, 5))
                + ", ...\nGive more of the id.\n");
  }

  @Test
  void theBeginningOfNoneEndsWithThree() {
    found();

    assertThat(stats("5c1f"))
        .isEqualTo(
            new Transcript.Result(
                3,
                "",
                """
                jobservice: there is no job whose id begins with 5c1f
                List the newest jobs with: jobservice list
                """));
  }

  @Test
  void aServiceThatListsOtherJobsTooIsNotBelieved() {
    found("77777777", A, "5c1");

    assertThat(stats("5c1f").out()).isEqualTo(A + "\n");
  }

  @Test
  void oneThatIsFoundWhereNotAllWereLookedThroughIsNotTakenForTheOnlyOne() {
    foundWithMore(A, "77777777");

    assertThat(stats("5c1f"))
        .isEqualTo(
            new Transcript.Result(
                1,
                "",
                "jobservice: there are too many jobs to look through for the beginning 5c1f;"
                    + " give the whole id\n"));
  }

  @Test
  void noneThatIsFoundWhereNotAllWereLookedThroughDoesNotMeanNone() {
    foundWithMore();

    assertThat(stats("5c1f").code()).isEqualTo(1);
    assertThat(shell().run("stats", "5c1f").err()).contains("too many jobs to look through");
  }

  @Test
  void severalAreNamedAlsoWhereThereMayBeMore() {
    foundWithMore(A, B);

    assertThat(stats("5c1f").err()).contains("5c1f is the beginning of several ids: " + A);
  }

  @Test
  void aWholeIdNeedsNoLookAtTheRest() {
    foundWithMore("5c1f", A);

    assertThat(stats("5c1f").out()).isEqualTo("5c1f\n");
  }

  @Test
  void aWordThatIsTooShortForABeginningIsSaidToBe() {
    String none = "{\"err\":\"object is not found\",\"description\":\"5c1\"}";
    server.answer(JOBS + "/5c1", 404, none);

    Transcript.Result result = stats("5c1");

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err())
        .contains("there is no job 5c1, or its record has expired")
        .contains("the beginning of an id needs 4 characters");
  }

  @Test
  void aWholeIdWinsOverLongerOnes() {
    found(A, "5c1f", B);

    assertThat(stats("5c1f").out()).isEqualTo("5c1f\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5c1", "5C1F", "5c1g", "5c1f6d6b0123456789abcdef", "periodic-5c1f"})
  void whatIsNoBeginningIsNotLookedUp(String word) {
    server.answer(JOBS + "/" + word, 200, "{\"job\":{\"id\":\"x\"}}");

    assertThat(stats(word)).isEqualTo(new Transcript.Result(0, "x\n", ""));
    assertThat(server.requests())
        .extracting(StubServer.Request::line)
        .containsExactly(JOBS + "/" + word);
  }

  @Test
  void oneThatIsNotClearDoesNotKeepTheOthersFromBeingTold() {
    found(A, B);
    server.answer("POST /api/v1/jobs/xyz", 204, "");

    Transcript.Result result = shell.run("stop", "5c1f", "xyz");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).startsWith("jobservice: 5c1f is the beginning of several ids: ");
    assertThat(server.requests())
        .extracting(StubServer.Request::line)
        .containsExactly(JOBS + "?id=5c1f&page_size=100", "POST /api/v1/jobs/xyz");
  }

  @Test
  void theLastJobIsTheOneSubmittedLast() {
    server
        .answer("POST /api/v1/jobs", 202, "{\"job\":{\"id\":\"abc\"}}")
        .answer(JOBS + "/abc", 200, "{\"job\":{\"id\":\"abc\"}}");
    String home = directory.toString();

    assertThat(shell.env("HOME", home).run("submit", "DEMO").code()).isZero();

    assertThat(shell().env("HOME", home).run("stats", "@last", "-o", "id"))
        .isEqualTo(new Transcript.Result(0, "abc\n", ""));
  }

  @Test
  void withoutALastJobThatIsSaid() {
    assertThat(shell.env("HOME", directory.toString()).run("stats", "@last"))
        .isEqualTo(
            new Transcript.Result(
                3,
                "",
                """
                jobservice: @last stands for the job submitted last, and there is none
                List the newest jobs with: jobservice list
                """));
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aDashStandsForTheLinesOfStandardInput() {
    for (String id : new String[] {"a1", "b1", "c1", "d1"}) {
      server.answer("POST /api/v1/jobs/" + id, 204, "");
    }

    assertThat(shell.in(" b1\n\n  \nc1").run("stop", "a1", "-", "d1").code()).isZero();

    assertThat(server.requests())
        .extracting(StubServer.Request::line)
        .containsExactly(
            "POST /api/v1/jobs/a1",
            "POST /api/v1/jobs/b1",
            "POST /api/v1/jobs/c1",
            "POST /api/v1/jobs/d1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stop", "cancel", "retry", "wait", "wait --follow"})
  void noIdsOnStandardInputAreAnError(String words) {
    Transcript.Result result = shell.in(" \n").run((words + " -").split(" "));

    assertThat(result)
        .isEqualTo(new Transcript.Result(2, "", "jobservice: no ids on standard input\n"));
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a1\nb1\n"})
  void whereOneIsWantedOneLineMustBeThere(String input) {
    Transcript.Result result = shell.in(input).run("log", "-");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo("jobservice: one id is wanted, and there are " + input.lines().count() + "\n");
    assertThat(server.requests()).isEmpty();
  }
}
