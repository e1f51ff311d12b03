package io.jobservice.core;

import io.jobservice.model.Cause;
import io.jobservice.model.Finding;
import io.jobservice.model.JobStats;
import io.jobservice.model.Overlap;
import io.jobservice.model.UnavailableException;
import io.jobservice.redis.JobStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a periodic job is at, and what keeps it from making executions, or these from running. */
final class WhyPolicy {

  /** Executions before these can hardly be under way. */
  private static final int NEWEST = 20;

  private final Policies policies;
  private final JobStore jobs;
  private final TypeObstacles types;

  WhyPolicy(Policies policies, JobStore jobs, TypeObstacles types) {
    this.policies = policies;
    this.jobs = jobs;
    this.types = types;
  }

  List<Finding> of(Scene scene) throws UnavailableException {
    JobStats policy = scene.job();
    if (!Policy.isInForce(policy)) {
      return List.of(ended(scene));
    }
    List<Finding> found = new ArrayList<>();
    found.add(inForce(scene));
    if (policy.text("overlap").equals(Overlap.FORBID.text())) {
      underWay(scene).ifPresent(found::add);
    }
    found.addAll(types.of(scene));
    return found;
  }

  private static Finding ended(Scene scene) {
    JobStats policy = scene.job();
    long ended = policy.number("ended_at");
    String reason = policy.text("stop_reason");
    return Finding.of(
            Cause.POLICY_ENDED,
            "The periodic job has ended"
                + (ended > 0 ? " " + scene.since(ended) + " ago" : "")
                + (reason.isEmpty() ? "" : ": " + reason)
                + "; it makes no executions any more. Submit it again.")
        .help(Resubmission.of(policy, scene.now()))
        .with("cron_spec", policy.text("cron_spec"))
        .with("stop_reason", reason);
  }

  private Finding inForce(Scene scene) {
    JobStats policy = scene.job();
    if (Policy.isPaused(policy)) {
      return Finding.of(
              Cause.POLICY_PAUSED,
              "The periodic job is paused, and makes no executions until it is resumed.")
          .help("jobservice schedule resume", scene.id())
          .with("cron_spec", policy.text("cron_spec"));
    }
    try {
      Policy.of(policy);
    } catch (UnreadablePolicyException e) {
      return Finding.of(
              Cause.POLICY_UNREADABLE,
              "The periodic job does not fire: "
                  + e.getMessage()
                  + ". Stop it, and submit it again as it should be.")
          .help("jobservice stop", scene.id())
          .with("cron_spec", policy.text("cron_spec"));
    }
    List<Long> next = policies.nextRuns(policy);
    Finding finding =
        Finding.of(
                Cause.POLICY_IN_FORCE,
                next.isEmpty()
                    ? "The periodic job is in force, but its line has no further instant."
                    : "The periodic job is in force, and due next in "
                        + scene.until(next.get(0))
                        + ".")
            .help("jobservice schedule executions", scene.id())
            .with("cron_spec", policy.text("cron_spec"));
    return next.isEmpty() ? finding : finding.with("next_at", next.get(0));
  }

  private Optional<Finding> underWay(Scene scene) throws UnavailableException {
    String prefix = scene.id() + "@";
    List<String> past =
        policies.executions(scene.id()).stream()
            .filter(id -> Long.parseLong(id.substring(prefix.length())) <= scene.now())
            .limit(NEWEST)
            .toList();
    return jobs.findAll(past).stream()
        .filter(execution -> !execution.isOver())
        .findFirst()
        .map(
            execution ->
                Finding.of(
                        Cause.OVERLAP_FORBIDDEN,
                        "Its execution "
                            + execution.id()
                            + " is still under way ("
                            + execution.status().text()
                            + "); what comes due meanwhile is skipped.")
                    .help("jobservice why", execution.id())
                    .with("job", execution.id()));
  }
}
