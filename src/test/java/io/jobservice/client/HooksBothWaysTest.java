package io.jobservice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobservice.client.ClientException.Kind;
import io.jobservice.core.HookTrial;
import io.jobservice.model.HookQuery;
import io.jobservice.testing.BareApi;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.PlantedHooks;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Status hooks: the same trees and errors over HTTP and straight on Redis. */
class HooksBothWaysTest {

  private static final String JOB = "aaaaaaaaaaaaaaaaaaaaaaaa";
  private static final String URL = "http://receiver:8080/";

  @TempDir private Path folder;
  private PlantedHooks planted;
  private BareApi api;
  private HttpJobServiceClient overHttp;
  private JobServiceClient direct;

  @BeforeEach
  void start() throws ClientException {
    String namespace = Namespaces.fresh();
    planted = new PlantedHooks(namespace);
    planted.job(JOB);
    api = new BareApi(planted.redis(), url -> new HookTrial(false, 503, 7, "not at " + url));
    URI url = URI.create("http://127.0.0.1:" + api.port());
    overHttp =
        new HttpJobServiceClient(
            new Endpoint(url, "from a test", Optional.of(TestNode.SECRET)), new Json());
    direct =
        DirectJobServiceClient.connect(
            new RedisLocator.Place(RedisServer.shared().url(), "{" + namespace + "}:"),
            System::nanoTime,
            new LogLocator(folder, Map.of(), Optional.empty()),
            new Json());
  }

  @AfterEach
  void stop() {
    direct.close();
    overHttp.close();
    api.close();
    planted.close();
  }

  private interface Call {
    Object on(JobServiceClient client) throws ClientException;
  }

  private void assertRefused(Call call, Kind kind, String words) {
    for (JobServiceClient client : List.of(overHttp, direct)) {
      assertThatThrownBy(() -> call.on(client))
          .isInstanceOf(ClientException.class)
          .hasMessage(words)
          .extracting(problem -> ((ClientException) problem).kind())
          .isEqualTo(kind);
    }
  }

  private static HookQuery query(boolean dead, String job, int size, String cursor) {
    return new HookQuery(dead, Optional.ofNullable(job), size, cursor);
  }

  private static Object redelivered(JobServiceClient client, String event) throws ClientException {
    client.redeliver(event);
    return event;
  }

  @Test
  void eventsAreListedAlike() throws ClientException {
    for (int i = 0; i < 4; i++) {
      planted.event(JOB, "Running", URL).giveUp(JOB, "x");
    }
    planted.event(JOB, "Error", URL).checkIn(JOB, "1 % & more", URL).fail(JOB, "503");
    for (boolean dead : new boolean[] {true, false}) {
      for (String job : new String[] {null, JOB}) {
        HookListPage page = overHttp.hooks(query(dead, job, 3, HookQuery.START));
        assertThat(page.events()).hasSize(dead ? 3 : 2);
        assertThat(direct.hooks(query(dead, job, 3, HookQuery.START))).isEqualTo(page);
        HookListPage next = overHttp.hooks(query(dead, job, 3, page.next()));
        assertThat(direct.hooks(query(dead, job, 3, page.next()))).isEqualTo(next);
      }
    }
  }

  @Test
  void eventsAreRedelivered() throws ClientException {
    for (JobServiceClient client : List.of(overHttp, direct)) {
      planted.event(JOB, "Error", URL).giveUp(JOB, "x").event(JOB, "Running", URL).giveUp(JOB, "x");
      String id =
          client.hooks(query(true, JOB, 9, HookQuery.START)).events().path(0).path("id").asText();
      client.redeliver(id);
      assertThat(client.redeliverDead(5).toString()).isEqualTo("{\"redelivered\":1,\"left\":0}");
      assertThat(client.hooks(query(true, null, 9, HookQuery.START)).events()).isEmpty();
    }
    assertThat(overHttp.hooks(query(false, JOB, 9, HookQuery.START)).events()).hasSize(4);
  }

  @Test
  void theSummaryCountsThem() throws ClientException {
    planted.event(JOB, "Error", URL).giveUp(JOB, "x").event(JOB, "Running", URL);
    for (JobServiceClient client : List.of(overHttp, direct)) {
      assertThat(client.summary(JobServiceClient.PATIENCE).path("hooks").toString())
          .isEqualTo("{\"pending\":1,\"dead\":1}");
    }
  }

  @Test
  void mistakesAreRefusedInTheSameWords() {
    assertRefused(
        client -> redelivered(client, JOB + "-9"),
        Kind.NOT_FOUND,
        "there is no event "
            + JOB
            + "-9 that waits or was given up; it may have been delivered, or dropped after a 410");
    assertRefused(
        client -> redelivered(client, "a/../b"),
        Kind.NOT_FOUND,
        "there is no event a/../b: the id of an event is that of its job, a dash and a number");
    assertRefused(
        client -> redelivered(client, " "), Kind.BAD_REQUEST, "the id of an event cannot be empty");
    assertRefused(
        client -> client.hooks(query(false, "nope", 9, HookQuery.START)),
        Kind.NOT_FOUND,
        "there is no job nope, or its record has expired");
    assertRefused(
        client -> client.hooks(query(true, null, 9, "none")),
        Kind.BAD_REQUEST,
        "'cursor' must be what 'Next-Cursor' said, not none");
    assertRefused(
        client -> client.redeliverDead(0),
        Kind.BAD_REQUEST,
        "'limit' must be a whole number from 1 to 10000, but it is 0");
  }

  @Test
  void aReceiverIsTriedByTheService() throws ClientException {
    assertThat(overHttp.testHook("http://a/?b=c").toString())
        .isEqualTo(
            "{\"delivered\":false,\"status\":503,\"duration_ms\":7,\"error\":\"not at http://a/?b=c\"}");
    assertThatThrownBy(() -> overHttp.testHook("a"))
        .isInstanceOf(ClientException.class)
        .hasMessage(
            "'url' must be an http or https URL: it does not begin with http:// or https://");
  }
}
