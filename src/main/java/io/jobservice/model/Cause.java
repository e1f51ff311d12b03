package io.jobservice.model;

/**
 * Why a job is in its state: the words of {@code GET /jobs/{id}/why}, which stay as they are. Each
 * says one thing; of a job several may be true at once.
 */
public enum Cause {
  /** It has its place on the queue of its type. */
  QUEUED("queued", "it waits for its turn on the queue of its type"),
  /** Its type is paused. */
  PAUSED("paused", "its type is paused"),
  /** No worker pool is alive. */
  NO_POOL("no_pool", "no worker pool is alive"),
  /** None of the living pools registers its type. */
  NO_POOL_FOR_TYPE("no_pool_for_type", "no living worker pool registers its type"),
  /** All pools that register its type are shutting down. */
  POOLS_DRAINING("pools_draining", "all pools that register its type are shutting down"),
  /** As many jobs of its type run as may. */
  CONCURRENCY_LIMIT("concurrency_limit", "as many jobs of its type run as may run at once"),
  /** As many jobs of its type have started as may in that time. */
  RATE_LIMIT("rate_limit", "as many jobs of its type have started lately as may"),
  /** All workers that could run it run something else. */
  WORKERS_BUSY("workers_busy", "all workers of the pools that register its type are busy"),
  /** Its record says that it is on a queue, and it is on none. */
  NOT_ON_QUEUE("not_on_queue", "it is Pending, but on no queue: its entry was lost"),
  /** It waits for its second. */
  SCHEDULED("scheduled", "it waits for its second"),
  /** Its second, or that of its next attempt, has passed. */
  OVERDUE("overdue", "it was due, or its next attempt was, and nobody has moved it to its queue"),
  /** Its record says that it waits for its second, and its entry is nowhere. */
  NOT_SCHEDULED("not_scheduled", "it is to run at a second, but its entry was lost"),
  /** It waits for other jobs. */
  WAITS_FOR_JOBS("waits_for_jobs", "it waits for other jobs to end"),
  /** One of the jobs that it waits for was cancelled. */
  DEPENDENCY_CANCELLED("dependency_cancelled", "a job that it waits for was cancelled"),
  /** It failed and waits for its next attempt. */
  WAITS_FOR_RETRY("waits_for_retry", "it failed, and waits for its next attempt"),
  /** It failed as often as it may. */
  GIVEN_UP("given_up", "it failed as often as it may"),
  /** It failed so that no further attempt is of use. */
  FAILED_FOR_GOOD("failed_for_good", "it failed, and its type wants no further attempt"),
  /** It failed on a node that keeps no entry for a retry. */
  FAILED_ELSEWHERE("failed_elsewhere", "a node of Harbor's jobservice ended it, or gave it up"),
  /** It runs. */
  RUNNING("running", "it runs"),
  /** It runs on a node of the other kind. */
  ON_OTHER_KIND("on_other_kind", "it runs on a node of Harbor's jobservice"),
  /** It runs for longer than its type may. */
  OVER_TIMEOUT("over_timeout", "it runs for longer than its type allows"),
  /** It was told to stop and still runs. */
  STOP_REQUESTED("stop_requested", "it was told to stop, and its run is not over"),
  /** It was told to cancel and still runs. */
  CANCEL_REQUESTED("cancel_requested", "it was told to cancel, and its run is not over"),
  /** The node that runs it does not beat. */
  NODE_SILENT("node_silent", "the node that runs it is silent"),
  /** The pool that ran it is known no more. */
  NODE_GONE("node_gone", "it is Running, but the pool that ran it is known no more"),
  /** The pool that is to run it does not have it. */
  NOT_IN_PROGRESS("not_in_progress", "it is Running, but no pool has it in progress"),
  /** It succeeded. */
  SUCCEEDED("succeeded", "it succeeded"),
  /** It was stopped while it ran. */
  STOPPED_RUNNING("stopped_running", "it was stopped while it ran"),
  /** It was stopped while it waited. */
  STOPPED_WAITING("stopped_waiting", "it was stopped while it waited"),
  /** What it waited for did not succeed. */
  DEPENDENCY_FAILED("dependency_failed", "a job that it waited for did not succeed"),
  /** It was cancelled. */
  CANCELLED("cancelled", "it was cancelled"),
  /** An execution that did not run because another one did, or its policy was paused. */
  EXECUTION_SKIPPED(
      "execution_skipped",
      "an execution: an earlier one was under way at its second, or its periodic job was paused"),
  /** An execution whose second passed while no node was alive. */
  EXECUTION_MISSED("execution_missed", "an execution: no node was alive at its second"),
  /** An execution that ended with its policy. */
  SCHEDULE_ENDED("schedule_ended", "an execution: its periodic job ended before it ran"),
  /** A policy that makes executions. */
  POLICY_IN_FORCE("policy_in_force", "a periodic job: it is due again and again"),
  /** A policy that is paused. */
  POLICY_PAUSED("policy_paused", "a periodic job: it is paused"),
  /** A policy that cannot be read. */
  POLICY_UNREADABLE("policy_unreadable", "a periodic job: its record makes no sense"),
  /** A policy that has ended. */
  POLICY_ENDED("policy_ended", "a periodic job: it has ended"),
  /** A policy of which an execution goes on that forbids others. */
  OVERLAP_FORBIDDEN(
      "overlap_forbidden",
      "a periodic job: an execution is under way, and what comes due meanwhile is skipped"),
  /** There is an entry of it and no record. */
  NO_RECORD("no_record", "it has an entry in some place, but no record"),
  /** Equal jobs are refused because of it. */
  HOLDS_CLAIM("holds_claim", "it is unique: equal jobs are refused until it has ended"),
  /** Its retry would be refused because of another one. */
  CLAIM_HELD("claim_held", "an equal unique job is under way, so that its retry is refused"),
  /** Events of its status hook are not delivered yet. */
  HOOKS_WAITING("hooks_waiting", "events of its status hook could not be delivered yet"),
  /** Events of its status hook were given up. */
  HOOKS_GIVEN_UP("hooks_given_up", "events of its status hook were given up");

  private final String word;
  private final String meaning;

  Cause(String word, String meaning) {
    this.word = word;
    this.meaning = meaning;
  }

  /** Its stable word. */
  public String word() {
    return word;
  }

  /** What it means, for people: a clause without a full stop. */
  public String meaning() {
    return meaning;
  }
}
