package io.jobservice.core;

import io.jobservice.model.Cause;
import io.jobservice.model.Finding;
import io.jobservice.model.JobStats;
import io.jobservice.model.JobStatus;
import io.jobservice.redis.JobStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Why a job waits for others: which, and how these are. */
final class WhyAwaiting {

  private final JobStore jobs;
  private final TypeObstacles types;

  WhyAwaiting(JobStore jobs, TypeObstacles types) {
    this.jobs = jobs;
    this.types = types;
  }

  List<Finding> of(Scene scene) {
    List<String> ids = scene.seen().dependencies();
    Map<String, JobStats> known =
        jobs.findAll(ids).stream()
            .collect(
                Collectors.toMap(JobStats::id, job -> job, (one, same) -> one, LinkedHashMap::new));
    List<Finding> found = new ArrayList<>();
    List<String> cancelled =
        ids.stream()
            .filter(id -> known.containsKey(id) && known.get(id).status() == JobStatus.CANCELLED)
            .toList();
    if (!cancelled.isEmpty()) {
      found.add(cancelled(cancelled));
    }
    found.add(waits(scene, ids, known));
    found.addAll(types.of(scene));
    return found;
  }

  private static Finding cancelled(List<String> ids) {
    boolean one = ids.size() == 1;
    return Finding.of(
            Cause.DEPENDENCY_CANCELLED,
            "It waits for "
                + LimitObstacles.named(ids)
                + ", which "
                + (one ? "was" : "were")
                + " cancelled: it goes on when "
                + (one ? "that is" : "these are")
                + " retried, or is stopped when "
                + (one ? "its record expires." : "their records expire."))
        .help("jobservice retry", ids.get(0))
        .with("jobs", ids);
  }

  private static Finding waits(Scene scene, List<String> ids, Map<String, JobStats> known) {
    JobStats job = scene.job();
    if (ids.isEmpty()) {
      return Finding.of(
              Cause.WAITS_FOR_JOBS,
              "All jobs that it waited for have ended; a node notices within some minutes.")
          .help("jobservice wait", scene.id());
    }
    List<String> states = ids.stream().map(id -> state(known.get(id))).toList();
    List<String> named = new ArrayList<>();
    for (int i = 0; i < Math.min(ids.size(), LimitObstacles.NAMED); i++) {
      named.add(ids.get(i) + " (" + states.get(i) + ")");
    }
    long asked = job.text("after").isEmpty() ? ids.size() : job.text("after").split(",").length;
    long open = Math.max(scene.seen().open(), ids.size());
    boolean any = job.text("after_status").equals("any");
    long second = job.number("run_at");
    Finding finding =
        Finding.of(
                Cause.WAITS_FOR_JOBS,
                "It waits for "
                    + open
                    + " of "
                    + Math.max(asked, open)
                    + (Math.max(asked, open) == 1 ? " job " : " jobs ")
                    + (any ? "to end: " : "to succeed: ")
                    + String.join(", ", named)
                    + (open > LimitObstacles.NAMED
                        ? " and " + (open - LimitObstacles.NAMED) + " more"
                        : "")
                    + (second > scene.now()
                        ? "; and it is not due before " + scene.until(second) + " have passed."
                        : "."))
            .help("jobservice why", ids.get(0))
            .with("open", open)
            .with("jobs", ids)
            .with("states", states);
    return second > 0 ? finding.with("due_at", second) : finding;
  }

  private static String state(JobStats job) {
    if (job == null) {
      return "no record";
    }
    boolean retried = job.status() == JobStatus.ERROR && !job.isOver();
    return job.status().text() + (retried ? ", to be tried again" : "");
  }
}
