package io.jobservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.testing.EventStream;
import io.jobservice.testing.EventStream.Event;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens to jobs, told by a node on which they do not run. */
class EventsTest {

  private static final String EVENTS = "/api/v1/events";

  @TempDir static Path folder;
  @TempDir static Path other;
  private static TestNode working;
  private static TestNode told;
  private static RawHttp http;

  @BeforeAll
  static void start() {
    String namespace = Namespaces.fresh();
    String redis = RedisServer.shared().url().toUri();
    working = TestNode.start(folder, redis, namespace);
    told = TestNode.start(other, redis, namespace);
    http = working.http();
  }

  @AfterAll
  static void stop() {
    told.close();
    working.close();
  }

  /** A stream that has begun. */
  private static EventStream open(String query, Map<String, String> headers) {
    EventStream stream = EventStream.open(told.http().port(), EVENTS + query, headers);
    assertThat(stream.next().comment()).isTrue();
    return stream;
  }

  private static EventStream open(String query) {
    return open(query, Map.of());
  }

  /** The events of the job up to its end. */
  private static List<Event> of(String job, EventStream stream) {
    List<Event> events = new ArrayList<>();
    while (true) {
      Event event = stream.next();
      assertThat(event.event()).as(event.toString()).isNotIn("eof", "broken");
      if (event.data().contains(job)) {
        events.add(event);
        if (List.of("Success", "Error", "Stopped").contains(status(event))) {
          return events;
        }
      }
    }
  }

  private static String status(Event event) {
    return event.json().path("status").asText();
  }

  private static List<String> statuses(List<Event> events) {
    return events.stream().map(EventsTest::status).toList();
  }

  @Test
  void aJobIsToldOfFromItsSubmissionToItsEnd() {
    try (EventStream stream = open("")) {
      assertThat(stream.header("Content-Type")).isEqualTo("text/event-stream");
      String id = http.accepted("NOOP", "{}");
      List<Event> events = of(id, stream);
      assertThat(statuses(events)).containsExactly("Pending", "Running", "Success");
      Event last = events.get(2);
      assertThat(last.event()).isEqualTo("status");
      assertThat(last.id()).matches("[0-9]+-[0-9]+");
      JsonNode data = last.json();
      assertThat(data.path("id").asText()).isEqualTo(id);
      assertThat(data.path("name").asText()).isEqualTo("NOOP");
      assertThat(data.path("kind").asText()).isEqualTo("Generic");
      assertThat(data.path("attempt").asInt()).isEqualTo(1);
      assertThat(data.path("revision").asLong()).isEqualTo(http.job(id).path("revision").asLong());
      assertThat(last.id()).startsWith(data.path("time").asText());
      assertThat(data.has("upstream_job_id")).isFalse();
    }
  }

  @Test
  void whoComesBackHearsWhatItMissed() {
    String place;
    String first;
    try (EventStream stream = open("")) {
      first = http.accepted("NOOP", "{}");
      place = of(first, stream).get(0).id();
    }
    String second = http.accepted("NOOP", "{}");
    for (EventStream stream :
        List.of(open("", Map.of("Last-Event-ID", place)), open("?after=" + place))) {
      try (stream) {
        assertThat(statuses(of(first, stream))).containsExactly("Running", "Success");
        assertThat(statuses(of(second, stream))).containsExactly("Pending", "Running", "Success");
      }
    }
  }

  @Test
  void whoWasAwayForTooLongIsToldToListAnew() {
    try (EventStream stream = open("", Map.of("Last-Event-ID", "1-0"))) {
      Event gap = stream.next("gap");
      assertThat(gap.id()).matches("[0-9]+-[0-9]+");
      assertThat(gap.json().fieldNames()).toIterable().containsExactly("time");
      String id = http.accepted("NOOP", "{}");
      assertThat(statuses(of(id, stream))).contains("Success");
    }
  }

  @Test
  void filtersOfOneKindAreAChoiceAndOfDifferentKindsCombine() {
    try (EventStream stream = open("?name=NOOP,FAIL&status=Success,Error&type=status")) {
      http.accepted("TALK", "{}");
      String noop = http.accepted("NOOP", "{}");
      Event first = stream.next("status");
      assertThat(first.data()).contains(noop).contains("\"status\":\"Success\"");
      String fail = http.accepted("FAIL", "{\"how\":\"never\"}");
      Event second = stream.next("status");
      assertThat(second.data()).contains(fail).contains("\"status\":\"Error\"");
    }
    String child = http.accepted("NOOP", "{}", "{\"kind\":\"Scheduled\",\"schedule_delay\":3600}");
    try (EventStream stream = open("?kind=Scheduled&id=" + child + ",other")) {
      http.accepted("NOOP", "{}", "{\"kind\":\"Scheduled\",\"schedule_delay\":3600}");
      http.stop(child);
      assertThat(stream.next("status").data()).contains(child).contains("Stopped");
    }
  }

  @Test
  void executionsAreToldOfByTheirPolicyAndCheckInsByTheirType() {
    String policy =
        http.accepted("NOOP", "{}", "{\"kind\":\"Periodic\",\"cron_spec\":\"* * * * * *\"}");
    try (EventStream stream = open("?upstream=" + policy + "&status=success")) {
      JsonNode data = stream.next("status").json();
      assertThat(data.path("id").asText()).startsWith(policy + "@");
      assertThat(data.path("upstream_job_id").asText()).isEqualTo(policy);
    }
    http.stop(policy);
    try (EventStream stream = open("?type=check_in")) {
      String id = http.accepted("DEMO", "{\"image\":\"demo:1\",\"hold\":\"0s\"}");
      Event event = stream.next("check_in");
      assertThat(event.json().path("id").asText()).isEqualTo(id);
      assertThat(event.json().path("check_in").asText()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "?stat=Error, unknown parameter",
    "?status=Lost, must be one of",
    "?type=gap, must be one of",
    "?after=now, is no id of an event",
    "?name=a:b, must be job types",
  })
  void whatMakesNoSenseIsRefused(String query, String words) {
    RawHttp.Answer answer = told.http().get(EVENTS + query);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("description").asText()).contains(words);
  }
}
