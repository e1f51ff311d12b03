package io.jobservice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException.Kind;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RedisProbe;
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

/** Job types: the same trees and errors over HTTP and straight on Redis. */
class TypesBothWaysTest {

  private static final String CONFIG =
      "shutdown_grace: 0s\n"
          + "jobs: {types: {NOOP: {max_fails: 7, max_concurrency: 3, priority: 5, timeout: 90m,"
          + " rate_limit: 5/m, backoff: {kind: fixed, initial: 1s}}}}\n";

  private static final String DEMO =
      "{\"name\":\"DEMO\",\"pools\":1,\"paused\":false,\"source\":\"the service\","
          + "\"description\":\"Logs, checks in three times and holds, to try the service with\","
          + "\"max_fails\":4,\"max_concurrency\":0,\"priority\":1,"
          + "\"backoff\":{\"kind\":\"standard\"},\"parameters\":["
          + "{\"name\":\"image\",\"type\":\"string\",\"required\":true,"
          + "\"description\":\"a text that starts with 'demo'\"},"
          + "{\"name\":\"pause\",\"type\":\"duration\",\"required\":false,\"default\":\"500ms\","
          + "\"description\":\"how long it pauses after each check-in\"},"
          + "{\"name\":\"hold\",\"type\":\"duration\",\"required\":false,\"default\":\"15s\","
          + "\"description\":\"how long it holds at the end\"},"
          + "{\"name\":\"*\",\"type\":\"any\",\"required\":false,"
          + "\"description\":\"whatever you like\"}]}";

  @TempDir private Path folder;
  private final String namespace = Namespaces.fresh();
  private final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace);
  private TestNode node;
  private RawHttp http;
  private JobServiceClient overHttp;
  private JobServiceClient direct;

  @BeforeEach
  void start() throws ClientException {
    node = TestNode.start(folder, RedisServer.shared().url().toUri(), namespace, CONFIG);
    http = node.http();
    overHttp =
        new HttpJobServiceClient(
            new Endpoint(
                URI.create("http://127.0.0.1:" + http.port()),
                "from a test",
                Optional.of(TestNode.SECRET)),
            new Json());
    direct =
        DirectJobServiceClient.connect(
            new RedisLocator.Place(RedisServer.shared().url(), probe.key("")),
            System::nanoTime,
            new LogLocator(folder, Map.of(), Optional.empty()),
            new Json());
  }

  @AfterEach
  void stop() {
    direct.close();
    overHttp.close();
    node.close();
    probe.close();
  }

  @Test
  void typesAreTheSameWithAllThatIsToldOfThem() throws Exception {
    assertThat(http.get("/api/v1/types/DEMO").body()).isEqualTo(DEMO);
    probe.redis().set(probe.key("jobs:NOOP:paused"), "1");
    probe.redis().sadd(probe.key("known_jobs"), "OLD");
    JsonNode types = overHttp.types();
    assertThat(types.findValuesAsText("name")).containsSubsequence("DEMO", "FAIL", "NOOP", "OLD");
    assertThat(direct.types()).isEqualTo(types);
    for (JsonNode type : types) {
      assertThat(overHttp.type(type.path("name").asText())).isEqualTo(type);
      assertThat(direct.type(type.path("name").asText())).isEqualTo(type);
    }
    JsonNode noop = overHttp.type("NOOP");
    assertThat(noop.path("paused").asBoolean()).isTrue();
    assertThat(noop.path("max_fails").asInt()).isEqualTo(7);
    assertThat(noop.path("max_concurrency").asInt()).isEqualTo(3);
    assertThat(noop.path("priority").asInt()).isEqualTo(5);
    assertThat(noop.path("timeout").asText()).isEqualTo("1h30m");
    assertThat(noop.path("rate_limit").asText()).isEqualTo("5/m");
    assertThat(noop.path("backoff").toString())
        .isEqualTo("{\"kind\":\"fixed\",\"initial\":\"1s\"}");
  }

  @Test
  void aTypeThatNobodyTellsOfHasItsNameOnly() throws Exception {
    probe.redis().sadd(probe.key("known_jobs"), "OLD");
    assertThat(overHttp.type("OLD").toString())
        .isEqualTo("{\"name\":\"OLD\",\"pools\":0,\"paused\":false}");
    String foreign = "efefefefefefefefefefefef";
    String now = probe.redis().eval("return redis.call('TIME')[1]").toString();
    probe.redis().sadd(probe.key("worker_pools"), foreign);
    probe
        .redis()
        .hset(
            probe.key("worker_pools:" + foreign),
            Map.of("heartbeat_at", now, "started_at", "9999999999", "job_names", "DEMO,FOREIGN"));
    assertThat(overHttp.type("FOREIGN").toString())
        .isEqualTo("{\"name\":\"FOREIGN\",\"pools\":1,\"paused\":false}");
    assertThat(overHttp.type("DEMO").toString())
        .as("what ours tells")
        .isEqualTo(DEMO.replace("\"pools\":1", "\"pools\":2"));
  }

  @Test
  void mistakesAreRefusedInTheSameWords() {
    for (JobServiceClient client : List.of(overHttp, direct)) {
      assertThatThrownBy(() -> client.type("NONE"))
          .hasMessage("there is no job type NONE")
          .extracting(problem -> ((ClientException) problem).kind())
          .isEqualTo(Kind.NOT_FOUND);
      assertThatThrownBy(() -> client.type(" "))
          .hasMessage("the name of a job type cannot be empty");
    }
  }
}
