package io.jobservice.core;

import io.jobservice.model.Cause;
import io.jobservice.model.Finding;
import io.jobservice.model.JobStats;
import io.jobservice.model.JobStatus;
import io.jobservice.redis.EntrySearch;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a job has ended, and what is left to be done. */
final class WhyEnded {

  private static final int LONGEST_RESULT = 1_000;

  /** As {@code lua/lib/ended.lua} writes it. */
  private static final Pattern DEPENDENCY =
      Pattern.compile("job (\\S+), which it waited for, .*", Pattern.DOTALL);

  /** As {@code lua/due.lua} writes it. */
  private static final Pattern OTHER = Pattern.compile("execution (\\S+) was still under way");

  private final Attempts attempts;
  private final EntrySearch search;

  WhyEnded(Attempts attempts, EntrySearch search) {
    this.attempts = attempts;
    this.search = search;
  }

  Finding of(Scene scene) {
    return switch (scene.job().status()) {
      case SUCCESS -> succeeded(scene);
      case CANCELLED -> cancelled(scene);
      case ERROR -> failed(scene);
      default -> stopped(scene);
    };
  }

  private static Finding succeeded(Scene scene) {
    JobStats job = scene.job();
    String result = job.text("result");
    return timed(
            scene,
            Finding.of(Cause.SUCCEEDED, "It succeeded" + ago(scene) + lasted(job) + ".")
                .help("jobservice log", scene.id()))
        .with("result", result.length() > LONGEST_RESULT ? "" : result);
  }

  private static Finding cancelled(Scene scene) {
    boolean ran = scene.job().text("op_command").equals("cancel");
    return timed(
        scene,
        Finding.of(
                Cause.CANCELLED,
                "It was cancelled"
                    + ago(scene)
                    + (ran ? ", while it ran" : ", while it waited")
                    + "; it can be retried.")
            .help("jobservice retry", scene.id()));
  }

  private Finding failed(Scene scene) {
    JobStats job = scene.job();
    if (job.number("die_at") == 0) {
      return timed(
          scene,
          search
              .retried(scene.id())
              .map(entry -> triedElsewhere(scene, entry.second()))
              .orElseGet(() -> failedElsewhere(scene)));
    }
    OptionalLong most = attempts.most(scene);
    boolean early = most.isPresent() && job.number("fails") < most.getAsLong();
    return attempts.told(
        scene,
        timed(
            scene,
            Finding.of(
                    early ? Cause.FAILED_FOR_GOOD : Cause.GIVEN_UP,
                    attempts.failed(scene)
                        + (early
                            ? ", and by what its type says no other is of use; it ended"
                            : ", the last of which ended")
                        + ago(scene)
                        + ". The last error: "
                        + Attempts.error(job))
                .help("jobservice retry", scene.id())));
  }

  private static Finding failedElsewhere(Scene scene) {
    return Finding.of(
            Cause.FAILED_ELSEWHERE,
            "It failed on a node of Harbor's jobservice, or was given up by one, and no entry is"
                + " kept of it, so that it cannot be retried. Submit it again.")
        .help(Resubmission.of(scene.job(), scene.now()));
  }

  private static Finding triedElsewhere(Scene scene, long second) {
    return Finding.of(
            Cause.WAITS_FOR_RETRY,
            "It failed on a node of Harbor's jobservice, which had it tried again; the next attempt"
                + (second > scene.now()
                    ? " is due in " + scene.until(second) + "."
                    : " was due " + scene.since(second) + " ago."))
        .help("jobservice log", scene.id())
        .with("retry_at", second);
  }

  private static Finding stopped(Scene scene) {
    JobStats job = scene.job();
    String reason = job.text("stop_reason");
    Finding finding =
        reason.isEmpty() ? byHand(scene) : byReason(scene, reason).with("stop_reason", reason);
    return timed(scene, finding);
  }

  private static Finding byHand(Scene scene) {
    JobStats job = scene.job();
    String again = " A stopped job does not run again. Submit it again.";
    if (job.text("op_command").equals("stop") && job.number("started_at") > 0) {
      return Finding.of(
              Cause.STOPPED_RUNNING,
              "It was stopped while it ran; its run was over"
                  + ago(scene)
                  + lasted(job)
                  + "."
                  + again)
          .help("jobservice log", scene.id());
    }
    return Finding.of(
            Cause.STOPPED_WAITING,
            "It was stopped"
                + ago(scene)
                + (job.number("fails") > 0
                    ? ", while it waited for its next attempt."
                    : job.number("started_at") > 0
                        ? ", after a run that was lost or given back."
                        : ", before it ran.")
                + again)
        .help(Resubmission.of(scene.job(), scene.now()));
  }

  private static Finding byReason(Scene scene, String reason) {
    Matcher dependency = DEPENDENCY.matcher(reason);
    if (dependency.matches()) {
      return Finding.of(
              Cause.DEPENDENCY_FAILED, "It was stopped" + ago(scene) + ": " + reason + ".")
          .help("jobservice why", dependency.group(1))
          .with("job", dependency.group(1));
    }
    String policy = scene.job().text("upstream_job_id");
    Matcher other = OTHER.matcher(reason);
    if (other.matches()) {
      return Finding.of(
              Cause.EXECUTION_SKIPPED,
              "It was skipped: when it was due, "
                  + reason
                  + ", and its periodic job forbids to run both.")
          .help("jobservice why", other.group(1))
          .with("policy", policy)
          .with("job", other.group(1));
    }
    if (reason.contains("missed")) {
      return Finding.of(
              Cause.EXECUTION_MISSED,
              "It did not run: "
                  + reason
                  + ", and its periodic job passes over what it misses, or another execution stands"
                  + " for it.")
          .help("jobservice schedule executions", policy)
          .with("policy", policy);
    }
    boolean paused = reason.contains("paused");
    return Finding.of(
            paused ? Cause.EXECUTION_SKIPPED : Cause.SCHEDULE_ENDED,
            "It did not run: " + reason + ".")
        .help(paused ? "jobservice schedule resume" : "jobservice schedule show", policy)
        .with("policy", policy);
  }

  private static Finding timed(Scene scene, Finding finding) {
    JobStats job = scene.job();
    Finding timed = finding;
    for (String time : new String[] {"started_at", "ended_at"}) {
      if (job.number(time) > 0) {
        timed = timed.with(time, job.number(time));
      }
    }
    return job.text("node").isEmpty() || job.status() == JobStatus.SCHEDULED
        ? timed
        : timed.with("node", job.text("node"));
  }

  private static String ago(Scene scene) {
    long ended = scene.job().number("ended_at");
    return ended > 0 ? " " + scene.since(ended) + " ago" : "";
  }

  private static String lasted(JobStats job) {
    long started = job.number("started_at");
    long ended = job.number("ended_at");
    String where = job.text("node").isEmpty() ? "" : " on " + job.text("node");
    return started > 0 && ended >= started
        ? ", after it had run for " + Span.of(ended - started) + where
        : "";
  }
}
