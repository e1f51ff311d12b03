package io.jobservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.core.HookTrial;
import io.jobservice.testing.BareApi;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.PlantedHooks;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RawHttp.Answer;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The events of status hooks over real HTTP. */
class HookRequestsTest {

  private static final String JOB = "aaaaaaaaaaaaaaaaaaaaaaaa";
  private static final String URL = "https://user:pw@Receiver/path?token=x";
  private static final String HOOKS = "/api/v1/hooks";

  private final List<URI> tried = Collections.synchronizedList(new ArrayList<>());
  private HookTrial trial = new HookTrial(true, 204, 12, "");
  private PlantedHooks planted;
  private BareApi api;
  private RawHttp http;

  @BeforeEach
  void start() {
    planted = new PlantedHooks(Namespaces.fresh());
    planted.job(JOB);
    api =
        new BareApi(
            planted.redis(),
            url -> {
              tried.add(url);
              return trial;
            });
    http = api.http();
  }

  @AfterEach
  void stop() {
    api.close();
    planted.close();
  }

  private Answer post(String path, String body) {
    return http.send("POST", HOOKS + path, body);
  }

  private static void assertError(Answer answer, int status, int code, String detail) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.json().path("code").asInt()).as(answer.body()).isEqualTo(code);
    assertThat(answer.json().path("description").asText()).contains(detail);
  }

  @Test
  void whatThereIsToSayOfAnEventIsSaidAndNothingElse() {
    planted.checkIn(JOB, "30%", URL).event(JOB, "Success", URL).fail(JOB, "503");

    Answer answer = http.get(HOOKS);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("next-cursor", "0");
    assertThat(answer.body().replaceAll("\\b1[789]\\d{11}\\b", "<ms>"))
        .isEqualTo(
            ("[{\"id\":\"%s-1\",\"job_id\":\"%s\",\"sequence\":1,\"status\":\"Running\","
                    + "\"check_in\":\"30%%\",\"endpoint\":\"https://receiver\","
                    + "\"created_at\":<ms>,\"failures\":1,\"last_error\":\"503\","
                    + "\"next_attempt_at\":<ms>},"
                    + "{\"id\":\"%s-2\",\"job_id\":\"%s\",\"sequence\":2,\"status\":\"Success\","
                    + "\"endpoint\":\"https://receiver\",\"created_at\":<ms>}]")
                .formatted(JOB, JOB, JOB, JOB));
  }

  @Test
  void eventsUnderWayAndDeadLettersSayWhatTheyAre() {
    planted.event(JOB, "Running", URL).event(JOB, "Success", URL).giveUp(JOB, "x").claim();

    assertThat(http.get(HOOKS).body()).contains("\"delivering\":true").doesNotContain("dead_at");
    assertThat(http.get(HOOKS + "?dead=true&job=" + JOB).json())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.path("id").asText()).isEqualTo(JOB + "-1");
              assertThat(letter.path("dead_at").asLong())
                  .isGreaterThanOrEqualTo(letter.path("created_at").asLong());
            });
  }

  @Test
  void aCursorGoesOnWhereAPageEnded() {
    for (int i = 0; i < 5; i++) {
      planted.event(JOB, "Running", URL).giveUp(JOB, "x");
    }
    for (String filter : List.of("", "&job=" + JOB)) {
      Answer first = http.get(HOOKS + "?dead=true&page_size=3" + filter);
      assertThat(first.json()).hasSize(3);
      String cursor = first.headers().get("next-cursor");
      Answer last = http.get(HOOKS + "?dead=true&page_size=3" + filter + "&cursor=" + cursor);
      assertThat(last.json()).hasSize(2);
      assertThat(last.headers()).containsEntry("next-cursor", "0");
      assertThat(last.json().findValuesAsText("id"))
          .doesNotContainAnyElementsOf(first.json().findValuesAsText("id"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "?status=x | 400 | 10013 | unknown parameter 'status'; there are: cursor, dead, job, page_size",
        "?dead=yes | 400 | 10013 | 'dead' must be true or false, not yes",
        "?page_size=0 | 400 | 10013 | 'page_size' must be a number from 1 to 1000, not 0",
        "?page_size=1001 | 400 | 10013 | 'page_size' must be a number from 1 to 1000, not 1001",
        "?cursor=none | 400 | 10013 | 'cursor' must be what 'Next-Cursor' said, not none",
        "?job=a,b | 400 | 10013 | 'job' may have one value only",
        "?job=nope | 404 | 10010 | nope",
      })
  void aListThatMakesNoSenseIsRefused(String query, int status, int code, String detail) {
    assertError(http.get(HOOKS + query), status, code, detail);
  }

  @Test
  void oneEventIsRedelivered() {
    planted.event(JOB, "Running", URL).giveUp(JOB, "x");

    Answer answer = post("/" + JOB + "-1", "{\"action\":\"redeliver\"}");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(http.get(HOOKS).json()).hasSize(1);
    assertThat(http.get("/api/v1/summary").json().path("hooks").toString())
        .isEqualTo("{\"pending\":1,\"dead\":0}");
  }

  @Test
  void allDeadLettersAreRedelivered() {
    for (int i = 0; i < 3; i++) {
      planted.event(JOB, "Running", URL).giveUp(JOB, "x");
    }
    assertThat(post("", "{\"action\":\"redeliver\",\"dead\":true,\"limit\":1}").body())
        .isEqualTo("{\"redelivered\":1,\"left\":2}");
    assertThat(post("", "{\"action\":\"redeliver\",\"dead\":true}").body())
        .isEqualTo("{\"redelivered\":2,\"left\":0}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "/nope-1 | {'action':'redeliver'} | 404 | 10010 | there is no event nope-1 that waits",
        "/nope | {'action':'redeliver'} | 404 | 10010 | the id of an event is that of its job, a dash",
        "/nope-1 | {'action':'purge'} | 501 | 10008 | command: purge",
        "/nope-1 | {} | 501 | 10008 | command:",
        "/nope-1 | [] | 400 | 10001 | the body must be an object",
        "/nope-1 | { | 400 | 10001 | line 1",
        "~~ | {'action':'purge','dead':true} | 501 | 10008 | command: purge",
        "~~ | {'action':'redeliver'} | 400 | 10013 | redeliver needs 'dead': true here",
        "~~ | {'action':'redeliver','dead':false} | 400 | 10013 | redeliver needs 'dead': true here",
        "~~ | {'action':'redeliver','dead':'true'} | 400 | 10001 | 'dead' must be true or false",
        "~~ | {'action':'redeliver','dead':true,'limit':0} | 400 | 10013 | 'limit' must be a whole number",
        "/test | {} | 400 | 10013 | 'url' is missing",
        "/test | {'url':null} | 400 | 10013 | 'url' is missing",
        "/test | {'url':7} | 400 | 10001 | 'url' must be a text",
        "/test | {'url':''} | 400 | 10013 | 'url' must be an http or https URL",
        "/test | {'url':'ftp://a/'} | 400 | 10013 | 'url' must be an http or https URL",
        "/test | {'url':'http:///a'} | 400 | 10013 | 'url' must be an http or https URL",
        "/test | {'url':'http://a b/'} | 400 | 10013 | 'url' must be an http or https URL",
        "/test | [] | 400 | 10001 | the body must be an object",
      })
  void anOrderThatMakesNoSenseIsRefused(
      String path, String body, int status, int code, String detail) {
    assertError(post(path, body.replace('\'', '"')), status, code, detail);
    assertThat(tried).isEmpty();
  }

  @Test
  void aTrialTellsWhatCameOfIt() {
    assertThat(post("/test", "{\"url\":\"http://u:p@a:1/b?c=d\"}").body())
        .isEqualTo("{\"delivered\":true,\"status\":204,\"duration_ms\":12}");
    trial = new HookTrial(false, 0, 5000, "no connection");
    assertThat(post("/test", "{\"url\":\"HTTPS://a/\"}").body())
        .isEqualTo("{\"delivered\":false,\"duration_ms\":5000,\"error\":\"no connection\"}");
    assertThat(tried).containsExactly(URI.create("http://u:p@a:1/b?c=d"), URI.create("HTTPS://a/"));
  }

  @ParameterizedTest
  @CsvSource({"DELETE, '', 'GET, POST'", "GET, /a-1, POST", "GET, /test, POST"})
  void otherMethodsAreRefused(String method, String path, String allowed) {
    Answer answer = http.send(method, HOOKS + path, null);

    assertError(answer, 405, 10025, "allowed are " + allowed);
  }
}
