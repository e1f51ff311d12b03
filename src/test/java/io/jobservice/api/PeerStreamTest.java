package io.jobservice.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jobservice.joblog.Peers;
import io.jobservice.testing.EventStream;
import io.jobservice.testing.EventStream.Event;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Following what another node logs, which says each word when the test wants it to. */
class PeerStreamTest {

  private static final String ID = "0123456789abcdef01234567";
  private static final String PULSE = "\u0000";
  private static final String END = "end";

  @TempDir Path folder;
  private final String namespace = Namespaces.fresh();
  private final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace);
  private final BlockingQueue<String> words = new LinkedBlockingQueue<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer peer;
  private TestNode node;

  @BeforeEach
  void start() throws IOException {
    node = TestNode.start(folder, RedisServer.shared().url().toUri(), namespace);
    peer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    peer.setExecutor(threads);
    peer.createContext("/", this::answer);
    peer.start();
  }

  @AfterEach
  void stop() {
    peer.stop(0);
    threads.shutdownNow();
    node.close();
    probe.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestURI().toString());
    exchange.getResponseHeaders().set(Peers.PLACE, "0");
    exchange.sendResponseHeaders(200, 0);
    try {
      OutputStream out = exchange.getResponseBody();
      for (String word = PULSE; !word.equals(END); word = next()) {
        out.write(word.getBytes(UTF_8));
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  /** In silence it pulses, as nodes do. */
  private String next() throws InterruptedException {
    String word = words.poll(100, TimeUnit.MILLISECONDS);
    return word == null ? PULSE : word;
  }

  /** Another pool with an API of its own, that beats once. */
  private void pool(String name, int port) {
    String now = Long.toString(System.currentTimeMillis() / 1000);
    probe
        .redis()
        .hset(
            probe.key("worker_pools:" + name),
            Map.of(
                "node_id",
                name + ":1",
                "heartbeat_at",
                now,
                "api_url",
                "http://127.0.0.1:" + port,
                "log_stores",
                name));
    probe.redis().sadd(probe.key("worker_pools"), name);
  }

  private void record(String id, Map<String, String> more) {
    String key = probe.key("job_stats:" + id);
    probe.redis().hset(key, Map.of("id", id, "name", "TALK", "kind", "Generic"));
    probe.redis().hset(key, more);
  }

  private EventStream follow(String id) {
    return EventStream.open(
        node.http().port(), "/api/v1/jobs/" + id + "/log?follow=true", Map.of());
  }

  @Test
  void theLastLinesOfAJobAreShownWhenItsEndIsKnownBeforeThem() {
    pool("peer", peer.getAddress().getPort());
    record(ID, Map.of("status", "Running", "attempt", "1", "ran_on", "1 peer peer:1"));
    words.add("one\n");
    try (EventStream stream = follow(ID)) {
      assertThat(stream.next("log").data()).isEqualTo("one");
      record(ID, Map.of("status", "Success", "ended_at", "1"));
      assertThat(stream.next("job").json().path("job").path("status").asText())
          .isEqualTo("Success");
      words.add("two\n");
      words.add(END);
      assertThat(stream.next("log").data()).isEqualTo("two");
      Event end = stream.next("end");
      assertThat(end.json().path("reason").asText()).isEqualTo("ended");
    }
  }

  @Test
  void anAttemptThatIsStillToComeIsFollowedFromAJobThatHasNotBegun() {
    pool("peer", peer.getAddress().getPort());
    record(ID, Map.of("status", "Pending"));
    try (EventStream stream =
        EventStream.open(
            node.http().port(), "/api/v1/jobs/" + ID + "/log?follow=true&attempt=2", Map.of())) {
      stream.next("job");
      words.add("two\n");
      record(ID, Map.of("status", "Running", "attempt", "2", "ran_on", "1 peer peer:1"));
      assertThat(stream.next("log").data()).isEqualTo("two");
      record(ID, Map.of("status", "Success", "ended_at", "1"));
      words.add(END);
      assertThat(stream.next("end").json().path("reason").asText()).isEqualTo("ended");
    }
    assertThat(asked).last().asString().contains("attempt=2&");
  }

  @Test
  void anIdWithASpaceIsAskedForAsItIs() {
    String id = "a b+c";
    pool("peer", peer.getAddress().getPort());
    record(id, Map.of("status", "Success", "attempt", "1", "ran_on", "1 peer peer:1"));
    words.add(END);

    assertThat(node.http().get("/api/v1/jobs/a%20b%2Bc/log").status()).isEqualTo(200);
    assertThat(asked).singleElement().asString().contains("/jobs/a%20b%2Bc/log");
  }
}
