package io.jobservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.core.HookTrial;
import io.jobservice.redis.Redis;
import io.jobservice.testing.BareApi;
import io.jobservice.testing.IndexedRecords;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RawHttp.Answer;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What failed and was given up, or waits for its next try, as a whole; nothing runs meanwhile. */
class FailedRequestsTest {

  private static final String DEAD = "/api/v1/dead";
  private static final String RETRY = "/api/v1/retry";
  private static final long LATER = 4_000_000_000L;

  private final String namespace = Namespaces.fresh();
  private final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace);
  private final Redis redis =
      Redis.connect(
          RedisServer.shared().url(), probe.key(""), Duration.ofMinutes(1), 4, System::nanoTime);
  private BareApi api;
  private RawHttp http;

  @BeforeEach
  void start() {
    api = new BareApi(redis, url -> new HookTrial(true, 200, 1, ""));
    http = api.http();
  }

  @AfterEach
  void stop() {
    api.close();
    redis.close();
    probe.close();
  }

  private static String entry(String type, String id, String more) {
    return "{\"name\":\"%s\",\"id\":\"%s\",\"t\":1795000000,\"args\":{\"a\":1}%s}"
        .formatted(type, id, more);
  }

  private void record(String id, String type, String status, Map<String, String> more) {
    Map<String, String> fields = new HashMap<>(more);
    fields.putAll(
        Map.of("id", id, "name", type, "kind", "Generic", "status", status, "unique", "0"));
    fields.putIfAbsent("revision", "1795000000");
    IndexedRecords.write(probe, id, 1_795_000_000_000_000L, fields);
  }

  private void dead(String id, String type, long second) {
    record(id, type, "Error", Map.of("die_at", Long.toString(second)));
    probe.redis().zadd(probe.key("dead"), (double) second, entry(type, id, ""));
  }

  private void waiting(String id, String type, long second) {
    record(id, type, "Error", Map.of("retry_at", Long.toString(second)));
    probe
        .redis()
        .zadd(probe.key("retry"), (double) second, entry(type, id, ",\"fails\":1,\"err\":\"x\""));
  }

  private static List<String> ids(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    List<String> ids = new ArrayList<>();
    answer.json().forEach(item -> ids.add(item.path("job").path("id").asText()));
    return ids;
  }

  private JsonNode post(String path, String body) {
    Answer answer = http.send("POST", path, body.replace('\'', '"'));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json();
  }

  private List<String> queue(String type) {
    return probe.redis().lrange(probe.key("jobs:" + type), 0, -1);
  }

  @Test
  void deadJobsAreListedTheNewestFirstAndWaitingOnesTheSoonestFirst() {
    dead("old", "A", 1_795_000_001);
    dead("new", "A", 1_795_000_009);
    waiting("late", "A", LATER + 9);
    waiting("soon", "A", LATER);

    Answer dead = http.get(DEAD);
    assertThat(ids(dead)).containsExactly("new", "old");
    assertThat(dead.headers())
        .containsEntry("total-count", "2")
        .containsEntry("next-cursor", "0")
        .containsEntry("content-type", "application/json");
    assertThat(dead.json().get(0).path("job").path("die_at").asLong()).isEqualTo(1_795_000_009);
    assertThat(ids(http.get(RETRY))).containsExactly("soon", "late");
  }

  @Test
  void anEntryWithoutRecordSaysWhatItKnowsAndWhatIsNoJobIsLeftOut() {
    probe
        .redis()
        .zadd(
            probe.key("dead"),
            1_795_000_005,
            entry(
                "A", "plain", ",\"fails\":4,\"err\":\"no \\u003cdisk\",\"failed_at\":1795000004"));
    probe.redis().zadd(probe.key("dead"), 1_795_000_006, "no job");
    probe.redis().zadd(probe.key("dead"), 1_795_000_007, "{\"name\":5}");
    probe
        .redis()
        .zadd(
            probe.key("retry"),
            (double) LATER,
            "{\"name\":\"A\",\"id\":\"policy\",\"t\":1,\"args\":{\"_job_kind_periodic_\":\"1795\"}}");

    Answer dead = http.get(DEAD);
    assertThat(dead.headers()).containsEntry("total-count", "3");
    assertThat(dead.body())
        .isEqualTo(
            "[{\"job\":{\"id\":\"plain\",\"status\":\"Error\",\"name\":\"A\",\"kind\":\"Generic\",\"unique\":false,"
                + "\"enqueue_time\":1795000000,\"update_time\":1795000004,\"die_at\":1795000005,"
                + "\"parameters\":{\"a\":1},\"fails\":4,\"last_error\":\"no \\u003cdisk\"}}]");
    JsonNode execution = http.get(RETRY).json().get(0).path("job");
    assertThat(execution.path("id").asText()).isEqualTo("policy@1795");
    assertThat(execution.path("upstream_job_id").asText()).isEqualTo("policy");
    assertThat(execution.path("retry_at").asLong()).isEqualTo(LATER);
    assertThat(execution.path("parameters").toString()).isEqualTo("{}");
  }

  @Test
  void aWalkGivesEachEntryOnceWhileOthersComeAndGo() {
    IntStream.range(0, 9).forEach(i -> dead("same" + i, "A", 1_795_000_005));
    dead("older", "A", 1_795_000_001);
    List<String> seen = new ArrayList<>();
    String cursor = "0";
    do {
      Answer page = http.get(DEAD + "?page_size=2&cursor=" + cursor);
      List<String> ids = ids(page);
      seen.addAll(ids);
      cursor = page.headers().get("next-cursor");
      // The last one is gone, another one has come before it.
      probe.redis().zrem(probe.key("dead"), entry("A", ids.get(ids.size() - 1), ""));
      dead("newer" + seen.size(), "A", 1_796_000_000);
    } while (!cursor.equals("0"));
    assertThat(seen)
        .containsExactly(
            "same8", "same7", "same6", "same5", "same4", "same3", "same2", "same1", "same0",
            "older");
  }

  @Test
  void entriesThatBeginAlikeComeOnOnePage() {
    String padding = "x".repeat(600);
    for (int i = 0; i < 5; i++) {
      String entry =
          "{\"name\":\"A\",\"id\":\"big\",\"t\":1,\"args\":{\"p\":\"%s\",\"z\":%d}}"
              .formatted(padding, i);
      probe.redis().zadd(probe.key("retry"), (double) LATER, entry);
    }
    waiting("after", "B", LATER + 1);
    Answer page = http.get(RETRY + "?page_size=1");
    assertThat(ids(page)).containsExactly("big", "big", "big", "big", "big");
    assertThat(ids(http.get(RETRY + "?cursor=" + page.headers().get("next-cursor"))))
        .containsExactly("after");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "name=A; a3,a1",
        "name=A,B; b2,a3,a1",
        "since=1795000003; b2,c4,a3",
        "until=1795000003; a1",
        "since=1795000002&until=1795000004; a3",
        "name=A&until=1795000003; a1",
        "name=NONE; ''"
      })
  void filtersCombine(String query, String expected) {
    dead("a1", "A", 1_795_000_001);
    dead("a3", "A", 1_795_000_003);
    dead("c4", "C", 1_795_000_004);
    dead("b2", "B", 1_795_000_005);
    assertThat(String.join(",", ids(http.get(DEAD + "?" + query)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "status=Error, unknown parameter \"status\"",
    "cursor=none, \"cursor\" must be",
    "cursor=MTc5NQ, \"cursor\" must be",
    "page_size=0, \"page_size\" must be",
    "name=a:b, \"name\" must be job types",
    "since=yesterday, \"since\" must be"
  })
  void whatMakesNoSenseIsRefusedWithItsName(String query, String words) {
    for (String route : List.of(DEAD, RETRY)) {
      Answer answer = http.get(route + "?" + query);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
      assertThat(answer.json().path("description").asText()).contains(words.replace('"', '\''));
    }
  }

  /** It stood for all jobs, whatever their type. */
  @Test
  void anOrderWithAMisspeltNameIsRefused() {
    dead("a1", "A", 1_795_000_001);
    for (String route : List.of(DEAD, RETRY)) {
      Answer answer = http.send("POST", route, "{\"action\":\"delete\",\"names\":\"X\"}");
      assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
      assertThat(answer.json().path("description").asText())
          .isEqualTo(
              "unknown name 'names' in the body; did you mean 'name'? There are: action, name,"
                  + " limit");
    }
    assertThat(ids(http.get(DEAD))).containsExactly("a1");
  }

  @Test
  void timesMayBeDatesAndHowLongAgo() {
    long now = System.currentTimeMillis() / 1000;
    dead("old", "A", now - 7200);
    dead("new", "A", now - 60);
    assertThat(ids(http.get(DEAD + "?since=1h"))).containsExactly("new");
    assertThat(ids(http.get(DEAD + "?until=10m"))).containsExactly("old");
    assertThat(ids(http.get(DEAD + "?since=2001-01-01"))).containsExactly("new", "old");
    assertThat(ids(http.get(DEAD + "?until=2001-01-01"))).isEmpty();
    assertThat(http.get(DEAD + "?since=2001-02-30").status()).isEqualTo(400);
  }

  @Test
  void aPageLooksPastManyThatDoNotFit() {
    for (int i = 0; i < 1500; i++) {
      probe.redis().zadd(probe.key("dead"), 1_796_000_000, entry("B", "other" + i, ""));
    }
    dead("meant", "A", 1_795_000_001);
    Answer page = http.get(DEAD + "?name=A&page_size=1");
    assertThat(ids(page)).containsExactly("meant");
  }

  @Test
  void deadJobsAreRetriedByTheRulesOfOne() {
    dead("one", "A", 1_795_000_001);
    dead("two", "A", 1_795_000_002);
    record("runs", "A", "Running", Map.of());
    probe.redis().zadd(probe.key("dead"), 1_795_000_003, entry("A", "runs", ""));
    probe.redis().zadd(probe.key("dead"), 1_795_000_004, entry("A", "gone", ""));
    probe.redis().zadd(probe.key("dead"), 1_795_000_005, "no job");
    dead("unique", "A", 1_795_000_006);
    String claim = "own\nshared\nA:x";
    probe.redis().hset(probe.key("job_stats:unique"), Map.of("claim", claim, "unique", "1"));
    record("holder", "A", "Pending", Map.of());
    probe.redis().set(probe.key("claim:own"), "holder");

    JsonNode done = post(DEAD, "{'action':'retry'}");

    assertThat(done.toString()).isEqualTo("{\"retried\":2,\"refused\":4,\"left\":4}");
    assertThat(queue("A")).hasSize(2).allMatch(entry -> entry.matches(".*\"id\":\"(one|two)\".*"));
    assertThat(http.job("one").path("status").asText()).isEqualTo("Pending");
    assertThat(http.job("one").path("die_at").isMissingNode()).isTrue();
    assertThat(http.status("unique")).isEqualTo("Error");
  }

  @Test
  void anOrderIsForATypeAndANumberAndPassesOverWhatIsRefused() {
    IntStream.range(0, 5).forEach(i -> dead("a" + i, "A", 1_795_000_000 + i));
    IntStream.range(0, 3).forEach(i -> dead("b" + i, "B", 1_795_000_000 + i));
    for (int i = 0; i < 150; i++) {
      record("runs" + i, "A", "Running", Map.of());
      probe.redis().zadd(probe.key("dead"), 1_796_000_000, entry("A", "runs" + i, ""));
    }
    assertThat(post(DEAD, "{'action':'retry','name':'A','limit':2}").toString())
        .isEqualTo("{\"retried\":2,\"refused\":150,\"left\":153}");
    assertThat(queue("A")).hasSize(2).first().asString().contains("\"id\":\"a3\"");
    assertThat(post(DEAD, "{'action':'delete','name':'B','limit':2}").toString())
        .isEqualTo("{\"deleted\":2,\"refused\":0,\"left\":1}");
    assertThat(ids(http.get(DEAD + "?name=B"))).containsExactly("b0");
    assertThat(queue("B")).isEmpty();
  }

  @Test
  void aDeletedJobIsGoneWithItsRecord() {
    dead("one", "A", 1_795_000_001);
    record("cancelled", "A", "Cancelled", Map.of("die_at", "1795000002"));
    probe.redis().zadd(probe.key("dead"), 1_795_000_002, entry("A", "cancelled", ""));
    record("waits", "A", "Error", Map.of("retry_at", "" + LATER));
    probe.redis().zadd(probe.key("dead"), 1_795_000_003, entry("A", "waits", ""));
    record("done", "A", "Success", Map.of());
    probe.redis().zadd(probe.key("dead"), 1_795_000_004, entry("A", "done", ""));
    probe.redis().zadd(probe.key("dead"), 1_795_000_005, "no job");

    assertThat(post(DEAD, "{'action':'delete'}").toString())
        .isEqualTo("{\"deleted\":4,\"refused\":1,\"left\":1}");

    assertThat(http.get("/api/v1/jobs/one").status()).isEqualTo(404);
    assertThat(http.get("/api/v1/jobs/cancelled").status()).isEqualTo(404);
    assertThat(http.status("waits")).isEqualTo("Error");
    assertThat(http.status("done")).isEqualTo("Success");
    assertThat(probe.redis().zrange(probe.key("job_index"), 0, -1))
        .containsExactlyInAnyOrder("waits", "done");
    assertThat(ids(http.get(DEAD))).containsExactly("waits");
  }

  @Test
  void theNextTryOfAllIsNow() {
    waiting("one", "A", LATER);
    waiting("two", "B", LATER + 1);
    probe.redis().zadd(probe.key("retry"), (double) LATER + 2, "no job");
    long now = Long.parseLong(probe.redis().eval("return redis.call('TIME')[1]").toString());

    assertThat(post(RETRY, "{'action':'run','name':'A'}").toString())
        .isEqualTo("{\"run\":1,\"refused\":0,\"left\":0}");
    assertThat(http.job("one").path("retry_at").asLong()).isBetween(now, now + 10);
    assertThat(http.job("two").path("retry_at").asLong()).isEqualTo(LATER + 1);
    assertThat(post(RETRY, "{'action':'run'}").toString())
        .isEqualTo("{\"run\":1,\"refused\":1,\"left\":1}");
    assertThat(probe.redis().zcount(probe.key("retry"), 0, (double) now + 10)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"dead, run", "retry, delete", "retry, retry", "dead, ''"})
  void anActionThatIsNotThereIsRefused(String route, String action) {
    Answer answer = http.send("POST", "/api/v1/" + route, "{\"action\":\"" + action + "\"}");
    assertThat(answer.status()).isEqualTo(501);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'limit':0}; 10013",
        "{'limit':10001}; 10013",
        "{'name':'a b'}; 10013",
        "[]; 10001"
      })
  void anOrderThatMakesNoSenseIsRefused(String order, int code) {
    String body = order.replace("{", "{'action':'retry',").replace('\'', '"');
    Answer answer = http.send("POST", DEAD, body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("code").asInt()).isEqualTo(code);
  }
}
