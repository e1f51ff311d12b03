package io.jobservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.redis.Redis;
import io.jobservice.testing.ApiDescription;
import io.jobservice.testing.BareApi;
import io.jobservice.testing.EventStream;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RawHttp.Answer;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.StubServer;
import io.jobservice.testing.TcpProxy;
import io.jobservice.testing.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Has every answer given that the description tells of, and holds each against it: a status, a
 * header or a field that is in an answer and not in the description is an error, and one that is
 * described and never comes is another.
 */
class OpenApiWalkTest {

  private static final String BASE = "/api/v1/";
  private static final String UNKNOWN = "0123456789abcdef01234567";
  private static final String NOOP =
      "{\"job\":{\"name\":\"NOOP\",\"parameters\":{\"n\":1},\"metadata\":{\"kind\":\"Generic\"}}}";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Bodies that make sense, by operation. */
  private static final Map<String, String> BODIES =
      Map.ofEntries(
          Map.entry("jobs", NOOP),
          Map.entry("dry-run", NOOP),
          Map.entry("jobs/{id}", "{\"action\":\"stop\"}"),
          Map.entry("queues/{id}", "{\"action\":\"pause\"}"),
          Map.entry("schedules/{id}", "{\"action\":\"pause\"}"),
          Map.entry("retry", "{\"action\":\"run\"}"),
          Map.entry("dead", "{\"action\":\"retry\"}"),
          Map.entry("loggers", "{\"level\":\"INFO\"}"),
          Map.entry("hooks", "{\"action\":\"redeliver\",\"dead\":true}"),
          Map.entry("hooks/{id}", "{\"action\":\"redeliver\"}"),
          Map.entry("hooks/test", "{\"url\":\"http://127.0.0.1:9/\"}"));

  @TempDir private Path folder;
  private final String namespace = Namespaces.fresh();
  private final ApiDescription description = ApiDescription.read();
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();
  private final TcpProxy proxy = TcpProxy.to(RedisServer.shared());
  private final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace);
  private TestNode node;
  private RawHttp http;
  private String policy;

  @BeforeEach
  void start() {
    node = node("hooks: {max_attempts: 1}\nlimits: {max_pending_per_type: 100000}\n");
    http = node.http();
  }

  @AfterEach
  void stop() {
    node.close();
    proxy.close();
    probe.close();
  }

  private TestNode node(String more) {
    String redis = "redis://" + proxy.host() + ":" + proxy.port();
    return TestNode.start(folder, redis, namespace, "shutdown_grace: 0s\n" + more);
  }

  @Test
  void everyDescribedAnswerIsGivenAndEveryAnswerIsAsDescribed() throws Exception {
    jobs();
    policies();
    failures();
    events();
    waiting();
    logs();
    queuesAndHooks();
    theRest();
    refusals();
    crowds();
    withoutRedis();
    assertThat(problems).isEmpty();
    assertThat(description.unseen()).as("answers that nothing led to").isEmpty();
  }

  /** Asks with the right secret, and notes what is wrong with the answer. */
  private Answer ask(RawHttp who, String operation, String path, String body, String... headers) {
    Map<String, String> all = new HashMap<>();
    all.put("Authorization", "Bearer " + TestNode.SECRET);
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    all.values().removeIf(String::isEmpty);
    String method = operation.substring(0, operation.indexOf(' '));
    Answer answer = who.send(method, path.startsWith("/") ? path : BASE + path, body, all);
    for (String problem : description.problems(operation, answer)) {
      problems.add(operation + " as " + path + ", " + answer.status() + ": " + problem);
    }
    return answer;
  }

  private Answer get(String route, String path, String... headers) {
    return ask(http, "GET " + full(route), path, null, headers);
  }

  private Answer post(String route, String path, String body, String... headers) {
    return ask(http, "POST " + full(route), path, body, headers);
  }

  private static String full(String route) {
    return route.startsWith("/") ? route : BASE + route;
  }

  private void expect(int status, Answer answer) {
    if (answer.status() != status) {
      problems.add(status + " was expected, not " + answer);
    }
  }

  private String submit(String job) {
    Answer answer = post("jobs", "jobs", "{\"job\":" + job + "}");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    return answer.job().path("id").asText();
  }

  private JsonNode awaited(String id, String status) {
    Awaitility.await(id + " is " + status)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> http.status(id).equals(status));
    return get("jobs/{id}", "jobs/" + id).job();
  }

  private static String job(String name, String parameters, String metadata) {
    return "{\"name\":\"%s\",\"parameters\":%s,\"metadata\":{%s}}"
        .formatted(name, parameters, metadata);
  }

  private void jobs() {
    String plain = submit(job("NOOP", "{\"n\":1}", "\"kind\":\"Generic\",\"max_fails\":3"));
    awaited(plain, "Success");
    expect(200, get("jobs", "jobs?status=success&name=NOOP&kind=generic&since=0&page_size=5"));
    expect(200, get("jobs", "jobs?id=" + plain));
    Answer again = get("jobs/{id}", "jobs/" + plain);
    expect(
        304, get("jobs/{id}", "jobs/" + plain, "If-None-Match", again.headers().get("etag") + ""));
    expect(200, get("jobs/{id}", "jobs/" + plain + "?wait=1s"));
    expect(200, get("jobs/{id}/why", "jobs/" + plain + "/why"));
    expect(409, post("jobs/{id}", "jobs/" + plain, "{\"action\":\"retry\"}"));
    expect(204, post("jobs/{id}", "jobs/" + plain, "{\"action\":\"stop\"}"));
    expect(400, get("jobs/{id}/executions", "jobs/" + plain + "/executions"));

    String list =
        "{\"jobs\":[%s,%s,{}]}"
            .formatted(
                job("NOOP", "{}", "\"kind\":\"Generic\""),
                job("DEMO", "{}", "\"kind\":\"Generic\""));
    expect(200, post("jobs", "jobs", list));
    expect(200, post("dry-run", "dry-run", list));
    expect(200, post("dry-run", "dry-run", NOOP));
    String lines = job("NOOP", "{}", "\"kind\":\"Generic\"") + "\n{}\n";
    Answer each = post("jobs", "jobs", lines, "Content-Type", "application/x-ndjson");
    expect(200, each);
    assertThat(each.body().lines()).hasSize(2);
    once("jobs");
    once("dry-run");
  }

  /** An idempotency key, and a job that there may be once. */
  private void once(String route) {
    String equal =
        job(
            "NOOP",
            "{\"u\":\"" + route + "\"}",
            "\"kind\":\"Scheduled\",\"schedule_delay\":900,\"unique\":true");
    submit(equal);
    expect(409, post(route, route, "{\"job\":" + equal + "}"));
    post("jobs", "jobs", NOOP, "Idempotency-Key", route);
    expect(422, post(route, route, NOOP.replace("1", "2"), "Idempotency-Key", route));
  }

  private void policies() {
    String line = "\"kind\":\"Periodic\",\"cron_spec\":\"*/30 * * * * *\",\"misfire\":\"skip\"";
    policy = submit(job("NOOP", "{\"p\":1}", line + ",\"overlap\":\"forbid\""));
    expect(200, post("dry-run", "dry-run", "{\"job\":" + job("NOOP", "{}", line) + "}"));
    expect(200, get("jobs/{id}", "jobs/" + policy));
    expect(200, get("jobs/{id}/why", "jobs/" + policy + "/why"));
    expect(200, get("jobs/{id}/executions", "jobs/" + policy + "/executions?page_size=3"));
    expect(200, get("jobs", "jobs?kind=Scheduled"));
    expect(200, get("jobs", "jobs?kind=Periodic"));
    expect(200, get("jobs", "jobs?upstream=" + policy));
    expect(200, get("schedules", "schedules?name=NOOP"));
    expect(200, get("schedules/{id}", "schedules/" + policy));
    expect(204, post("schedules/{id}", "schedules/" + policy, "{\"action\":\"pause\"}"));
    expect(200, get("schedules/{id}", "schedules/" + policy));
    expect(200, get("schedules", "schedules"));
    expect(
        204,
        post(
            "jobs/{id}",
            "jobs/" + policy,
            "{\"action\":\"reschedule\",\"cron_spec\":\"0 0 0 1 1 *\"}"));
    expect(204, post("jobs/{id}", "jobs/" + policy, "{\"action\":\"stop\"}"));
    expect(409, post("schedules/{id}", "schedules/" + policy, "{\"action\":\"resume\"}"));
    expect(200, get("jobs", "jobs?kind=Periodic&status=Stopped"));
  }

  private void failures() {
    String failing = submit(job("FAIL", "{}", "\"kind\":\"Generic\",\"max_fails\":9"));
    JsonNode error = awaited(failing, "Error");
    assertThat(error.path("retry_at").asLong()).isPositive();
    expect(200, get("retry", "retry"));
    expect(200, get("jobs/{id}/why", "jobs/" + failing + "/why"));
    expect(200, post("retry", "retry", "{\"action\":\"run\",\"name\":\"FAIL\",\"limit\":10}"));
    String dead = submit(job("FAIL", "{\"how\":\"never\"}", "\"kind\":\"Generic\""));
    Awaitility.await().atMost(PATIENCE).until(() -> http.job(dead).path("die_at").asLong() > 0);
    expect(200, get("jobs/{id}", "jobs/" + dead));
    expect(200, get("dead", "dead?page_size=1"));
    expect(200, post("dead", "dead", "{\"action\":\"retry\",\"limit\":1}"));
    Awaitility.await().atMost(PATIENCE).until(() -> http.job(dead).path("die_at").asLong() > 0);
    expect(200, post("dead", "dead", "{\"action\":\"delete\",\"name\":\"FAIL\"}"));
  }

  /** The stream has no end: its head and its first events are looked at. */
  private void events() {
    String path = BASE + "events?name=NOOP&type=status";
    try (EventStream stream = EventStream.open(http.port(), path, Map.of())) {
      Map<String, String> headers = new TreeMap<>();
      for (String name : List.of("Content-Type", "Cache-Control", "X-Request-Id")) {
        headers.put(name.toLowerCase(Locale.ROOT), stream.header(name));
      }
      problems.addAll(description.problems("GET /api/v1/events", new Answer(200, headers, "")));
      stream.next("");
      awaited(submit(job("NOOP", "{}", "\"kind\":\"Generic\"")), "Success");
      for (int i = 0; i < 3; i++) {
        problems.addAll(description.problems("Event", stream.next("status").json()));
      }
    }
  }

  private void waiting() {
    String first = submit(job("NOOP", "{}", "\"kind\":\"Scheduled\",\"schedule_delay\":900"));
    String second =
        submit(
            job(
                "NOOP",
                "{}",
                "\"kind\":\"Generic\",\"after\":[\""
                    + first
                    + "\"],\"after_status\":\"any\","
                    + "\"backoff\":{\"kind\":\"exponential\",\"initial\":\"10s\",\"max\":\"5m\","
                    + "\"jitter\":0.2}"));
    expect(200, get("jobs/{id}", "jobs/" + second));
    expect(200, get("jobs/{id}/why", "jobs/" + second + "/why"));
    expect(204, post("jobs/{id}", "jobs/" + first, "{\"action\":\"cancel\"}"));
    expect(200, get("jobs/{id}", "jobs/" + first));
    probe.redis().set(probe.key("jobs:NOOP:paused"), "1");
    String pending = submit(job("NOOP", "{}", "\"kind\":\"Generic\""));
    expect(200, get("jobs/{id}/why", "jobs/" + pending + "/why"));
    expect(200, get("queues", "queues"));
    probe.redis().del(probe.key("jobs:NOOP:paused"));
  }

  private void logs() throws IOException {
    Path told = folder.resolve("told");
    Files.writeString(told, "say one\nsay two\nend\n");
    String id = submit(job("TALK", "{\"file\":\"" + told + "\"}", "\"kind\":\"Generic\""));
    awaited(id, "Success");
    String log = "jobs/" + id + "/log";
    expect(200, get("jobs/{id}/log", log));
    expect(200, get("jobs/{id}/log", log + "?tail=1&attempt=last"));
    expect(200, get("jobs/{id}/log", log + "?follow=true", "Accept", "text/event-stream"));
    expect(206, get("jobs/{id}/log", log, "Range", "bytes=5-"));
    expect(416, get("jobs/{id}/log", log, "Range", "bytes=100000-"));
  }

  private void queuesAndHooks() throws IOException {
    expect(200, get("queues", "queues"));
    expect(200, get("queues/{id}", "queues/NOOP"));
    expect(204, post("queues/{id}", "queues/TALK", "{\"action\":\"pause\"}"));
    expect(204, post("queues/{id}", "queues/TALK", "{\"action\":\"resume\"}"));
    expect(200, post("queues/{id}", "queues/NOOP", "{\"action\":\"purge\",\"limit\":1}"));
    expect(200, get("types", "types"));
    expect(200, get("types/{id}", "types/DEMO"));
    try (StubServer receiver = new StubServer()) {
      receiver.answer("POST /", 200, "");
      String url = receiver.url();
      expect(200, post("hooks/test", "hooks/test", "{\"url\":\"" + url + "/\"}"));
      expect(200, post("hooks/test", "hooks/test", "{\"url\":\"" + url + "/no\"}"));
      String refused =
          job("NOOP", "{}", "\"kind\":\"Generic\"")
              .replaceFirst("\\{", "{\"status_hook\":\"" + url + "/no\",");
      String id = submit(refused);
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> !http.get(BASE + "hooks?dead=true").json().isEmpty());
      expect(200, get("hooks", "hooks?dead=true&job=" + id));
      expect(200, get("hooks", "hooks"));
      String event = get("hooks", "hooks?dead=true").json().path(0).path("id").asText();
      expect(204, post("hooks/{id}", "hooks/" + event, BODIES.get("hooks/{id}")));
      expect(200, post("hooks", "hooks", BODIES.get("hooks")));
      String taken = submit(refused.replace("/no\"", "/\""));
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> http.job(taken).path("ack").path("status").asText().equals("Success"));
      expect(200, get("jobs/{id}", "jobs/" + taken));
    }
  }

  private void theRest() {
    expect(200, get("stats", "stats", "Authorization", ""));
    expect(200, get("stats", "stats?format=harbor"));
    expect(200, get("summary", "summary"));
    expect(200, get("workers", "workers"));
    expect(200, get("loggers", "loggers"));
    expect(204, post("loggers", "loggers", BODIES.get("loggers")));
    expect(200, get("config", "config"));
    expect(200, get("openapi.json", "openapi.json"));
    assertThat(get("openapi.json", "openapi.json").json().at("/info/version").asText())
        .isEqualTo("test");
    expect(200, get("/metrics", "/metrics"));
    expect(200, get("/metrics", "/metrics", "Accept", "application/openmetrics-text"));
    Answer named = get("stats", "stats", "X-Request-Id", "walk-1");
    if (!"walk-1".equals(named.headers().get("x-request-id"))) {
      problems.add("the id of a request is not taken up: " + named);
    }
  }

  /** What is refused for the same reason everywhere. */
  private void refusals() {
    String large = "{\"job\":{\"name\":\"" + "x".repeat(1 << 20) + "\"}}";
    each(401, operation -> plain(http, operation, "Authorization", ""));
    each(404, this::unknown);
    each(413, operation -> ask(http, operation, path(operation), large));
    each(501, operation -> ask(http, operation, known(operation), "{\"action\":\"bogus\"}"));
    each(400, this::senseless);
    Answer noMethod = http.send("DELETE", BASE + "jobs", "");
    expect(405, noMethod);
    problems.addAll(description.problems("GET /api/v1/jobs", noMethod));
  }

  private void each(int status, Function<String, Answer> request) {
    description.operationsWith(status).forEach(name -> expect(status, request.apply(name)));
  }

  /** A request that makes sense, of a job that there is not. */
  private Answer plain(RawHttp who, String operation, String... headers) {
    return ask(who, operation, path(operation), body(operation), headers);
  }

  private static String path(String operation) {
    return operation
        .substring(operation.indexOf(' ') + 1)
        .replace("hooks/{id}", "hooks/" + UNKNOWN + "-1")
        .replace("{id}", UNKNOWN);
  }

  /** A policy is looked for before it is looked at what is to be done with it. */
  private String known(String operation) {
    return path(operation).replace("schedules/" + UNKNOWN, "schedules/" + policy);
  }

  private static String body(String operation) {
    return operation.startsWith("POST ")
        ? BODIES.get(operation.substring(("POST " + BASE).length()))
        : null;
  }

  private Answer unknown(String operation) {
    return operation.equals("GET /api/v1/hooks")
        ? ask(http, operation, "hooks?job=" + UNKNOWN, null)
        : plain(http, operation);
  }

  private Answer senseless(String operation) {
    if (operation.startsWith("POST ")) {
      return ask(http, operation, path(operation), "{");
    }
    return switch (operation.substring(("GET " + BASE).length())) {
      case "jobs/{id}" -> ask(http, operation, path(operation) + "?wait=never", null);
      case "stats" -> ask(http, operation, path(operation) + "?format=x", null);
      case "loggers" -> withoutLog(operation);
      default -> ask(http, operation, path(operation) + "?no_such=1", null);
    };
  }

  /** A service inside another program keeps no log of its own. */
  private Answer withoutLog(String operation) {
    try (Redis redis =
            Redis.connect(
                RedisServer.shared().url(),
                probe.key(""),
                Duration.ofSeconds(5),
                1,
                System::nanoTime);
        BareApi bare = new BareApi(redis, url -> null)) {
      return plain(bare.http(), operation);
    }
  }

  /** One stream is as many as this node lets, and one job that waits as many as it takes. */
  private void crowds() throws IOException {
    Path told = Files.createFile(folder.resolve("crowd"));
    String limits = "api: {max_streams: 1}\nlimits: {max_pending: 1}\n";
    try (TestNode full = node(limits)) {
      String id = submit(job("TALK", "{\"file\":\"" + told + "\"}", "\"kind\":\"Generic\""));
      String log = BASE + "jobs/" + id + "/log?follow=true";
      try (EventStream follower = EventStream.open(full.http().port(), log, Map.of())) {
        follower.next("job");
        expect(503, plain(full.http(), "POST /api/v1/hooks/test"));
      }
      Files.writeString(told, "end\n");
      probe.redis().set(probe.key("jobs:NOOP:paused"), "1");
      submit(job("NOOP", "{}", "\"kind\":\"Generic\""));
      submit(job("NOOP", "{}", "\"kind\":\"Generic\""));
      expect(429, plain(full.http(), "POST /api/v1/jobs"));
    }
  }

  /** Each of them takes the time of some tries; so they are asked side by side. */
  private void withoutRedis() throws InterruptedException {
    proxy.refuseConnections(true);
    proxy.cut();
    ExecutorService threads = Executors.newFixedThreadPool(16);
    description.operationsWith(503).stream()
        .filter(operation -> !operation.equals("POST /api/v1/hooks/test"))
        .forEach(operation -> threads.execute(() -> expect(503, plain(http, operation))));
    threads.shutdown();
    assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    proxy.refuseConnections(false);
  }
}
