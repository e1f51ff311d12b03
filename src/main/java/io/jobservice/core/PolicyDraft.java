package io.jobservice.core;

import io.jobservice.cron.CronLine;
import io.jobservice.model.JobStats;
import io.jobservice.model.Misfire;
import io.jobservice.model.Overlap;
import io.jobservice.model.Submission;
import io.jobservice.redis.JobStore.Once;
import io.jobservice.redis.PolicyStore.NewPolicy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A policy that was asked for, with its record; only its number is not known yet. */
record PolicyDraft(Policy policy, Map<String, String> stats, Optional<String> claim, long now) {

  private static final String NUMBER = "numeric_policy_id";

  /** The policy; {@code now} is Redis' time in epoch seconds. */
  static PolicyDraft of(Submission submission, CronLine line, String id, long now)
      throws UnreadablePolicyException {
    Map<String, String> stats = Draft.policy(submission, line.text(), id, now);
    submission
        .misfire()
        .filter(misfire -> misfire != Misfire.FIRE_ONCE)
        .ifPresent(misfire -> stats.put("misfire", misfire.text()));
    submission
        .overlap()
        .filter(overlap -> overlap != Overlap.ALLOW)
        .ifPresent(overlap -> stats.put("overlap", overlap.text()));
    Policy policy = Policy.of(JobStats.of(stats), line);
    Optional<String> claim = submission.unique() ? Optional.of(policy.claim()) : Optional.empty();
    return new PolicyDraft(policy, stats, claim, now);
  }

  /** What goes to the store. */
  NewPolicy toNewPolicy(Optional<Controller.Idempotency> idempotency) {
    Map<String, String> fields = new LinkedHashMap<>(stats);
    fields.remove(NUMBER);
    return new NewPolicy(
        fields,
        policy.place(),
        policy.entry(),
        policy.dueTimes().timetable(now, now),
        claim,
        idempotency.map(key -> new Once(key.key(), key.request(), unnumbered())));
  }

  /** The record with its number. */
  JobStats numbered(long number) {
    Map<String, String> fields = new LinkedHashMap<>(stats);
    fields.put(NUMBER, Long.toString(number));
    return JobStats.of(fields);
  }

  /** The answer with a zero for the number, which is left out of others. */
  private String unnumbered() {
    String mark = "\"" + NUMBER + "\":";
    return PolicyAnswer.of(policy, numbered(1), now).replaceFirst(mark + "1", mark + "0");
  }
}
