package io.jobservice.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.testing.EventStream;
import io.jobservice.testing.EventStream.Event;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.NodeProcess;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Logs of two nodes that share no disk. Each is asked for what the other one ran. Every test has
 * nodes of its own, and most of the time waits: they run side by side.
 */
@Execution(ExecutionMode.CONCURRENT)
class LogsOfTwoNodesIT {

  /** Late enough that a failed job is seen, and its node frozen, before it is tried again. */
  private static final String RETRIES =
      "jobs: {types: {TALK: {backoff: {kind: fixed, initial: 4s}}}}\n";

  @TempDir Path folder;
  private final String namespace = Namespaces.fresh();
  private NodeProcess one;
  private NodeProcess two;

  @BeforeEach
  void start() {
    one = node("one");
    two = node("two");
    one.start();
    two.start();
    one.awaitReady();
    two.awaitReady();
  }

  private NodeProcess node(String name) {
    return new NodeProcess(folder, name, RedisServer.shared().url().toUri(), namespace, 1, RETRIES);
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
  }

  /** A job that does what it is told. */
  private final class Talk {

    private final Path file;
    private final String id;

    Talk(String name) {
      file = folder.resolve(name);
      id = http(one).accepted("TALK", "{\"file\":\"" + file + "\"}");
    }

    void tell(String line) {
      try {
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    JsonNode record(NodeProcess node) {
      return http(node).job(id);
    }

    JsonNode ran(String status) {
      Awaitility.await()
          .until(
              () ->
                  living().stream()
                      .anyMatch(n -> record(n).path("status").asText().equals(status)));
      return record(living().get(0));
    }

    List<NodeProcess> living() {
      return List.of(one, two).stream().filter(NodeProcess::isAlive).toList();
    }
  }

  private static RawHttp http(NodeProcess node) {
    return node.http().orElseThrow();
  }

  private NodeProcess other(NodeProcess node) {
    return node == one ? two : one;
  }

  private static EventStream follow(NodeProcess node, String id, Map<String, String> headers) {
    return EventStream.open(http(node).port(), "/api/v1/jobs/" + id + "/log?follow=true", headers);
  }

  /** Where its log file is. */
  private NodeProcess home(Talk talk) {
    Awaitility.await().until(() -> file(one, talk) || file(two, talk));
    return file(one, talk) ? one : two;
  }

  private boolean file(NodeProcess node, Talk talk) {
    String name = node == one ? "one" : "two";
    return Files.exists(folder.resolve(name + "-data/job-logs/" + talk.id + ".log"));
  }

  @Test
  void eachShowsWhatTheOtherOneLogsLiveAndWhole() {
    Talk talk = new Talk("talk");
    talk.tell("say first");
    NodeProcess home = home(talk);
    List<Long> delays = new ArrayList<>();
    try (EventStream near = follow(home, talk.id, Map.of());
        EventStream far = follow(other(home), talk.id, Map.of())) {
      assertThat(near.next("log").data()).endsWith("]: first");
      assertThat(far.next("log").data()).endsWith("]: first");
      for (int i = 0; i < 30; i++) {
        long begin = System.nanoTime();
        talk.tell("say number " + i);
        assertThat(far.next("log").data()).endsWith("]: number " + i);
        delays.add((System.nanoTime() - begin) / 1_000_000);
        assertThat(near.next("log").data()).endsWith("]: number " + i);
      }
      talk.tell("end");
      for (EventStream stream : List.of(near, far)) {
        Event end = stream.next("end");
        assertThat(end.json().path("reason").asText()).isEqualTo("ended");
        assertThat(end.json().path("job").path("status").asText()).isEqualTo("Success");
        assertThat(stream.next().event()).isEqualTo("eof");
      }
    }
    delays.sort(null);
    System.out.println("delay of a followed line through the other node, ms: " + delays);
    String whole = http(home).get("/api/v1/jobs/" + talk.id + "/log").body();
    assertThat(whole.lines()).hasSize(31);
    RawHttp.Answer far = http(other(home)).get("/api/v1/jobs/" + talk.id + "/log");
    assertThat(far.status()).isEqualTo(200);
    assertThat(far.body()).isEqualTo(whole);
    assertThat(http(other(home)).get("/api/v1/jobs/" + talk.id + "/log?tail=2").body())
        .isEqualTo(String.join("\n", whole.lines().toList().subList(29, 31)) + "\n");
  }

  private Distribution.Running follow(Talk talk, NodeProcess node) {
    return new Distribution(folder)
        .start(
            Map.of("CORE_SECRET", TestNode.SECRET),
            "log",
            "-f",
            talk.id,
            "--exit-status",
            "--url",
            "http://127.0.0.1:" + http(node).port());
  }

  private static void awaitLine(Distribution.Running command, String end) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(2))
        .until(() -> command.out().lines().anyMatch(line -> line.endsWith(end)));
  }

  @Test
  void theCommandShowsItLiveThroughEitherNode() throws InterruptedException {
    Talk talk = new Talk("talk");
    talk.tell("say first");
    NodeProcess home = home(talk);
    List<Distribution.Running> commands = List.of(follow(talk, home), follow(talk, other(home)));
    commands.forEach(command -> awaitLine(command, "]: first"));
    List<Long> delays = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String words = "]: number " + i;
      long begin = System.nanoTime();
      talk.tell("say number " + i);
      awaitLine(commands.get(1), words);
      delays.add((System.nanoTime() - begin) / 1_000_000);
      awaitLine(commands.get(0), words);
    }
    delays.sort(null);
    System.out.printf(
        "log -f through the other node: p50 %d ms, longest %d ms%n",
        delays.get(20), delays.get(39));
    talk.tell("end");
    for (Distribution.Running command : commands) {
      assertThat(command.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(command.process().exitValue()).as(command.err()).isZero();
      assertThat(command.out().lines()).hasSize(41);
    }
  }

  @Test
  void theCommandEndsInWordsWhenTheNodeIsKilledAndTheJobRunsNowhereElse()
      throws InterruptedException {
    Talk talk = new Talk("talk");
    talk.tell("say first");
    NodeProcess home = home(talk);
    NodeProcess other = other(home);
    Distribution.Running near = follow(talk, home);
    Distribution.Running far = follow(talk, other);
    List.of(near, far).forEach(command -> awaitLine(command, "]: first"));
    http(other).send("POST", "/api/v1/queues/TALK", "{\"action\":\"pause\"}");
    home.kill();
    try (EventStream silent = follow(other, talk.id, Map.of())) {
      // Whatever lies between may take long silence for death.
      Event event = silent.next();
      while (!event.comment()) {
        assertThat(event.event()).isIn("job", "log");
        event = silent.next();
      }
    }
    assertThat(far.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(near.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(far.process().exitValue()).isEqualTo(1);
    assertThat(far.err()).contains("is on node ");
    assertThat(far.out()).contains("--- the log of attempt 1 is on node ");
    assertThat(near.process().exitValue()).isEqualTo(69);
    assertThat(near.err()).contains("the service");
  }

  @Test
  void aReaderGoesOnWhereItWas() {
    Talk talk = new Talk("talk");
    IntStream.range(0, 5).forEach(i -> talk.tell("say number " + i));
    NodeProcess home = home(talk);
    for (NodeProcess node : List.of(home, other(home))) {
      String place;
      try (EventStream stream = follow(node, talk.id, Map.of())) {
        stream.next("log");
        place = stream.next("log").id();
      }
      try (EventStream stream = follow(node, talk.id, Map.of("Last-Event-ID", place))) {
        assertThat(stream.next("log").data()).endsWith("]: number 2");
      }
    }
    talk.tell("end");
  }

  @Test
  void aNodeThatIsKilledEndsTheStreamInWordsOrTheJobGoesOnElsewhere() {
    Talk talk = new Talk("talk");
    talk.tell("say before");
    NodeProcess home = home(talk);
    NodeProcess other = other(home);
    try (EventStream through = follow(other, talk.id, Map.of());
        EventStream direct = follow(home, talk.id, Map.of())) {
      assertThat(through.next("log").data()).endsWith("]: before");
      assertThat(direct.next("log").data()).endsWith("]: before");
      home.kill();
      assertThat(direct.next("end").event()).isIn("eof", "broken");
      Event notice = through.next("log");
      assertThat(notice.data()).startsWith("--- the log of attempt").contains("on node ");
      Awaitility.await().until(() -> talk.record(other).path("attempt").asInt() == 2);
      talk.tell("say after");
      assertThat(through.next("log").data()).startsWith("--- attempt 2, ");
      assertThat(through.next("log").data()).endsWith("]: after");
      talk.tell("end");
      assertThat(through.next("end").json().path("reason").asText()).isEqualTo("ended");
    }
    RawHttp.Answer log = http(other).get("/api/v1/jobs/" + talk.id + "/log");
    assertThat(log.status()).isEqualTo(200);
    assertThat(log.body())
        .startsWith("--- the log of attempt 1 is on node ")
        .contains("]: after\n");
    assertThat(http(other).get("/api/v1/jobs/" + talk.id + "/log?attempt=1").status())
        .isEqualTo(404);
  }

  @Test
  void aNodeThatComesBackHasItsLogs() {
    Talk talk = new Talk("talk");
    talk.tell("say something");
    talk.tell("end");
    NodeProcess home = home(talk);
    NodeProcess other = other(home);
    talk.ran("Success");
    home.kill();
    Awaitility.await()
        .untilAsserted(
            () -> {
              RawHttp.Answer gone = http(other).get("/api/v1/jobs/" + talk.id + "/log");
              assertThat(gone.status()).isEqualTo(404);
              assertThat(gone.json().path("description").asText())
                  .contains("the log of job " + talk.id + " is on node ");
            });
    home.start();
    home.awaitReady();
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(http(other).get("/api/v1/jobs/" + talk.id + "/log").body())
                    .endsWith("]: something\n"));
    assertThat(http(home).get("/api/v1/jobs/" + talk.id + "/log").body())
        .endsWith("]: something\n");
  }

  @Test
  void theAttemptsOfAllNodesMakeOneLog() {
    Talk talk = new Talk("talk");
    talk.tell("say one");
    NodeProcess home = home(talk);
    talk.tell("fail");
    talk.ran("Error");
    // The other one alone is left to run it again.
    home.freeze();
    Awaitility.await().until(() -> talk.record(other(home)).path("attempt").asInt() == 2);
    home.thaw();
    talk.tell("say two");
    talk.tell("end");
    talk.ran("Success");
    for (NodeProcess node : List.of(home, other(home))) {
      Awaitility.await()
          .untilAsserted(
              () -> {
                String log = http(node).get("/api/v1/jobs/" + talk.id + "/log").body();
                assertThat(log.lines().filter(line -> line.matches("(20|---).*")))
                    .satisfiesExactly(
                        line -> assertThat(line).endsWith("]: one"),
                        line -> assertThat(line).contains("told to fail"),
                        line -> assertThat(line).startsWith("--- attempt 2, "),
                        line -> assertThat(line).endsWith("]: two"));
                assertThat(http(node).get("/api/v1/jobs/" + talk.id + "/log?attempt=1").body())
                    .contains("]: one\n", "told to fail")
                    .doesNotContain("two");
                assertThat(http(node).get("/api/v1/jobs/" + talk.id + "/log?tail=1").body())
                    .endsWith("]: two\n")
                    .hasLineCount(1);
              });
    }
    assertThat(talk.record(home).path("ran_on")).hasSize(2);
  }
}
