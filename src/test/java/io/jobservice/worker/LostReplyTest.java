package io.jobservice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobservice.redis.ScriptSha;
import io.jobservice.testing.LostReply;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TcpProxy;
import io.jobservice.testing.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reply that gets lost between Redis and the service loses no job, and runs none twice. */
class LostReplyTest {

  @TempDir Path folder;
  private final String namespace = Namespaces.fresh();
  private final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace);
  private final TcpProxy proxy = TcpProxy.to(RedisServer.shared());
  private TestNode node;
  private RawHttp http;

  @BeforeEach
  void start() {
    String url = "redis://" + proxy.host() + ":" + proxy.port();
    node = TestNode.start(folder, url, namespace);
    http = node.http();
  }

  @AfterEach
  void stop() {
    node.close();
    proxy.close();
    probe.close();
  }

  private String record() {
    return "{\"file\":\"" + folder.resolve("runs") + "\"}";
  }

  private void assertEachRanOnce(List<String> ids) throws IOException {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(ids).allMatch(id -> http.status(id).equals("Success")));
    List<String> expected = ids.stream().map(id -> id + " 1").toList();
    assertThat(Files.readAllLines(folder.resolve("runs")))
        .containsExactlyInAnyOrderElementsOf(expected);
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () -> {
              assertThat(probe.redis().get(probe.key("jobs:RECORD:lock"))).isEqualTo("0");
              assertThat(probe.redis().keys(probe.key("jobs:RECORD:*:inprogress"))).isEmpty();
              assertThat(probe.redis().llen(probe.key("jobs:RECORD"))).isZero();
            });
  }

  private void assertHappened(LostReply lost) throws InterruptedException {
    assertThat(lost.await(Duration.ofSeconds(10))).as("the reply was lost").isTrue();
  }

  @Test
  void atSubmit() throws Exception {
    LostReply lost = proxy.loseReplyTo(ScriptSha.of("submit"));
    String id = http.accepted("RECORD", record());
    assertHappened(lost);
    assertEachRanOnce(List.of(id));
    assertThat(probe.redis().keys(probe.key("job_stats:*"))).hasSize(1);
  }

  @Test
  void atTheCancelOfAPolicy() throws Exception {
    String id =
        http.accepted("NOOP", "{}", "{\"kind\":\"Periodic\",\"cron_spec\":\"0 0 0 1 1 *\"}");
    LostReply lost = proxy.loseReplyTo(ScriptSha.of("unschedule"));
    RawHttp.Answer answer = http.send("POST", "/api/v1/jobs/" + id, "{\"action\":\"cancel\"}");
    assertHappened(lost);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
    assertThat(http.status(id)).isEqualTo("Stopped");
  }

  @Test
  void atSubmitOfAList() throws Exception {
    String job =
        "{\"name\":\"RECORD\",\"parameters\":" + record() + ",\"metadata\":{\"kind\":\"Generic\"}}";
    LostReply lost = proxy.loseReplyTo(ScriptSha.of("submit"));
    List<String> ids = new ArrayList<>();
    http.send("POST", "/api/v1/jobs", "{\"jobs\":[" + job + "," + job + "," + job + "]}")
        .json()
        .path("jobs")
        .forEach(item -> ids.add(item.path("job").path("id").asText()));
    assertHappened(lost);
    assertThat(ids).hasSize(3);
    assertEachRanOnce(ids);
    assertThat(probe.redis().keys(probe.key("job_stats:*"))).hasSize(3);
  }

  /** An idle pool fetches in vain now and then, so one round may lose a reply that told nothing. */
  @Test
  void atFetch() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      LostReply lost = proxy.loseReplyTo(ScriptSha.of("fetch"));
      ids.add(http.accepted("RECORD", record()));
      assertHappened(lost);
    }
    assertEachRanOnce(ids);
  }

  @Test
  void atTheEnd() throws Exception {
    LostReply lost = proxy.loseReplyTo(ScriptSha.of("end"));
    String id = http.accepted("RECORD", record());
    assertHappened(lost);
    assertEachRanOnce(List.of(id));
  }

  @Test
  void againAndAgainAtEveryStep() throws Exception {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      LostReply lost = proxy.loseNextReply();
      ids.add(http.accepted("RECORD", record()));
      assertHappened(lost);
    }
    assertEachRanOnce(List.copyOf(ids));
  }
}
