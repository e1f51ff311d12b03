package io.jobservice.bench;

import java.time.Duration;

/** How many jobs a second. */
final class Throughput {

  private final Setup setup;

  Throughput(Setup setup) {
    this.setup = setup;
  }

  void ceiling() {
    Ceiling ceiling = new Ceiling(setup.probe().redis());
    for (int run = 0; run <= setup.runs(); run++) {
      double push = ceiling.push(setup.jobs());
      double drain = ceiling.drain(setup.jobs());
      if (run > 0) {
        setup.figures().add("ceiling: plain LPUSH, pipelined", "jobs/s", push);
        setup.figures().add("ceiling: plain RPOPLPUSH and LREM, pipelined", "jobs/s", drain);
      }
    }
  }

  void submitByScript() {
    for (int run = 0; run <= setup.runs(); run++) {
      setup.probe().redis().flushAll();
      RedisFacts before = setup.facts();
      double seconds = setup.feeder().submit(Setup.NOOP, setup.jobs());
      RedisFacts after = setup.facts();
      if (run > 0) {
        setup.figures().add("submit by script, 100 a round trip", "jobs/s", setup.jobs() / seconds);
        setup
            .figures()
            .add("Redis commands per submit", "", setup.each(after.commands() - before.commands()));
        setup
            .figures()
            .add(
                "Redis processor time per submit",
                "us",
                setup.each((after.cpuSeconds() - before.cpuSeconds()) * 1e6));
        setup
            .figures()
            .add("Redis bytes per live job", "bytes", setup.each(after.memory() - before.memory()));
      }
    }
    setup.probe().redis().flushAll();
  }

  void drain(BenchNode node, int workers) throws Exception {
    String with = " with " + workers + " workers";
    for (int run = 0; run <= setup.runs(); run++) {
      setup.pause(node, true);
      RedisFacts empty = setup.facts();
      setup.feeder().submit(Setup.NOOP, setup.jobs());
      RedisFacts before = setup.facts();
      Duration cpu = node.cpu();
      long from = System.nanoTime();
      setup.pause(node, false);
      setup.awaitDrained();
      double seconds = (System.nanoTime() - from) / 1e9;
      RedisFacts after = setup.facts();
      Duration used = node.cpu().minus(cpu);
      if (run > 0) {
        setup.figures().add("drain" + with, "jobs/s", setup.jobs() / seconds);
        setup
            .figures()
            .add(
                "Redis commands per drained job" + with,
                "",
                setup.each(after.commands() - before.commands()));
        setup
            .figures()
            .add(
                "script calls per drained job" + with,
                "",
                setup.each(after.scripts() - before.scripts()));
        setup
            .figures()
            .add(
                "round trips per drained job" + with,
                "",
                setup.each(after.reads() - before.reads()));
        setup
            .figures()
            .add(
                "Redis processor time per drained job" + with,
                "us",
                setup.each((after.cpuSeconds() - before.cpuSeconds()) * 1e6));
        setup
            .figures()
            .add(
                "processor time of the node per drained job" + with,
                "us",
                setup.each(Setup.micros(used)));
        setup
            .figures()
            .add(
                "Redis bytes per finished job" + with,
                "bytes",
                setup.each(after.memory() - empty.memory()));
      }
    }
  }

  void http(BenchNode node) throws Exception {
    HttpLoad load =
        new HttpLoad(node.http().port(), Setup.request(Setup.NOOP, "{\"image\":\"demo\",\"n\":7}"));
    for (int connections : new int[] {1, 16, 64}) {
      int jobs = connections == 1 ? setup.jobs() / 10 : setup.jobs() / 2;
      for (int run = 0; run <= setup.runs(); run++) {
        setup.pause(node, true);
        Duration nodeCpu = node.cpu();
        Duration loadCpu = Setup.ownCpu();
        double redisCpu = setup.facts().cpuSeconds();
        double seconds = load.run(jobs, connections);
        redisCpu = setup.facts().cpuSeconds() - redisCpu;
        if (run > 0) {
          String what = "submit by HTTP, " + connections + " connections";
          setup.figures().add(what, "jobs/s", jobs / seconds);
          setup
              .figures()
              .add(
                  what + ": processor time of the node",
                  "us",
                  Setup.micros(node.cpu().minus(nodeCpu)) / jobs);
          setup.figures().add(what + ": of Redis", "us", redisCpu * 1e6 / jobs);
          setup
              .figures()
              .add(
                  what + ": of the load", "us", Setup.micros(Setup.ownCpu().minus(loadCpu)) / jobs);
        }
        setup.pause(node, false);
        setup.awaitDrained();
      }
    }
  }

  void mixed(BenchNode node) throws Exception {
    HttpLoad load =
        new HttpLoad(node.http().port(), Setup.request(Setup.NOOP, "{\"image\":\"demo\",\"n\":7}"));
    for (int run = 0; run <= setup.runs(); run++) {
      long from = System.nanoTime();
      setup.feeder().submit(Setup.NOOP, setup.jobs());
      setup.awaitDrained();
      double byScript = setup.jobs() / ((System.nanoTime() - from) / 1e9);
      from = System.nanoTime();
      load.run(setup.jobs() / 2, 16);
      setup.awaitDrained();
      double byHttp = setup.jobs() / 2.0 / ((System.nanoTime() - from) / 1e9);
      if (run > 0) {
        setup.figures().add("submitted by script and drained at once", "jobs/s", byScript);
        setup
            .figures()
            .add("submitted by HTTP, 16 connections, and drained at once", "jobs/s", byHttp);
      }
    }
  }
}
