package io.jobservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.testing.GoldenCapture;
import io.jobservice.testing.HookReceiver;
import io.jobservice.testing.HookReceiver.Reply;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RawHttp.Answer;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends the captured requests in their order, and holds the answers beside those of the old
 * service: the same status, the same error, the same fields with the same values. Ids and times are
 * those of this run, and fields of ours may come on top. Where ours is another one on purpose, the
 * list of differences says why; what stands there and does not differ is an error too.
 */
class GoldenRequestsTest {

  private static final List<String> TIMES =
      List.of("enqueue_time", "update_time", "revision", "numeric_policy_id", "check_in_at");

  /** What WIRE.md says of the captures that ours differ from. */
  private static final Map<Integer, String> DIFFERENCES = new TreeMap<>();

  private static void differs(String why, Integer... captures) {
    for (int capture : captures) {
      DIFFERENCES.put(capture, why);
    }
  }

  static {
    differs("2: the documented list of pools is answered, and a node always has one", 1);
    differs("2: a duplicate unique job is 409 with the holder's id (was 500)", 8, 11, 15);
    differs("8: unique is ignored for periodic jobs", 18, 19);
    differs("2: bad paging values are 400 (were ignored)", 23, 36, 37, 38, 39);
    differs("2: empty is [] (the old service said null)", 24, 27);
    differs("8: non_dead_only=false lists nothing", 26);
    differs("2: 400 for a job that has none", 28, 31);
    differs("2: a list of all jobs goes by cursor from the newest on", 32, 33, 34, 35, 42, 43);
    differs(
        "8: unique periodic jobs and those of five fields are among its scheduled ones", 40, 41);
    differs("2: malformed JSON is 400 (was 500)", 44, 45, 46, 47, 52, 78, 86, 130, 131);
    differs("2: malformed JSON is 400, duplicate and misspelt names are", 87, 88);
    differs("2: schedule_delay (seconds, > 0); what is none is 400", 61, 62, 63, 64, 65);
    differs("8: schedule_delay of 2^63 and above wraps", 152, 153, 154);
    differs("1.5: five fields are refused with the six-field line that was meant", 72, 73);
    differs("1: a policy may have a zone, which the other kind does not know", 71);
    differs("8: a parameter of an unexpected type closes the connection", 82);
    differs("3: the hook is POSTed to a URL, and what is none is refused at once", 83, 84);
    differs("1.1: integers that a double cannot hold exactly keep their digits", 91);
    differs("2: unknown routes 404 with JSON bodies", 94, 114, 115, 116, 122);
    differs("2: log: 400 for a malformed id; 404", 95, 97, 98, 99, 102);
    differs("2: log: 200, empty when nothing was logged", 96);
    differs("2: a path is taken as it is, and leads nowhere", 100, 123);
    differs("2: Bearer <secret> is accepted too", 104);
    differs("8: Harbor-SecretXYZ without a space is accepted", 107);
    differs("8: /stats?x=1 wants authentication", 111);
    differs("1.4: cancel and retry are there, as its documentation has them", 124, 125);
    differs("1.2: a unique claim is held until the job is done, and stop ends it", 140);
    differs("1.4: what was stopped is no longer among what waits", 145, 149, 151);
    differs("8: a cron line that never fires makes the submission hang", 155);
    differs("2: the documented list of pools is answered", 201, 202);
    differs("3: the hook is POSTed to a URL, and what is none is refused at once", 212, 276);
    differs("8: stop of a job that waits for its retry does nothing", 231, 310);
    differs("1.2: a unique claim is held until the job is done", 236);
    differs("1.4: cancel and retry are there, as its documentation has them", 247);
    differs("8: listing fails with a few hundred keys", 264, 266);
    differs("2: a list of all jobs goes by cursor from the newest on", 265);
  }

  /** Captures that are not sent here, with what stands for them. */
  private static final Map<Integer, String> ELSEWHERE = new TreeMap<>();

  private static void elsewhere(String where, int first, int last) {
    IntStream.rangeClosed(first, last).forEach(capture -> ELSEWHERE.put(capture, where));
  }

  static {
    String demo = "a run of DEMO lasts: worker.JobPathTest, hook.GoldenSequenceTest";
    elsewhere(demo, 214, 215);
    elsewhere(demo, 218, 221);
    elsewhere(demo, 248, 248);
    elsewhere(demo, 261, 263);
    elsewhere(demo, 305, 307);
    elsewhere("executions that run, from their second on: api.PeriodicGoldenTest", 234, 234);
    elsewhere("executions that run, from their second on: api.PeriodicGoldenTest", 249, 260);
    elsewhere("nodes that end, and types that nobody runs: worker.OtherKindTest", 331, 353);
    elsewhere("Redis is away, 503 in place of 500: OpenApiWalkTest", 401, 412);
    elsewhere("three attempts take two minutes: worker.JobPathTest", 421, 423);
  }

  /** Types as those of the captures. */
  private static final String STAND_INS =
      """
      shutdown_grace: 0s
      commands:
        - {name: FAIL1, command: [sh, -c, 'exit 1'], max_fails: 2}
        - {name: FAILNR, command: [sh, -c, 'exit 1'], max_fails: 1}
        - {name: BOOM, command: [sh, -c, 'kill -9 $$']}
        - {name: SLOW, command: [sh, -c, 'echo "::checkin 10%"; exec sleep 60']}
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir private Path folder;
  private final String namespace = Namespaces.fresh();
  private final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace);
  private final Map<String, String> ours = new LinkedHashMap<>();
  private final List<String> wrong = new ArrayList<>();
  private TestNode node;
  private RawHttp http;

  @BeforeEach
  void start() {
    node = TestNode.start(folder, RedisServer.shared().url().toUri(), namespace, STAND_INS);
    http = node.http();
  }

  @AfterEach
  void stop() {
    node.close();
    probe.close();
  }

  /** No worker took anything when they were made. */
  @Test
  void requestsWithoutWorkersHaveTheGoldenAnswers() {
    probe.redis().set(probe.key("jobs:NOOP:paused"), "1");
    probe.redis().set(probe.key("jobs:DEMO:paused"), "1");
    // Else the first execution would become due meanwhile.
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> System.currentTimeMillis() / 1000 % 30 < 20);
    compareAll(0, 199);
  }

  @Test
  void requestsBesideWorkersHaveTheGoldenAnswers() throws IOException {
    HookReceiver.Manner manner = (post, number) -> reply(post.path());
    try (HookReceiver receiver = HookReceiver.start(manner)) {
      ours.put("http://127.0.0.1:9699", receiver.url());
      compareAll(200, 499);
    }
  }

  private static Reply reply(String path) {
    return Reply.status(path.startsWith("/s") ? Integer.parseInt(path.substring(2, 5)) : 200);
  }

  private void compareAll(int first, int last) {
    for (GoldenCapture capture : GoldenCapture.all()) {
      boolean here = capture.number() >= first && capture.number() <= last;
      if (here && !ELSEWHERE.containsKey(capture.number())) {
        compare(capture);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private void compare(GoldenCapture capture) {
    boolean mayDiffer = DIFFERENCES.containsKey(capture.number());
    long from = System.nanoTime();
    Answer answer = answer(capture);
    Optional<String> difference = difference(capture, answer);
    // What was captured is what came of the job in the end.
    while (difference.isPresent()
        && !mayDiffer
        && capture.method().equals("GET")
        && System.nanoTime() - from < PATIENCE.toNanos()) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      answer = answer(capture);
      difference = difference(capture, answer);
    }
    if (difference.isPresent() != mayDiffer) {
      wrong.add(
          "%s (%s %s %s)%n    %s%n    golden %d %s%n    ours   %d %s"
              .formatted(
                  capture.name(),
                  capture.method(),
                  capture.path(),
                  capture.body(),
                  difference.orElse("does not differ"),
                  capture.status(),
                  capture.answer(),
                  answer.status(),
                  answer.body()));
    }
  }

  private Answer answer(GoldenCapture capture) {
    String body = capture.body() == null ? null : own(capture.body());
    return http.send(capture.method(), own(capture.path()), body, capture.headers());
  }

  private String own(String text) {
    String own = text;
    for (Map.Entry<String, String> id : ours.entrySet()) {
      own = own.replace(id.getKey(), id.getValue());
    }
    return own;
  }

  private Optional<String> difference(GoldenCapture capture, Answer answer) {
    JsonNode golden = capture.json();
    if (answer.status() != capture.status()) {
      return Optional.of("another status");
    }
    if (capture.status() == 202) {
      know(golden.path("job"), answer.job());
    }
    if (golden.isMissingNode()) {
      return Optional.empty();
    }
    JsonNode own = answer.json();
    if (golden.has("code")) {
      boolean same =
          own.path("code").equals(golden.path("code"))
              && own.path("message").equals(golden.path("message"));
      return same ? Optional.empty() : Optional.of("another error");
    }
    if (capture.totalCount().isPresent()
        && !capture.totalCount().get().equals(answer.headers().get("total-count"))) {
      return Optional.of("another Total-Count: " + answer.headers().get("total-count"));
    }
    String expected = own(timeless(golden).toString());
    String given = timeless(known(golden, own)).toString();
    return given.equals(expected)
        ? Optional.empty()
        : Optional.of("expected %s%n    but was  %s".formatted(expected, given));
  }

  /** Takes note of a job, and of where its executions begin. */
  private void know(JsonNode golden, JsonNode own) {
    String theirs = golden.path("id").asText();
    if (golden.path("kind").asText().equals("Periodic")) {
      long first = golden.path("enqueue_time").asLong() / 30 * 30 + 30;
      long ourFirst = own.path("enqueue_time").asLong() / 30 * 30 + 30;
      for (int i = 0; i < 9; i++) {
        long second = 30L * i;
        ours.put(
            theirs + "@" + (first + second), own.path("id").asText() + "@" + (ourFirst + second));
      }
    }
    ours.put(theirs, own.path("id").asText());
  }

  /** Ours, with the fields that the golden one has and the revision that it always has. */
  private static JsonNode known(JsonNode golden, JsonNode own) {
    if (golden instanceof ArrayNode list && own.isArray()) {
      ArrayNode known = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < own.size(); i++) {
        known.add(known(list.path(i), own.path(i)));
      }
      return known;
    }
    if (!(golden instanceof ObjectNode fields) || !own.isObject()) {
      return own;
    }
    ObjectNode known = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : own.properties()) {
      if (fields.has(field.getKey())) {
        known.set(field.getKey(), known(fields.path(field.getKey()), field.getValue()));
      }
    }
    return known;
  }

  private static JsonNode timeless(JsonNode json) {
    JsonNode copy = json.deepCopy();
    for (JsonNode ack : copy.findValues("ack")) {
      ((ObjectNode) ack)
          .put("revision", 0)
          .put("check_in_at", ack.path("check_in_at").asLong() > 0 ? 1 : 0);
    }
    for (JsonNode holder : copy.findParents("enqueue_time")) {
      ObjectNode job = (ObjectNode) holder;
      long enqueued = job.path("enqueue_time").asLong();
      if (job.path("run_at").asLong() > 0) {
        long base = job.path("id").asText().contains("@") ? job.path("run_at").asLong() : enqueued;
        job.put("run_at", job.path("run_at").asLong() - base);
      }
      TIMES.stream().filter(job::has).forEach(time -> job.put(time, 0));
    }
    return copy;
  }
}
