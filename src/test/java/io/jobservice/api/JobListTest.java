package io.jobservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.testing.IndexedRecords;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RawHttp.Answer;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of jobs, over real HTTP. */
class JobListTest {

  private static final String ROUTE = "/api/v1/jobs";
  private static final int LOOKS_A_PAGE = 10_000;

  /** The first second of 2026. */
  private static final long NEW_YEAR = 1_767_225_600;

  @TempDir private Path folder;
  private final String namespace = Namespaces.fresh();
  private final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace);
  private TestNode node;
  private RawHttp http;

  @BeforeEach
  void start() {
    node = TestNode.start(folder, RedisServer.shared().url().toUri(), namespace);
    http = node.http();
    // What is submitted stays where it is.
    probe.redis().set(probe.key("jobs:NOOP:paused"), "1");
    probe.redis().set(probe.key("jobs:FAIL:paused"), "1");
  }

  @AfterEach
  void stop() {
    node.close();
    probe.close();
  }

  private Answer list(String query) {
    Answer answer = http.get(ROUTE + query);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("content-type", "application/json");
    return answer;
  }

  private static List<String> ids(Answer answer) {
    List<String> ids = new ArrayList<>();
    for (JsonNode item : answer.json()) {
      ids.add(item.path("job").path("id").asText());
    }
    return ids;
  }

  private static String next(Answer answer) {
    assertThat(answer.headers()).doesNotContainKey("total-count");
    return answer.headers().get("next-cursor");
  }

  private List<String> submitted(int count) {
    List<String> newestFirst = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      newestFirst.add(0, http.accepted("NOOP", "{\"i\":" + i + "}"));
    }
    return newestFirst;
  }

  private String scheduled(long delay) {
    return http.accepted("NOOP", "{}", "{\"kind\":\"Scheduled\",\"schedule_delay\":" + delay + "}");
  }

  private void record(String id, long place, String status) {
    IndexedRecords.write(
        probe, id, place, Map.of("id", id, "name", "OTHER", "kind", "Generic", "status", status));
  }

  @Test
  void noJobIsAnEmptyList() {
    Answer answer = list("");

    assertThat(answer.body()).isEqualTo("[]");
    assertThat(next(answer)).isEqualTo("0");
  }

  @Test
  void theNewestComeFirst() {
    List<String> ids = submitted(5);

    Answer answer = list("");

    assertThat(ids(answer)).isEqualTo(ids);
    assertThat(next(answer)).isEqualTo("0");
    assertThat(answer.json().get(0)).isEqualTo(http.get(ROUTE + "/" + ids.get(0)).json());
  }

  @Test
  void aPageHasTwentyFiveUnlessAskedOtherwise() {
    List<String> ids = submitted(26);

    Answer first = list("");
    assertThat(ids(first)).isEqualTo(ids.subList(0, 25));
    assertThat(ids(list("?cursor=" + next(first)))).isEqualTo(ids.subList(25, 26));
    assertThat(ids(list("?page_size=1"))).isEqualTo(ids.subList(0, 1));
    assertThat(ids(list("?page_size=1000"))).isEqualTo(ids);
    assertThat(next(list("?page_size=26"))).isEqualTo("0");
  }

  @Test
  void filtersFitByStatusNameAndKind() {
    String stopped = http.accepted("NOOP", "{}");
    http.stop(stopped);
    String pending = http.accepted("NOOP", "{}");
    String other = http.accepted("FAIL", "{}");
    String later = scheduled(500);

    assertThat(ids(list("?status=Pending"))).containsExactly(other, pending);
    assertThat(ids(list("?status=pending,STOPPED"))).containsExactly(other, pending, stopped);
    assertThat(ids(list("?status=Scheduled&status=Stopped"))).containsExactly(later, stopped);
    assertThat(ids(list("?name=FAIL"))).containsExactly(other);
    assertThat(ids(list("?name=FAIL,NOOP"))).containsExactly(later, other, pending, stopped);
    assertThat(ids(list("?name=fail"))).isEmpty();
    assertThat(ids(list("?kind=scheduled&cursor=0"))).containsExactly(later);
    assertThat(ids(list("?kind=Generic"))).containsExactly(other, pending, stopped);
    assertThat(ids(list("?kind=Generic,Scheduled&status=Scheduled"))).containsExactly(later);
    assertThat(ids(list("?kind=Generic&name=NOOP&status=Pending"))).containsExactly(pending);
    assertThat(ids(list("?status=&name=&kind=&since=&until=&cursor=&page_size=&")))
        .containsExactly(later, other, pending, stopped);
  }

  @Test
  void aWalkIsCompleteAndStableWhileJobsAreSubmitted() {
    List<String> ids = submitted(30);
    List<String> walked = new ArrayList<>();

    String cursor = "0";
    do {
      Answer page = list("?page_size=4&cursor=" + cursor);
      walked.addAll(ids(page));
      cursor = next(page);
      submitted(3);
    } while (!cursor.equals("0"));

    assertThat(walked).isEqualTo(ids);
  }

  @Test
  void aCursorHoldsThoughItsJobIsGone() {
    List<String> ids = submitted(6);
    String cursor = next(list("?page_size=3"));
    probe.redis().del(probe.key("job_stats:" + ids.get(2)));
    probe.redis().zrem(probe.key("job_index"), ids.get(2));

    assertThat(ids(list("?cursor=" + cursor))).isEqualTo(ids.subList(3, 6));
  }

  @Test
  void jobsOfOnePlaceComeOnOnePage() {
    record("a", 5_000_000, "Success");
    record("b", 5_000_000, "Success");
    record("c", 5_000_000, "Success");
    record("d", 4_000_000, "Success");

    Answer first = list("?page_size=1");
    assertThat(ids(first)).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(ids(list("?page_size=1&cursor=" + next(first)))).containsExactly("d");
  }

  @Test
  void executionsThatAreYetToComeMayBeLeftOut() {
    String policy =
        http.accepted("NOOP", "{}", "{\"kind\":\"Periodic\",\"cron_spec\":\"0 0 0 1 1 *\"}");
    String job = http.accepted("NOOP", "{}");

    assertThat(ids(list("?upcoming=false"))).containsExactly(job, policy);
    assertThat(ids(list("?upcoming=true"))).isEqualTo(ids(list(""))).hasSize(3);
    assertThat(ids(list("?kind=Scheduled&upcoming=false"))).isEmpty();
    assertThat(ids(list("?kind=Periodic&upcoming=false"))).containsExactly(policy);
    assertThat(http.get(ROUTE + "?upcoming=no").json().path("description").asText())
        .contains("'upcoming' must be true or false, not no");
  }

  @Test
  void timesBoundTheSubmission() {
    record("before", NEW_YEAR * 1_000_000 - 1, "Success");
    record("first", NEW_YEAR * 1_000_000, "Success");
    record("last", NEW_YEAR * 1_000_000 + 999_999, "Success");
    record("after", (NEW_YEAR + 1) * 1_000_000, "Success");

    assertThat(ids(list("?since=" + NEW_YEAR))).containsExactly("after", "last", "first");
    assertThat(ids(list("?until=" + (NEW_YEAR + 1)))).containsExactly("last", "first", "before");
    assertThat(ids(list("?since=" + NEW_YEAR + "&until=" + (NEW_YEAR + 1))))
        .containsExactly("last", "first");
    assertThat(ids(list("?since=2026-01-01T00:00:00Z&until=2026-01-01T01:00:01%2B01:00")))
        .containsExactly("last", "first");
    assertThat(ids(list("?since=2026-01-01T00:00:00.9Z&until=2026-01-01T01:00:01+01:00")))
        .containsExactly("last", "first");
    assertThat(ids(list("?since=9000000000"))).isEmpty();
    assertThat(ids(list("?until=0"))).isEmpty();
    assertThat(ids(list("?since=0&until=9000000000"))).hasSize(4);
    assertThat(ids(list("?since=1&until=0"))).isEmpty();
  }

  @Test
  void aWalkKeepsToItsTimes() {
    for (int i = 0; i < 6; i++) {
      record("r" + i, (NEW_YEAR + i) * 1_000_000, "Success");
    }
    String times = "&since=" + (NEW_YEAR + 1) + "&until=" + (NEW_YEAR + 5);

    Answer first = list("?page_size=2" + times);
    assertThat(ids(first)).containsExactly("r4", "r3");
    Answer second = list("?page_size=2&cursor=" + next(first) + times);
    assertThat(ids(second)).containsExactly("r2", "r1");
    assertThat(next(second)).isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "status=Runing | 'status' must be one of Pending, Scheduled, Running, Success",
        "status=Error,x | not x",
        "name=a:b | 'name' must be job types, separated by commas; 'a:b' is none",
        "name=%20a%20b | 'name' must be",
        "kind=Other | 'kind' must be one of Generic, Scheduled, Periodic, not Other",
        "since=%2B999999999-12-31T23:59:59Z | 'since' must be epoch seconds, a time such as",
        "until=1969-12-31T23:59:59Z | 'until' must be epoch seconds, a time such as",
        "since=soon | 'since' must be epoch seconds, a time such as 2026-11-22T09:00:00Z",
        "since=2026-13-22 | 'since' must be",
        "since=-1 | 'since' must be",
        "since=9000000001 | 'since' must be a number from 0 to 9000000000",
        "until=99999999999999999999 | 'until' must be",
        "until=1,2 | 'until' may have one value only",
        "page_size=0 | 'page_size' must be a number from 1 to 1000, not 0",
        "page_size=1001 | 'page_size' must be a number from 1 to 1000, not 1001",
        "page_size=x | 'page_size' must be",
        "page_size=%2B5 | 'page_size' must be",
        "page_size=1&page_size=2 | 'page_size' may have one value only",
        "page_number=0 | 'page_number' must be",
        "page_number=1.5 | 'page_number' must be",
        "cursor=-1 | 'cursor' must be",
        "cursor=abc | 'cursor' must be",
        "cursor=9999999999999999999 | 'cursor' must be a number from 0 to 9223372036854775807",
        "kind=Scheduled&page_number=0 | 'page_number' must be",
        "stauts=Error | unknown parameter 'stauts'; did you mean 'status'? There are: cursor, id, kind, name",
        "x | unknown parameter 'x'"
      })
  void aBadValueIsRefusedWithItsName(String query, String detail) {
    Answer answer = http.get(ROUTE + "?" + query);

    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    assertThat(answer.json().path("code").asInt()).isEqualTo(10013);
    assertThat(answer.json().path("description").asText()).contains(detail);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"?kind=Scheduled", "?kind=scheduled&page_number=1", "?kind=Scheduled&page_size=9"})
  void jobsOfTheKindScheduledAloneComeByNumberOfPageTheSoonestFirst(String query) {
    submitted(1);
    String last = scheduled(900);
    String first = scheduled(300);
    String second = scheduled(600);

    Answer answer = list(query);

    assertThat(ids(answer)).containsExactly(first, second, last);
    assertThat(answer.headers()).containsEntry("total-count", "3").doesNotContainKey("next-cursor");
  }

  @Test
  void scheduledJobsHavePages() {
    String last = scheduled(900);
    String first = scheduled(300);
    String second = scheduled(600);

    assertThat(ids(list("?kind=Scheduled&page_size=2"))).containsExactly(first, second);
    Answer page = list("?kind=Scheduled&page_size=2&page_number=2");
    assertThat(ids(page)).containsExactly(last);
    assertThat(page.headers()).containsEntry("total-count", "3");
    Answer beyond = list("?kind=Scheduled&page_number=99");
    assertThat(beyond.body()).isEqualTo("[]");
    assertThat(beyond.headers()).containsEntry("total-count", "3");
    assertThat(list("?kind=Scheduled&page_size=1000&page_number=9223372036854775").status())
        .isEqualTo(200);
  }

  @Test
  void aCursorOrAnotherFilterMakesThatAListFromTheNewestOn() {
    String older = scheduled(300);
    String newer = scheduled(900);

    for (String more : List.of("&cursor=0", "&status=Scheduled", "&name=NOOP", "&since=0")) {
      Answer answer = list("?kind=Scheduled" + more);
      assertThat(ids(answer)).containsExactly(newer, older);
      assertThat(next(answer)).isEqualTo("0");
    }
  }

  @Test
  void whatIsNoRecordIsPassedOver() {
    String before = http.accepted("NOOP", "{}");
    long place = 8_000_000_000_000_000L;
    record("odd", place, "Odd");
    IndexedRecords.writePlace(probe, "expired", place + 1);
    IndexedRecords.writePlace(probe, "wrong-type", place + 2);
    probe.redis().set(probe.key("job_stats:wrong-type"), "text");
    IndexedRecords.write(probe, "no-status", place + 3, Map.of("id", "no-status", "name", "NOOP"));
    record("", place + 4, "Success");

    assertThat(ids(list(""))).containsExactly("", "odd", before);
    assertThat(ids(list("?name=NOOP"))).containsExactly(before);
    assertThat(ids(list("?status=Pending"))).containsExactly(before);
    assertThat(list("?name=OTHER&page_size=1").json().get(0).path("job").path("status").asText())
        .isEqualTo("Success");
  }

  @Test
  void aFilterThatFitsLittleFindsWhatIsFarDown() {
    String old = http.accepted("NOOP", "{}");
    IndexedRecords.writeNewer(probe, "OTHER", LOOKS_A_PAGE + 500);

    List<String> found = new ArrayList<>();
    String cursor = "0";
    do {
      Answer page = list("?name=NOOP&cursor=" + cursor);
      found.addAll(ids(page));
      cursor = next(page);
    } while (!cursor.equals("0"));
    assertThat(found).containsExactly(old);
    assertThat(ids(list("?page_size=1000"))).hasSize(1000).startsWith("OTHER-10499");
  }

  @Test
  void jobsAreFoundByTheBeginningOfTheirIds() {
    record("beef-1", 1_000_000L * NEW_YEAR, "Success");
    record("beef-2", 1_000_000L * NEW_YEAR + 1, "Pending");
    record("bee-3", 1_000_000L * NEW_YEAR + 2, "Success");

    Answer both = list("?id=beef");
    Answer one = list("?page_size=1&id=beef-2");

    assertThat(ids(both)).containsExactly("beef-2", "beef-1");
    assertThat(next(both)).isEqualTo("0");
    assertThat(ids(one)).containsExactly("beef-2");
    assertThat(one.json().get(0).path("job").path("status").asText()).isEqualTo("Pending");
    assertThat(list("?id=dead").body()).isEqualTo("[]");
    Answer full = list("?id=beef&page_size=1");
    assertThat(full.json()).hasSize(1);
    assertThat(next(full)).isNotEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "?id=abc | must have 4 to 64 of 0-9 a-z @ -, unlike 'abc'",
        "?id=ABCD | unlike 'ABCD'",
        "?id=ab*d | unlike 'ab*d'",
        "?id=abcd,abce | 'id' may have one value only",
        "?id=abcd&status=Error | 'id' goes with 'page_size' only",
        "?id=abcd&cursor=5 | 'id' goes with 'page_size' only",
        "?id=abcd&page_size=1001 | 'page_size' must be a number from 1 to 1000"
      })
  void aBeginningThatIsNoneIsRefused(String query, String detail) {
    Answer answer = http.get(ROUTE + query);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("code").asInt()).isEqualTo(10013);
    assertThat(answer.json().path("description").asText()).contains(detail);
  }

  @Test
  void aBeginningHasAtMostSixtyFourCharacters() {
    assertThat(http.get(ROUTE + "?id=" + "a".repeat(65)).status()).isEqualTo(400);
    assertThat(list("?id=" + "a".repeat(64)).body()).isEqualTo("[]");
  }
}
