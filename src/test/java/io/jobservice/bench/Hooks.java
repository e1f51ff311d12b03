package io.jobservice.bench;

import io.jobservice.testing.HookReceiver;
import io.jobservice.testing.HookReceiver.Post;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * How fast, and how soon, receivers on this machine hear of jobs that do nothing: two events for
 * each.
 */
final class Hooks {

  private static final int EVENTS_A_JOB = 2;
  private static final int SINGLE_JOBS = 400;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Setup setup;
  private final int jobs;

  Hooks(Setup setup) {
    this.setup = setup;
    this.jobs = setup.jobs() / 5;
  }

  void measure() throws Exception {
    try (BenchNode node = setup.node("hooks", 10, false)) {
      throughput(node, 1);
      throughput(node, 5);
      delays();
    }
  }

  /** All jobs are there when the node begins. */
  private void throughput(BenchNode node, int endpoints) {
    String to = endpoints == 1 ? " to one receiver" : " to " + endpoints + " receivers";
    for (int run = 0; run <= setup.runs(); run++) {
      List<HookReceiver> receivers = Stream.generate(HookReceiver::start).limit(endpoints).toList();
      setup.pause(node, true);
      setup.feeder().submit(Setup.NOOP, jobs, i -> receivers.get(i % endpoints).url() + "/done");
      RedisFacts before = setup.facts();
      Duration cpu = node.cpu();
      long from = System.nanoTime();
      setup.pause(node, false);
      setup.awaitDrained();
      double drained = (System.nanoTime() - from) / 1e9;
      awaitEvents(receivers, jobs * EVENTS_A_JOB);
      double seconds = (System.nanoTime() - from) / 1e9;
      RedisFacts after = setup.facts();
      double events = jobs * EVENTS_A_JOB;
      receivers.forEach(HookReceiver::close);
      if (run > 0) {
        setup.figures().add("events" + to, "events/s", events / seconds);
        setup.figures().add("jobs drained with events" + to, "jobs/s", jobs / drained);
        setup
            .figures()
            .add(
                "Redis commands per job with two events" + to,
                "",
                (after.commands() - before.commands()) / jobs);
        setup
            .figures()
            .add(
                "Redis processor time per job with two events" + to,
                "us",
                (after.cpuSeconds() - before.cpuSeconds()) * 1e6 / jobs);
        setup
            .figures()
            .add(
                "processor time of the node per job with two events" + to,
                "us",
                Setup.micros(node.cpu().minus(cpu)) / jobs);
      }
    }
  }

  /** One job after the other, on a node that has nothing else to do. */
  private void delays() throws InterruptedException {
    for (int run = 0; run <= setup.runs(); run++) {
      try (HookReceiver receiver = HookReceiver.start()) {
        for (int i = 0; i < SINGLE_JOBS; i++) {
          setup.feeder().submit(Setup.NOOP, 1, job -> receiver.url() + "/done");
          TimeUnit.MILLISECONDS.sleep(10);
        }
        awaitEvents(List.of(receiver), SINGLE_JOBS * EVENTS_A_JOB);
        if (run > 0) {
          setup
              .figures()
              .addTimes(
                  "from an event to its receiver, 100 jobs a second",
                  receiver.posts().stream().map(Post::delayMillis).toList());
        }
      }
    }
  }

  private static void awaitEvents(List<HookReceiver> receivers, int events) {
    Awaitility.await("events")
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> receivers.stream().mapToInt(HookReceiver::count).sum() >= events);
  }
}
