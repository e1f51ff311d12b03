package io.jobservice.core;

import io.jobservice.model.Cause;
import io.jobservice.model.Finding;
import io.jobservice.model.JobStats;
import io.jobservice.model.JobStatus;
import io.jobservice.redis.JobPlaces;
import io.jobservice.redis.JobPlaces.TimedSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Why a job waits for a second: its own, or that of its next attempt. */
final class WhyTimed {

  /** Then a node puts an entry back that is gone. */
  private static final long LOST_AFTER = 300;

  private final JobPlaces places;
  private final WhyQueued queued;
  private final TypeObstacles types;
  private final Attempts attempts;

  WhyTimed(JobPlaces places, WhyQueued queued, TypeObstacles types, Attempts attempts) {
    this.places = places;
    this.queued = queued;
    this.types = types;
    this.attempts = attempts;
  }

  List<Finding> of(Scene scene) {
    JobStats job = scene.job();
    boolean retry = job.status() == JobStatus.ERROR;
    long second = job.number(retry ? "retry_at" : "run_at");
    if (!retry && job.text("unplaced").equals("1")) {
      return List.of(left(scene, second));
    }
    boolean isThere = isIn(retry, second, job.id());
    if (!isThere && queued.isThere(scene)) {
      return queued.of(scene);
    }
    List<Finding> found = new ArrayList<>();
    if (!isThere) {
      found.add(retry ? lostForGood(scene, second) : lost(scene, second));
    } else if (second <= scene.now()) {
      found.add(overdue(scene, second, retry));
    }
    if (retry) {
      found.add(attempt(scene, second));
    } else if (found.isEmpty()) {
      found.add(due(scene, second));
    }
    found.addAll(types.of(scene));
    return found;
  }

  private boolean isIn(boolean retry, long second, String id) {
    return (retry
            ? Stream.of(TimedSet.RETRY)
            : Stream.of(TimedSet.SCHEDULED, TimedSet.SCHEDULED_OWN))
        .anyMatch(set -> places.isIn(set, second, id));
  }

  private static Finding due(Scene scene, long second) {
    return ofPolicy(
        scene,
        Finding.of(Cause.SCHEDULED, "It is due in " + scene.until(second) + ".")
            .help("jobservice wait", scene.id())
            .with("due_at", second));
  }

  /** Of an execution, the policy tells more. */
  private static Finding ofPolicy(Scene scene, Finding finding) {
    String policy = scene.job().text("upstream_job_id");
    return !policy.isEmpty() && scene.id().startsWith(policy + "@")
        ? finding.help("jobservice schedule show", policy).with("policy", policy)
        : finding;
  }

  private static Finding overdue(Scene scene, long second, boolean retry) {
    String what =
        (retry ? "Its next attempt was due " : "It was due ") + scene.since(second) + " ago";
    return (scene.isLookedAfter()
            ? Finding.of(Cause.OVERDUE, what + "; a node puts it on its queue within some seconds.")
                .help("jobservice wait", scene.id())
            : Finding.of(
                    Cause.OVERDUE, what + ", and no living node is there to put it on its queue.")
                .help("jobservice serve -c config.yml"))
        .with("due_at", second);
  }

  private static Finding lost(Scene scene, long second) {
    boolean overdue = second + LOST_AFTER <= scene.now();
    return Finding.of(
            Cause.NOT_SCHEDULED,
            (second > scene.now()
                    ? "It is due in " + scene.until(second)
                    : "It was due " + scene.since(second) + " ago")
                + ", but its entry is gone: another program has taken it away. A node puts it back"
                + (overdue
                    ? " when it next looks through all live jobs."
                    : " when it is overdue by " + Span.of(LOST_AFTER) + "."))
        .help(scene.orServe(scene.isLookedAfter(), "jobservice wait"))
        .with("due_at", second);
  }

  /** Of what failed and waits, nobody looks whether its entry is there. */
  private static Finding lostForGood(Scene scene, long second) {
    return Finding.of(
            Cause.NOT_SCHEDULED,
            "It is to be tried again, but its entry is gone: another program has taken it away, and"
                + " nothing will run it. Stop it and submit it again.")
        .help("jobservice stop", scene.id())
        .with("due_at", second);
  }

  private static Finding left(Scene scene, long second) {
    return ofPolicy(
        scene,
        Finding.of(
                Cause.EXECUTION_MISSED,
                "It was due "
                    + scene.since(second)
                    + " ago, when no node was alive; what becomes of it is decided with the next"
                    + " turn of its periodic job.")
            .with("due_at", second));
  }

  private Finding attempt(Scene scene, long second) {
    JobStats job = scene.job();
    String next =
        second > scene.now()
            ? "; the next attempt is due in " + scene.until(second)
            : "; the next attempt was due " + scene.since(second) + " ago";
    return attempts.told(
        scene,
        Finding.of(
                Cause.WAITS_FOR_RETRY,
                attempts.failed(scene) + next + ". The last error: " + Attempts.error(job))
            .help("jobservice log --attempt last", scene.id())
            .with("retry_at", second));
  }
}
