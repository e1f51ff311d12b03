package io.jobservice.bench;

import io.jobservice.testing.RawHttp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiPredicate;
import redis.clients.jedis.AbstractPipeline;

/**
 * Measures pages of filtered lists among a million jobs of all statuses and of twenty types, at the
 * beginning of each list and deep down in it.
 */
final class Lists {

  private static final int JOBS = Integer.getInteger("bench.listed", 1_000_000);
  private static final int TYPES = 20;
  private static final int A_PIPELINE = 5_000;
  private static final int PAGES = Integer.getInteger("bench.pages", 100);
  private static final long SEED = 10;

  /** One job of so many is failed. */
  private static final int FAILED = 1000;

  private static final int PARENTS = 500;
  private static final int OF_A_PARENT = 20;

  private final Setup setup;

  /** The second of the oldest job. */
  private long begin;

  Lists(Setup setup) {
    this.setup = setup;
  }

  /** Plants the jobs, and asks for pages. */
  void measure() throws Exception {
    try (BenchNode node = setup.node("lists", 10, false)) {
      long now = System.currentTimeMillis() / 1000;
      long from = System.nanoTime();
      begin = now - JOBS / 10;
      plant();
      setup.figures().add("1,000,000 jobs: planted", "s", (System.nanoTime() - from) / 1e9);
      for (int i = 0; i < 200; i++) {
        node.http().get("/api/v1/jobs");
      }
      long middle = now - JOBS / 20;
      walk(node.http(), "all", "");
      walk(node.http(), "status=Success", "status=Success");
      walk(node.http(), "status=Error (0.1 %)", "status=Error");
      walk(node.http(), "status=Cancelled (0.01 %)", "status=Cancelled");
      walk(node.http(), "status=Running,Pending", "status=Running,Pending");
      walk(node.http(), "one of 20 types", "name=TYPE-8");
      walk(node.http(), "a type that there is not", "name=NONE");
      walk(node.http(), "type and status=Error", "name=TYPE-8&status=Error");
      walk(node.http(), "kind=Scheduled, status=Success", "kind=Scheduled&status=Success");
      walk(node.http(), "since, until in the middle", "since=" + begin + "&until=" + middle);
      walk(node.http(), "Error until the middle", "status=Error&until=" + middle);
      walk(node.http(), "upstream, 20 of a parent", "upstream=" + parent(PARENTS / 2));
      walk(node.http(), "upstream of nobody", "upstream=ffffffffffffffffffffffff");
      walk(node.http(), "all, 1000 a page", "page_size=1000");
      walk(node.http(), "status=Success, 1000 a page", "status=Success&page_size=1000");
      dead(node.http());
    }
  }

  private void dead(RawHttp http) throws Exception {
    for (String query : List.of("", "name=TYPE-8")) {
      walk(http, "/api/v1/dead", "dead, " + (query.isEmpty() ? "all" : "one of 20 types"), query);
    }
  }

  private void walk(RawHttp http, String what, String filter) throws Exception {
    walk(http, "/api/v1/jobs", what, filter);
  }

  /**
   * From the newest on, and again from the beginning when the list is at its end; half of the pages
   * anywhere among all jobs, where cursors are places in time.
   */
  private void walk(RawHttp http, String route, String what, String filter) throws Exception {
    List<Double> millis = new ArrayList<>();
    Random random = new Random(SEED);
    long jobs = 0;
    String cursor = "0";
    try (HttpConnection connection = new HttpConnection(http.port())) {
      for (int page = 0; page < PAGES; page++) {
        boolean anywhere = page % 2 == 1 && route.endsWith("/jobs");
        String place =
            anywhere ? Long.toString((begin + random.nextInt(JOBS / 10)) * 1_000_000L) : cursor;
        String query = filter + (filter.isEmpty() ? "" : "&") + "cursor=" + place;
        long from = System.nanoTime();
        HttpConnection.Answer answer = connection.get(route + "?" + query);
        millis.add((System.nanoTime() - from) / 1e6);
        jobs += answer.body().split("\"job\":", -1).length - 1;
        if (!anywhere) {
          cursor = answer.headers().getOrDefault("next-cursor", "0");
        }
      }
    }
    setup.figures().addPages("page, " + what, millis);
    setup.figures().add("page, " + what + ": jobs on it", "", (double) jobs / PAGES);
  }

  private static String parent(int number) {
    return String.format("%024x", 0xabc0000 + number);
  }

  /** Ten jobs a second, by the shares of a service that has been at work for a day. */
  private void plant() {
    Random random = new Random(SEED);
    String index = setup.probe().key("job_index");
    BiPredicate<Integer, Integer> each = (number, of) -> number % of == of - 1;
    for (int done = 0; done < JOBS; done += A_PIPELINE) {
      try (AbstractPipeline pipeline = setup.probe().redis().pipelined()) {
        for (int i = done; i < Math.min(JOBS, done + A_PIPELINE); i++) {
          String id = String.format("%016x%08x", random.nextLong(), i);
          long second = begin + i / 10;
          String status = status(i, each);
          pipeline.hset(setup.probe().key("job_stats:" + id), fields(id, i, second, status));
          double place = second * 1e6 + (i % 10) * 100_000.0;
          pipeline.zadd(index, place, id);
          if (upstream(i).isPresent()) {
            pipeline.zadd(setup.probe().key("sub_jobs:" + upstream(i).get()), place, id);
          }
          if (status.equals("Error") || status.equals("Cancelled")) {
            String entry =
                "{\"name\":\"%s\",\"id\":\"%s\",\"t\":%d,\"args\":{\"n\":%d},\"fails\":4,\"err\":\"no\"}";
            pipeline.zadd(
                setup.probe().key("dead"),
                (double) second,
                entry.formatted(type(i), id, second, i));
          }
        }
      }
    }
  }

  private static String status(int i, BiPredicate<Integer, Integer> each) {
    if (each.test(i, 10 * FAILED)) {
      return "Cancelled";
    }
    if (each.test(i, FAILED)) {
      return "Error";
    }
    if (i > JOBS - JOBS / 100) {
      return i % 10 == 0 ? "Running" : "Pending";
    }
    return each.test(i, 50) ? "Stopped" : each.test(i, 30) ? "Scheduled" : "Success";
  }

  private static Map<String, String> fields(String id, int i, long second, String status) {
    Map<String, String> fields = new HashMap<>();
    String time = Long.toString(second);
    fields.put("id", id);
    fields.put("name", type(i));
    fields.put("kind", i % 7 == 0 || status.equals("Scheduled") ? "Scheduled" : "Generic");
    fields.put("unique", "0");
    fields.put("status", status);
    fields.put("ref_link", "/api/v1/jobs/" + id);
    fields.put("enqueue_time", time);
    fields.put("update_time", time);
    fields.put("run_at", "0");
    fields.put("cron_spec", "");
    fields.put("web_hook_url", "");
    fields.put("numeric_policy_id", "0");
    fields.put("revision", time);
    fields.put("parameters", "{\"image\":\"demo:" + i + "\",\"n\":" + i + "}");
    fields.put("attempt", "1");
    fields.put("node", "host-1:4711");
    fields.put("started_at", time);
    if (!status.equals("Running") && !status.equals("Pending")) {
      fields.put("ended_at", time);
    }
    upstream(i).ifPresent(parent -> fields.put("upstream_job_id", parent));
    return fields;
  }

  /** Types and failures have nothing to do with each other. */
  private static String type(int i) {
    return "TYPE-" + i / 7 % TYPES;
  }

  /** Some jobs of a hundred in turn have the same parent. */
  private static Optional<String> upstream(int i) {
    int step = JOBS / 100 / PARENTS + 1;
    boolean some = i % 100 < OF_A_PARENT && i / 100 % step == 0;
    return some ? Optional.of(parent(i / 100 / step)) : Optional.empty();
  }
}
