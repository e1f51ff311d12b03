package io.jobservice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.StubServer;
import io.jobservice.testing.TestNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Waits for the end of a job, through services that can wait and through others. */
class JobWaitTest {

  private final ExecutorService helpers = Executors.newCachedThreadPool();
  private final List<Duration> sleeps = new ArrayList<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private volatile String id = "abc";

  @AfterEach
  void stop() {
    helpers.shutdownNow();
  }

  private JsonNode ended(String url, Optional<Duration> timeout) throws Exception {
    Endpoint endpoint = new Endpoint(URI.create(url), "from a test", Optional.of(TestNode.SECRET));
    Ticker ticker =
        new Ticker(
            Clock::systemUTC,
            nanos::get,
            time -> {
              sleeps.add(time);
              nanos.addAndGet(time.toNanos());
            });
    try (JobServiceClient client = new HttpJobServiceClient(endpoint, new Json())) {
      return new JobWait(client, ticker, helpers, job -> heard.add(job.path("status").asText()))
          .untilEnded(id, timeout);
    }
  }

  @Test
  void aServiceThatCanWaitIsNotAskedAgainAndAgain(@TempDir Path folder) throws Exception {
    String redis = RedisServer.shared().url().toUri();
    try (TestNode node = TestNode.start(folder, redis, Namespaces.fresh())) {
      id = node.http().accepted("NOOP", "{}", "{\"kind\":\"Scheduled\",\"schedule_delay\":3600}");
      String url = "http://127.0.0.1:" + node.http().port();
      Thread stopper =
          new Thread(
              () -> {
                Awaitility.await().until(() -> !heard.isEmpty());
                node.http().stop(id);
              });
      stopper.start();
      JsonNode job = ended(url, Optional.empty()).path("job");
      stopper.join();
      assertThat(job.path("status").asText()).isEqualTo("Stopped");
      assertThat(heard).containsExactly("Scheduled");
      assertThat(sleeps).isEmpty();
    }
  }

  @Test
  void oneThatAnswersAtOnceThoughItWasToWaitIsAskedAfterPauses() throws Exception {
    try (StubServer server = new StubServer()) {
      String pending = "{\"job\":{\"id\":\"abc\",\"status\":\"Pending\"}}";
      server.answer("GET /api/v1/jobs/abc", 200, pending, Map.of("ETag", "W/\"1\""));
      assertThatThrownBy(() -> ended(server.url(), Optional.of(Duration.ofSeconds(10))))
          .isInstanceOf(ClientException.class)
          .hasMessageContaining("has not ended in time");
      assertThat(sleeps).hasSizeGreaterThan(10).startsWith(Duration.ofMillis(50));
    }
  }

  @Test
  void oneThatLetsNobodyWaitAtPresentIsAskedLessAndLessOften() throws Exception {
    try (StubServer server = new StubServer()) {
      for (int i = 0; i < 300; i++) {
        String pending = "{\"job\":{\"id\":\"abc\",\"status\":\"Pending\"}}";
        server.answer("GET /api/v1/jobs/abc", 200, pending, Map.of("ETag", "W/\"1\""));
        server.answer("GET /api/v1/jobs/abc", 503, "{\"code\":10024,\"err\":\"too many\"}");
      }
      assertThatThrownBy(() -> ended(server.url(), Optional.of(Duration.ofSeconds(10))))
          .isInstanceOf(ClientException.class)
          .hasMessageContaining("has not ended in time");
      assertThat(sleeps).hasSizeBetween(10, 30).contains(Duration.ofSeconds(1));
    }
  }

  @Test
  void oneThatCannotWaitIsAskedAfterPauses() throws Exception {
    try (StubServer server = new StubServer()) {
      server.answer("GET /api/v1/jobs/abc", 200, "{\"job\":{\"status\":\"Pending\"}}");
      assertThatThrownBy(() -> ended(server.url(), Optional.of(Duration.ofSeconds(10))))
          .isInstanceOf(ClientException.class);
      assertThat(sleeps).hasSizeGreaterThan(10).startsWith(Duration.ofMillis(50));
      assertThat(server.requests()).allMatch(request -> !request.line().contains("wait="));
    }
  }
}
