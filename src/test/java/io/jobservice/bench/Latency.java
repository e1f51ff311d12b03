package io.jobservice.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How soon. */
final class Latency {

  private static final int PINGS = 400;

  private final Setup setup;

  Latency(Setup setup) {
    this.setup = setup;
  }

  void latency(BenchNode node) throws Exception {
    for (int run = 0; run <= setup.runs(); run++) {
      List<Double> times = pickUps(node, PINGS, 3);
      if (run > 0) {
        setup.figures().addTimes("idle node picks up a job", times);
      }
    }
  }

  /** From just before the request to the datagram of the running job. */
  List<Double> pickUps(BenchNode node, int pings, int pauseMillis) throws Exception {
    List<Double> times = new ArrayList<>();
    try (Pings receiver = new Pings();
        HttpConnection connection = new HttpConnection(node.http().port())) {
      byte[] request = ping(receiver.port());
      for (int i = 0; i < pings; i++) {
        long from = System.nanoTime();
        connection.send(request, 202);
        receiver.next();
        times.add((System.nanoTime() - from) / 1e6);
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
      }
    }
    return times;
  }

  static byte[] ping(int port) {
    return HttpConnection.post(
        "/api/v1/jobs", Setup.request(PingJob.NAME, "{\"port\":" + port + "}"));
  }

  void lateness(BenchNode node) throws Exception {
    for (int run = 0; run <= setup.runs(); run++) {
      List<Double> times = new ArrayList<>();
      try (Pings receiver = new Pings()) {
        for (int i = 0; i < 20; i++) {
          node.http()
              .accepted(
                  PingJob.NAME,
                  "{\"port\":" + receiver.port() + "}",
                  "{\"kind\":\"Scheduled\",\"schedule_delay\":2}");
        }
        for (int i = 0; i < 20; i++) {
          String id = receiver.next().substring("started ".length());
          long now = System.currentTimeMillis();
          times.add(now - node.http().job(id).path("run_at").asLong() * 1000.0);
        }
      }
      if (run > 0) {
        setup.figures().addTimes("scheduled job starts after its second", times);
      }
    }
  }

  void stops(BenchNode node) throws Exception {
    for (int run = 0; run <= setup.runs(); run++) {
      List<Double> times = new ArrayList<>();
      try (Pings receiver = new Pings();
          HttpConnection connection = new HttpConnection(node.http().port())) {
        for (int i = 0; i < PINGS / 4; i++) {
          String id =
              node.http()
                  .accepted(PingJob.NAME, "{\"port\":" + receiver.port() + ",\"hold\":true}");
          receiver.await("started", id);
          long from = System.nanoTime();
          connection.send(HttpConnection.post("/api/v1/jobs/" + id, "{\"action\":\"stop\"}"), 204);
          receiver.await("told", id);
          times.add((System.nanoTime() - from) / 1e6);
        }
      }
      if (run > 0) {
        setup.figures().addTimes("stop reaches a running job", times);
      }
    }
  }

  void crowd(BenchNode node) throws Exception {
    for (int run = 0; run <= setup.runs(); run++) {
      List<Double> quiet = pickUps(node, PINGS, 3);
      setup.feeder().submit(BenchPlugin.CROWDED, setup.jobs());
      List<Double> busy = new ArrayList<>();
      String queue = setup.probe().key("jobs:" + BenchPlugin.CROWDED);
      while (setup.probe().redis().llen(queue) > 0) {
        busy.addAll(pickUps(node, 10, 1));
      }
      if (run > 0) {
        setup.figures().addTimes("1,000 types: idle node picks up a job", quiet);
        setup
            .figures()
            .addTimes("1,000 types: picked up beside 100,000 jobs of another type", busy);
      }
    }
  }
}
