package io.jobservice.core;

import io.jobservice.model.Cause;
import io.jobservice.model.DurationText;
import io.jobservice.model.Finding;
import io.jobservice.model.PoolHeartbeat;
import io.jobservice.model.QueueState;
import io.jobservice.model.WorkerState;
import io.jobservice.redis.InProgress;
import io.jobservice.redis.JobFacts;
import io.jobservice.redis.JobFacts.RateStop;
import io.jobservice.redis.QueueOverview;
import io.jobservice.redis.WorkerOverview;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What keeps the next job of a type from being started at present, and passes by itself. */
final class LimitObstacles {

  /** Of very many jobs these are named. */
  static final int NAMED = 5;

  private static final int LISTED = 20;
  private static final long MICROS = 1_000_000;

  private final QueueOverview overview;
  private final WorkerOverview workers;
  private final JobFacts facts;
  private final InProgress inProgress;

  LimitObstacles(
      QueueOverview overview, WorkerOverview workers, JobFacts facts, InProgress inProgress) {
    this.overview = overview;
    this.workers = workers;
    this.facts = facts;
    this.inProgress = inProgress;
  }

  List<Finding> of(Scene scene, QueueState queue) {
    List<Finding> found = new ArrayList<>();
    if (queue.limit() > 0 && queue.running() >= queue.limit()) {
      found.add(concurrency(scene, queue));
    }
    List<PoolHeartbeat> taking = scene.taking();
    if (!taking.isEmpty()) {
      facts.rateStop(scene.type(), taking).ifPresent(stop -> found.add(rate(scene, stop)));
      busy(taking).ifPresent(found::add);
    }
    return found;
  }

  private Finding concurrency(Scene scene, QueueState queue) {
    List<String> running =
        inProgress.ids(scene.type(), scene.pools().stream().map(PoolHeartbeat::id).toList());
    String others = running.isEmpty() ? "" : ": " + named(running);
    String text =
        queue.running()
            + (queue.running() == 1 ? " job" : " jobs")
            + " of the type "
            + scene.type()
            + (queue.running() == 1 ? " runs, and " : " run, and ")
            + queue.limit()
            + " may at once"
            + others
            + (running.size() < queue.limit()
                ? "; only " + running.size() + " are in progress, which a node repairs within 10 s."
                : ".");
    Finding finding =
        Finding.of(Cause.CONCURRENCY_LIMIT, text)
            .with("type", scene.type())
            .with("limit", queue.limit())
            .with("running", queue.running())
            .with("jobs", running.stream().limit(LISTED).toList());
    return running.isEmpty()
        ? finding.help("jobservice admin workers --busy")
        : finding.help("jobservice why", running.get(0));
  }

  private static Finding rate(Scene scene, RateStop stop) {
    long until = (stop.untilMicros() + MICROS - 1) / MICROS;
    String limit =
        stop.permits() + " in " + DurationText.format(Duration.ofSeconds(stop.seconds()));
    return Finding.of(
            Cause.RATE_LIMIT,
            "As many jobs of the type "
                + scene.type()
                + " have started as may ("
                + limit
                + "); the next may start in "
                + scene.until(until)
                + ".")
        .help("jobservice admin types", scene.type())
        .with("type", scene.type())
        .with("permits", stop.permits())
        .with("seconds", stop.seconds())
        .with("until", until);
  }

  /** By the counters, which are exact; what the workers run is shown up to a second late. */
  private Optional<Finding> busy(List<PoolHeartbeat> taking) {
    Set<String> types = new TreeSet<>();
    taking.forEach(pool -> types.addAll(pool.jobNames()));
    Map<String, Long> busy = overview.busy(types);
    long all = 0;
    for (PoolHeartbeat pool : taking) {
      long number = pool.number("concurrency");
      if (busy.getOrDefault(pool.id(), 0L) < number) {
        return Optional.empty();
      }
      all += number;
    }
    List<WorkerState> shown =
        workers.workers(taking).stream()
            .filter(worker -> !worker.fields().getOrDefault("job_id", "").isEmpty())
            .toList();
    List<String> jobs = shown.stream().map(worker -> worker.fields().get("job_id")).toList();
    String what =
        shown.stream()
            .map(worker -> worker.fields().getOrDefault("job_name", ""))
            .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(type -> type.getValue() + " " + type.getKey())
            .collect(Collectors.joining(", "));
    return Optional.of(
        Finding.of(
                Cause.WORKERS_BUSY,
                (all == 1 ? "The one worker" : "All " + all + " workers")
                    + " that could run it "
                    + (all == 1 ? "is" : "are")
                    + " busy"
                    + (what.isEmpty() ? "." : ": " + what + "."))
            .help("jobservice admin workers --busy")
            .with("workers", all)
            .with("pools", taking.stream().map(PoolHeartbeat::id).toList())
            .with("jobs", jobs.stream().limit(LISTED).toList()));
  }

  /** Some ids as a sentence has them. */
  static String named(List<String> ids) {
    int more = ids.size() - NAMED;
    return ids.stream().limit(NAMED).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }
}
