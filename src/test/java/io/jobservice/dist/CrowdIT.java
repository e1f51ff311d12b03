package io.jobservice.dist;

import static io.jobservice.testing.RawConnection.head;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.NodeProcess;
import io.jobservice.testing.RawConnection;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RedisServer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of clients who do nothing, or too little, beside one who works. */
class CrowdIT {

  private static final int IDLE = 2_000;
  private static final int SLOW = 500;
  private static final int FOLLOWERS = 50;
  private static final int WAITS = 500;
  private static final long MEASURED_NANOS =
      TimeUnit.SECONDS.toNanos(Long.getLong("crowd.seconds", 6));

  private static final String FUTURE =
      "{\"name\":\"NOOP\",\"metadata\":{\"kind\":\"Scheduled\",\"schedule_delay\":3600}}";

  @TempDir Path folder;
  private final List<RawConnection> all = new ArrayList<>();
  private RawHttp http;

  private RawConnection connected(String request) {
    RawConnection connection = new RawConnection(http.port()).send(request);
    all.add(connection);
    return connection;
  }

  @Test
  void aNormalClientIsAnsweredAsEver() {
    try (NodeProcess node =
        new NodeProcess(
            folder, "one", RedisServer.shared().url().toUri(), Namespaces.fresh(), 2, "")) {
      node.start();
      http = node.awaitReady();
      String job = http.accepted("DEMO", "{\"image\":\"demo\",\"hold\":\"10m\"}");
      List<String> jobs = future();
      String alone = measured(job, () -> {});
      crowd(job);
      List<RawConnection> waits = new ArrayList<>();
      for (String id : jobs) {
        waits.add(connected(head("GET /api/v1/jobs/" + id + "?wait=5m HTTP/1.1")));
      }
      List<RawConnection> trickles = trickles();
      String crowded = measured(job, () -> trickles.forEach(CrowdIT::trickle));
      jobs.forEach(http::stop);
      for (RawConnection wait : waits) {
        RawHttp.Answer answer = wait.answer();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("job").path("status").asText()).isEqualTo("Stopped");
      }
      System.out.printf("GET of a job, alone: %s%n", alone);
      System.out.printf(
          "beside %d idle and %d slow connections, %d followers of events, %d waits: %s%n",
          IDLE, SLOW, FOLLOWERS, WAITS, crowded);
    } finally {
      all.forEach(RawConnection::close);
    }
  }

  /** More than may be open at once, in rounds, of which two fit. */
  @Test
  void clientsWhoLeaveWhileTheyWaitAreForgotten() {
    try (NodeProcess node =
        new NodeProcess(
            folder,
            "two",
            RedisServer.shared().url().toUri(),
            Namespaces.fresh(),
            2,
            "api: {max_connections: 80}\n")) {
      node.start();
      http = node.awaitReady();
      for (int round = 0; round < 4; round++) {
        String id = http.accepted("NOOP", "{}", "{\"kind\":\"Scheduled\",\"schedule_delay\":3600}");
        for (int i = 0; i < 30; i++) {
          connected(head("GET /api/v1/jobs/" + id + "?wait=5m HTTP/1.1"));
        }
        // It is answered after those that were sent before it.
        try (RawConnection last = new RawConnection(http.port())) {
          last.send(head("GET /api/v1/jobs/" + id + "?wait=1s HTTP/1.1")).answer();
        }
        all.forEach(RawConnection::close);
        all.clear();
        http.stop(id);
      }
      assertThat(http.get("/api/v1/stats").status()).isEqualTo(200);
    } finally {
      all.forEach(RawConnection::close);
    }
  }

  private List<String> future() {
    String list = Collections.nCopies(WAITS, FUTURE).stream().collect(Collectors.joining(","));
    RawHttp.Answer answer = http.send("POST", "/api/v1/jobs", "{\"jobs\":[" + list + "]}");
    List<String> ids = new ArrayList<>();
    for (JsonNode item : answer.json().path("jobs")) {
      ids.add(item.path("job").path("id").asText());
    }
    assertThat(ids).hasSize(WAITS).doesNotContain("");
    return ids;
  }

  private void crowd(String job) {
    for (int i = 0; i < IDLE; i++) {
      connected(i % 2 == 0 ? "" : head("GET /api/v1/jobs/" + job + " HTTP/1.1"));
    }
    for (int i = 0; i < FOLLOWERS; i++) {
      connected(head("GET /api/v1/events HTTP/1.1"));
    }
    String much = head("GET /metrics HTTP/1.1").repeat(200);
    for (int i = 0; i < SLOW / 2; i++) {
      connected(i % 2 == 0 ? "GET /api/v1/jobs/" + job + " HTTP/1.1\r\nHost: x\r\nAuthoriz" : much);
    }
  }

  private List<RawConnection> trickles() {
    List<RawConnection> trickles = new ArrayList<>();
    for (int i = 0; i < SLOW / 2; i++) {
      trickles.add(connected(head("POST /api/v1/jobs HTTP/1.1", "Content-Length: 100000") + "{"));
    }
    return trickles;
  }

  private static void trickle(RawConnection connection) {
    try {
      connection.send(" ");
    } catch (UncheckedIOException e) {
      // Cut off, as it may be.
    }
  }

  /** Asks for a job again and again, and says how long that took. */
  private String measured(String job, Runnable eachSecond) {
    String request = head("GET /api/v1/jobs/" + job + " HTTP/1.1");
    List<Double> times = new ArrayList<>();
    try (RawConnection connection = new RawConnection(http.port())) {
      long begin = System.nanoTime();
      long next = begin;
      while (System.nanoTime() - begin < MEASURED_NANOS) {
        if (System.nanoTime() - next >= 0) {
          next += TimeUnit.SECONDS.toNanos(1);
          eachSecond.run();
        }
        long from = System.nanoTime();
        RawHttp.Answer answer = connection.send(request).answer();
        times.add((System.nanoTime() - from) / 1e6);
        assertThat(answer.status()).isEqualTo(200);
      }
    }
    double[] sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return "%d requests, p50 %.2f ms, p99 %.2f ms, max %.1f ms"
        .formatted(
            sorted.length,
            sorted[sorted.length / 2],
            sorted[sorted.length * 99 / 100],
            Arrays.stream(sorted).max().orElse(0));
  }
}
