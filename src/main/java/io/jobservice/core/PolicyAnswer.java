package io.jobservice.core;

import io.jobservice.model.JobStats;
import io.jobservice.model.JobStatsJson;

/**
 * The JSON of a policy that is taken in: its record, when it runs next, and what is odd with it.
 */
final class PolicyAnswer {

  private PolicyAnswer() {}

  static String of(Policy policy, JobStats record, long now) {
    return with(policy, JobStatsJson.toJson(record), now);
  }

  /** Of one that is not taken in. */
  static String planned(Policy policy, long now) {
    return with(policy, JobStatsJson.planned(policy.record()), now);
  }

  private static String with(Policy policy, String json, long now) {
    String runs = JobStatsJson.withNextRuns(json, policy.dueTimes().following(now, Policies.RUNS));
    return JobStatsJson.withWarnings(runs, policy.warnings());
  }
}
