package io.jobservice.core;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.model.Cause;
import io.jobservice.model.DurationText;
import io.jobservice.model.Finding;
import io.jobservice.model.JobStats;
import io.jobservice.model.JobStatus;
import io.jobservice.model.PoolHeartbeat;
import io.jobservice.model.WorkerState;
import io.jobservice.redis.InProgress;
import io.jobservice.redis.InProgress.Holder;
import io.jobservice.redis.WorkerOverview;
import io.jobservice.registry.CommandJobs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why a job runs, or is told to be running: where, since when, and what is amiss with that. */
final class WhyRunning {

  /** From then on another node takes a pool for dead, as the reaper does. */
  private static final long SILENCE = 6;

  private static final long SILENCE_OF_OTHER_KIND = 12;

  private final InProgress inProgress;
  private final WorkerOverview workers;
  private final Attempts attempts;

  WhyRunning(InProgress inProgress, WorkerOverview workers, Attempts attempts) {
    this.inProgress = inProgress;
    this.workers = workers;
    this.attempts = attempts;
  }

  /** Whether a pool has the job in progress, or that cannot be told. */
  boolean mayBeHeld(Scene scene) {
    Holder holder = holder(scene);
    return holder.pool().isPresent() || !holder.whole();
  }

  private Holder holder(Scene scene) {
    String own = scene.job().text("pool");
    List<String> pools = new ArrayList<>();
    if (scene.pool(own).isPresent()) {
      pools.add(own);
    }
    scene.pools().stream().map(PoolHeartbeat::id).filter(id -> !id.equals(own)).forEach(pools::add);
    return inProgress.holder(scene.type(), pools, scene.id());
  }

  List<Finding> of(Scene scene) {
    Holder holder = holder(scene);
    Optional<PoolHeartbeat> found = holder.pool().flatMap(scene::pool);
    if (found.isEmpty()) {
      return List.of(holder.whole() ? nowhere(scene) : untold(scene));
    }
    return of(scene, found.get());
  }

  private List<Finding> of(Scene scene, PoolHeartbeat pool) {
    List<Finding> found = new ArrayList<>();
    silent(scene, pool).ifPresent(found::add);
    asked(scene, pool).ifPresent(found::add);
    overTimeout(scene).ifPresent(found::add);
    found.add(pool.isOurs() ? runs(scene, pool) : runsElsewhere(scene, pool));
    return found;
  }

  private static Finding untold(Scene scene) {
    JobStats job = scene.job();
    String node = job.text("node");
    return Finding.of(
            Cause.RUNNING,
            "Its record says that it runs"
                + (node.isEmpty() ? "" : " on " + node)
                + "; whether it does cannot be told, since more than "
                + InProgress.LOOKED_AT
                + " jobs of its type are in progress in one pool.")
        .help("jobservice log -f", scene.id())
        .with("pool", job.text("pool"))
        .with("node", node)
        .with("started_at", job.number("started_at"));
  }

  private static Finding nowhere(Scene scene) {
    JobStats job = scene.job();
    String pool = job.text("pool");
    boolean known = scene.pool(pool).isPresent();
    return Finding.of(
            known ? Cause.NOT_IN_PROGRESS : Cause.NODE_GONE,
            (known
                    ? "Its record says that it runs on "
                        + job.text("node")
                        + ", but that node does not have it in progress"
                    : "Its record says that it runs, but the pool that ran it is known no more")
                + ": another program has taken its entry away, or saved over its end. Nothing will"
                + " change it any more. Stop it and submit it again.")
        .help("jobservice stop", scene.id())
        .with("pool", pool)
        .with("node", job.text("node"))
        .with("started_at", job.number("started_at"));
  }

  private static Optional<Finding> silent(Scene scene, PoolHeartbeat pool) {
    long beat = pool.number("heartbeat_at");
    long longest = pool.isOurs() ? SILENCE : SILENCE_OF_OTHER_KIND;
    if (scene.now() - beat <= longest) {
      return Optional.empty();
    }
    String since = beat > 0 ? " has not beaten for " + scene.since(beat) : " has no heartbeat";
    boolean lookedAfter = scene.isLookedAfterBeside(pool);
    Finding finding =
        Finding.of(
                Cause.NODE_SILENT,
                "The node "
                    + node(pool)
                    + " that runs it"
                    + since
                    + (lookedAfter
                        ? "; another node takes it for dead, and puts the job back on its queue,"
                            + " within some seconds."
                        : "; no other node is alive to put the job back on its queue: start one."))
            .help(scene.orServe(lookedAfter, "jobservice wait"))
            .with("pool", pool.id())
            .with("node", node(pool));
    return Optional.of(beat > 0 ? finding.with("heartbeat_at", beat) : finding);
  }

  private Optional<Finding> asked(Scene scene, PoolHeartbeat pool) {
    JobStats job = scene.job();
    boolean stop = job.status() == JobStatus.STOPPED;
    if (!stop && !job.text("op_command").equals("cancel")) {
      return Optional.empty();
    }
    long since = job.number("update_time");
    // A check-in after a cancel is noted at the same place; a job that was stopped makes none.
    boolean known = stop || job.number("check_in_at") < since;
    Finding finding =
        Finding.of(
                stop ? Cause.STOP_REQUESTED : Cause.CANCEL_REQUESTED,
                "It was told to "
                    + (stop ? "stop" : "cancel")
                    + (known ? " " + scene.since(since) + " ago" : "")
                    + ", and still runs on "
                    + node(pool)
                    + ending(scene))
            .help("jobservice log -f", scene.id());
    return Optional.of(known ? finding.with("asked_at", since) : finding);
  }

  /** How a job that was told to end comes to its end, as the end of a sentence. */
  private String ending(Scene scene) {
    Optional<ObjectNode> type = attempts.facts(scene);
    if (type.filter(facts -> facts.path("source").asText().equals(CommandJobs.SOURCE))
        .isPresent()) {
      return ": its program was asked to end, and is killed when the 'stop_grace' of its type is"
          + " over.";
    }
    return ": a job has to look for that by itself. It ends when it does, or "
        + (timeout(scene).isPresent() ? "with its timeout, or " : "")
        + "with its node.";
  }

  private Optional<Duration> timeout(Scene scene) {
    return attempts
        .facts(scene)
        .flatMap(facts -> DurationText.parse(facts.path("timeout").asText()))
        .filter(time -> !time.isZero());
  }

  private Optional<Finding> overTimeout(Scene scene) {
    Optional<Duration> limit = timeout(scene);
    long started = scene.job().number("started_at");
    if (limit.isEmpty() || started == 0 || scene.now() - started <= limit.get().toSeconds()) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                Cause.OVER_TIMEOUT,
                "It runs for "
                    + scene.since(started)
                    + ", and its type allows "
                    + Span.of(limit.get().toSeconds())
                    + ": its node tells it to stop, interrupts it, and then gives it up.")
            .help("jobservice log -f", scene.id())
            .with("timeout", limit.get().toSeconds())
            .with("started_at", started));
  }

  private static Finding runs(Scene scene, PoolHeartbeat pool) {
    JobStats job = scene.job();
    long attempt = job.number("attempt");
    Finding finding =
        running(
                Cause.RUNNING,
                "It runs on "
                    + node(pool)
                    + (attempt > 1 ? ", in attempt " + attempt + "," : "")
                    + " for "
                    + scene.since(job.number("started_at")),
                scene,
                new CheckIn(job.text("check_in"), job.number("check_in_at")))
            .with("pool", pool.id())
            .with("node", node(pool))
            .with("attempt", attempt)
            .with("started_at", job.number("started_at"));
    return finding.help("jobservice log -f", scene.id());
  }

  /** Such a node writes into its worker's record what ours write into that of the job. */
  private Finding runsElsewhere(Scene scene, PoolHeartbeat pool) {
    Map<String, String> worker =
        workers.workers(List.of(pool)).stream()
            .map(WorkerState::fields)
            .filter(fields -> scene.id().equals(fields.get("job_id")))
            .findFirst()
            .orElse(Map.of());
    long started = number(worker, "started_at");
    Finding finding =
        running(
                Cause.ON_OTHER_KIND,
                "It runs on "
                    + node(pool)
                    + ", a node of Harbor's jobservice, which can stop it, but not cancel it,"
                    + (started > 0 ? " for " + scene.since(started) : " since a while"),
                scene,
                new CheckIn(worker.getOrDefault("checkin", ""), number(worker, "checkin_at")))
            .help("jobservice stop", scene.id())
            .with("pool", pool.id())
            .with("node", node(pool));
    return started > 0 ? finding.with("started_at", started) : finding;
  }

  private record CheckIn(String text, long at) {}

  private static Finding running(Cause cause, String text, Scene scene, CheckIn last) {
    if (last.at == 0) {
      return Finding.of(cause, text + "; it has not checked in.");
    }
    String words = last.text.lines().findFirst().orElse("");
    return Finding.of(
            cause,
            text
                + "; it last checked in "
                + scene.since(last.at)
                + " ago"
                + (words.isEmpty() ? "." : ": " + words))
        .with("check_in", words)
        .with("check_in_at", last.at);
  }

  /** Host and process, as far as a heartbeat has them. */
  private static String node(PoolHeartbeat pool) {
    if (!pool.text("node_id").isEmpty()) {
      return pool.text("node_id");
    }
    String host = pool.text("host");
    return host.isEmpty() ? pool.id() : host + ":" + pool.number("pid");
  }

  private static long number(Map<String, String> fields, String name) {
    String text = fields.getOrDefault(name, "");
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }
}
