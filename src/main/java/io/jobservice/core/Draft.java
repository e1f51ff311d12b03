package io.jobservice.core;

import io.jobservice.job.JobKind;
import io.jobservice.model.GoJson;
import io.jobservice.model.JobEntry;
import io.jobservice.model.JobStats;
import io.jobservice.model.JobStatsJson;
import io.jobservice.model.Submission;
import io.jobservice.redis.JobStore.NewJob;
import io.jobservice.redis.JobStore.Once;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes a job out of what was asked for: its entry and its record. */
final class Draft {

  private Draft() {}

  /** The job; {@code now} is Redis' time in epoch seconds. */
  static NewJob of(LaunchRequest request, String id, long now) {
    Submission submission = request.submission();
    JobEntry entry =
        JobEntry.fresh(submission.name(), id, now, submission.parameters(), submission.unique());
    long runAt = runAt(submission, now);
    Map<String, String> stats = stats(submission, entry, now, runAt);
    Optional<Once> once =
        request
            .idempotency()
            .map(
                key -> new Once(key.key(), key.request(), JobStatsJson.toJson(JobStats.of(stats))));
    return new NewJob(entry, runAt, stats, once);
  }

  /** The record of a policy but its options, in the order of the layout. */
  static Map<String, String> policy(Submission submission, String line, String id, long now) {
    JobEntry entry =
        JobEntry.fresh(submission.name(), id, now, submission.parameters(), submission.unique());
    Map<String, String> stats = stats(submission, entry, now, 0);
    stats.put("status", "Scheduled");
    stats.put("cron_spec", line);
    return stats;
  }

  /** A sub-job of another one. */
  static NewJob of(Submission submission, String id, long now, String upstream) {
    NewJob job = of(new LaunchRequest(submission, Optional.empty()), id, now);
    Map<String, String> stats = new LinkedHashMap<>(job.stats());
    stats.put("upstream_job_id", upstream);
    return new NewJob(job.entry(), job.runAt(), stats, job.once());
  }

  private static long runAt(Submission submission, long now) {
    if (submission.kind() != JobKind.SCHEDULED) {
      return 0;
    }
    return submission.runAt().orElseGet(() -> now + submission.scheduleDelay().orElseThrow());
  }

  private static Map<String, String> stats(
      Submission submission, JobEntry entry, long now, long runAt) {
    Map<String, String> stats = new LinkedHashMap<>();
    stats.put("id", entry.id());
    stats.put("name", entry.name());
    stats.put("kind", submission.kind().text());
    stats.put("unique", submission.unique() ? "1" : "0");
    boolean waits = runAt != 0 || !submission.after().isEmpty();
    stats.put("status", waits ? "Scheduled" : "Pending");
    stats.put("ref_link", "/api/v1/jobs/" + entry.id());
    stats.put("enqueue_time", Long.toString(now));
    stats.put("run_at", Long.toString(runAt));
    stats.put("cron_spec", "");
    stats.put("web_hook_url", submission.statusHook().orElse(""));
    stats.put("numeric_policy_id", "0");
    submission
        .parameters()
        .filter(parameters -> !parameters.isEmpty())
        .ifPresent(parameters -> stats.put("parameters", GoJson.exact(parameters)));
    submission.maxFails().ifPresent(fails -> stats.put("max_fails", Integer.toString(fails)));
    submission.backoff().ifPresent(backoff -> stats.put("backoff", backoff.toJson()));
    if (!submission.after().isEmpty()) {
      stats.put("after", String.join(",", submission.after()));
      stats.put("after_status", submission.afterStatus().text());
    }
    stats.put("update_time", Long.toString(now));
    stats.put("revision", Long.toString(now));
    return stats;
  }
}
