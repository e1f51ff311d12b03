package io.jobservice.bench;

import io.jobservice.period.Enqueuer;
import io.jobservice.redis.PolicyTurns;
import io.jobservice.redis.Redis;
import io.jobservice.redis.Retention;
import io.jobservice.testing.RawHttp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import redis.clients.jedis.resps.Tuple;

/**
 * Measures ten thousand policies: their creation, a turn of them all, their list, and their rest.
 */
final class Schedules {

  private static final int POLICIES = 10_000;
  private static final int A_REQUEST = 500;
  private static final Duration REST = Duration.ofSeconds(Integer.getInteger("bench.rest", 120));

  private static final int SETTLE = Integer.getInteger("bench.settle", 900);

  /** Longer than the lease of a policy whose turn it is. */
  private static final int LEASED = 15;

  private final Setup setup;

  Schedules(Setup setup) {
    this.setup = setup;
  }

  /** What they cost that fire once a day, then beside them some that fire each hour. */
  void measure() throws Exception {
    try (BenchNode node = setup.node("policies", 10, false)) {
      TimeUnit.SECONDS.sleep(35);
      RedisFacts without = anHour();
      submit(node.http(), "daily", i -> (i % 60) + " " + (i / 60 % 60) + " 3 * * *");
      list(node.http());
      turn("daily");
      // A node takes note of new policies, looks through all jobs once, and then rests.
      TimeUnit.SECONDS.sleep(SETTLE);
      RedisFacts with = anHour();
      String rest = "10,000 daily policies at rest, more than without: ";
      setup.figures().add(rest + "Redis commands", "/h", with.commands() - without.commands());
      setup.figures().add(rest + "script calls", "/h", with.scripts() - without.scripts());
      setup.figures().add(rest + "round trips", "/h", with.reads() - without.reads());
    }
    enqueue(
        () -> {
          TimeUnit.SECONDS.sleep(5);
          RedisFacts alone = anHour();
          String rest = "enqueuer alone with 10,000 daily policies at rest: ";
          setup.figures().add(rest + "Redis commands", "/h", alone.commands());
          setup.figures().add(rest + "round trips", "/h", alone.reads());
        });
    try (BenchNode node = setup.again("policies", 10)) {
      submit(node.http(), "hourly", i -> (i % 60) + " " + (i / 60 % 60) + " * * * *");
      turn("daily and hourly");
    }
  }

  private interface Line {
    String of(int number);
  }

  private void submit(RawHttp http, String what, Line line) {
    long from = System.nanoTime();
    for (int done = 0; done < POLICIES; done += A_REQUEST) {
      String jobs =
          IntStream.range(done, done + A_REQUEST)
              .mapToObj(
                  i ->
                      "{\"name\":\"NOOP\",\"parameters\":{\"n\":%d},\"metadata\":{\"kind\":\"Periodic\",\"cron_spec\":\"%s\"}}"
                          .formatted(i, line.of(i)))
              .collect(Collectors.joining(",", "{\"jobs\":[", "]}"));
      RawHttp.Answer answer = http.send("POST", "/api/v1/jobs", jobs);
      if (answer.status() != 200 && answer.status() != 202) {
        throw new IllegalStateException(answer.toString());
      }
    }
    setup
        .figures()
        .add("10,000 policies (" + what + "): submitted in lists of 500", "s", seconds(from));
  }

  private void list(RawHttp http) {
    List<Double> pages = new ArrayList<>();
    String cursor = "0";
    long from = System.nanoTime();
    do {
      long page = System.nanoTime();
      RawHttp.Answer answer =
          http.get(
              "/api/v1/jobs?kind=Periodic&page_size=100"
                  + (cursor.equals("0") ? "" : "&cursor=" + cursor));
      pages.add((System.nanoTime() - page) / 1e6);
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      headers.putAll(answer.headers());
      cursor = headers.getOrDefault("Next-Cursor", "0");
    } while (!cursor.equals("0"));
    setup
        .figures()
        .add("10,000 policies: listed in " + pages.size() + " pages", "s", seconds(from));
    setup.figures().addTimes("page of 100 policies", pages);
  }

  /** Of all policies, by an enqueuer in this process, beside that of the node. */
  private void turn(String what) throws Exception {
    String turns = setup.probe().key("policy_turns");
    for (Tuple policy : setup.probe().redis().zrangeWithScores(turns, 0, -1)) {
      setup.probe().redis().zadd(turns, 0, policy.getElement());
    }
    enqueue(
        () -> {
          long from = System.nanoTime();
          Awaitility.await()
              .atMost(Duration.ofMinutes(3))
              .pollDelay(Duration.ZERO)
              .pollInterval(Duration.ofMillis(10))
              .until(() -> setup.probe().redis().zcount(turns, 0, now() + LEASED) == 0);
          setup.figures().add("all policies (" + what + "): turn of them all", "s", seconds(from));
        });
  }

  private interface Measurement {
    void run() throws InterruptedException;
  }

  /** Measures while an enqueuer is at work in this process. */
  private void enqueue(Measurement measurement) throws InterruptedException {
    String prefix = "{" + Setup.NAMESPACE + "}:";
    try (Redis redis =
        Redis.connect(setup.server().url(), prefix, Duration.ofMinutes(1), 2, System::nanoTime)) {
      Enqueuer enqueuer = new Enqueuer(new PolicyTurns(redis, Retention.standard()));
      Thread thread = new Thread(() -> turns(enqueuer));
      thread.start();
      measurement.run();
      thread.interrupt();
      thread.join();
    }
  }

  private static void turns(Enqueuer enqueuer) {
    try {
      while (true) {
        enqueuer.turn();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static double now() {
    return System.currentTimeMillis() / 1000.0;
  }

  /** What happens in an hour, by some minutes. */
  private RedisFacts anHour() throws InterruptedException {
    RedisFacts before = setup.facts();
    TimeUnit.MILLISECONDS.sleep(REST.toMillis());
    RedisFacts after = setup.facts();
    double share = 3600.0 / REST.toSeconds();
    // The look itself is four commands.
    return new RedisFacts(
        (after.commands() - before.commands() - 4) * share,
        (after.scripts() - before.scripts()) * share,
        (after.reads() - before.reads() - 4) * share,
        0,
        0);
  }

  private static double seconds(long from) {
    return (System.nanoTime() - from) / 1e9;
  }
}
