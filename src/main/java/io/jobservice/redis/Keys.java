package io.jobservice.redis;

import java.util.Objects;

/**
 * The registry of all keys of a namespace. Every name begins with the braced prefix, so that a
 * Cluster keeps them in one slot. The Lua scripts build the same names from the prefix.
 *
 * <p>Beside the layout's keys ours are: {@code claim:<NAME>:<DIGEST>} and {@code
 * claim_holder:<NAME>:<DIGEST>} (who holds a uniqueness claim, and who the layout's key of it; a
 * day longer than the job waits, renewed while it lives), {@code idempotency:<DIGEST>} (hash of a
 * request with its answer, 24 h), {@code rate:<NAME>} (list of the last starts of a type with a
 * rate limit, as long as they count), {@code waiting_pools} (set of pools that wait for work; a
 * pool is removed when it is woken, leaves or is reaped), {@code active_types} (set of the types
 * that may have work; a fetch that finds a queue empty removes its type), {@code job_index} (sorted
 * set of all jobs by time; a background loop removes those whose records have expired), {@code
 * pool_types:<POOL>} (hash of the types that a pool registers with weight and rate limit, 60 s,
 * renewed by its beat), {@code type_facts:<POOL>} (hash of what a pool tells of the types that it
 * registers, each a JSON object, 60 s, renewed by its beat), {@code wake:<POOL>} (list that a
 * waiting pool blocks on, 60 s), {@code tombstone:<POOL>} (a pool that was reaped, 24 h), {@code
 * ended:<N>} (hash of how many attempts of each type ended in the ten seconds from epoch second 10
 * N on, 120 s), {@code purge:<TOKEN>} (how far the purge of a queue is, 60 s), {@code job_log:<ID>}
 * (stream of the log of a job, capped, for as long as the back end REDIS is told to keep it,
 * renewed by each write; an id of more than 256 bytes is there as {@code sha256:<DIGEST>}), {@code
 * sub_jobs:<ID>} (sorted set of the sub-jobs of a job, for as long as the job is known; the walk
 * through the index deletes what is left of one whose record somebody deleted), {@code awaiting}
 * (hash of the entries of jobs that wait for others), {@code awaits:<ID>} (set of those that such a
 * job still waits for), {@code awaited:<ID>} (set of those that wait for a job; whoever takes a job
 * out of {@code awaiting} takes it out of both, and a look at them all, some at a time, takes out
 * those that nobody did), {@code ended_awaited} (hash of how jobs ended of which some that wait for
 * them have not heard; the turn of each second tells them), {@code policies} (sorted set of the ids
 * of all policies in force, by number), {@code own_policies} (set of those that only our nodes
 * know), {@code policy_turns} (sorted set of when policies get further executions), {@code
 * policy_claims} (hash of who has the claims of unique policies; whoever ends a policy takes it out
 * of all four, and a policy that the other kind of node has ended loses them with its next turn, or
 * when the layout's set is next looked through), {@code scheduled_own} (sorted set of executions of
 * policies that only our nodes know; moved when due), {@code migration_lock} (the node that
 * migrates the data of earlier releases, 30 s, renewed while it does) and the channel {@code
 * control}.
 *
 * <p>Those of the outbox of status hooks: {@code hooks:<ID>} (list of the events of a job that
 * wait, the oldest first), {@code hook_jobs} (sorted set of the jobs that have such, by the
 * millisecond of the oldest), {@code hook_due:<ENDPOINT>} (sorted set of those that go to one
 * scheme, host and port, by the millisecond from which the oldest may be tried, or at which the
 * claim of it lapses), {@code hook_endpoints} (sorted set of these, by the millisecond from which
 * one may be due), {@code hook_claims} (hash of which agent delivers for a job), {@code
 * hook_state:<ID>} (hash of how the oldest event of a job has failed so far), {@code hook_pending}
 * (how many events wait); what the last event of a job has left behind leaves all of them with it.
 * {@code hook_breaker:<ENDPOINT>} (hash of the failures of an endpoint in a row, 25 h after the
 * last), {@code hook_wake} (list that agents block on, of one entry at most while none does),
 * {@code hook_dead} (sorted set of events that were given up, by the millisecond of that) and
 * {@code hook_dead_events} (hash of what they are); a background loop deletes those that are too
 * old.
 */
public final class Keys {

  private final String prefix;

  /**
   * The keys under a prefix.
   *
   * @param prefix braces and colon included, such as <code>{ns}:</code>
   */
  public Keys(String prefix) {
    this.prefix = Objects.requireNonNull(prefix);
  }

  /** What every key begins with. */
  public String prefix() {
    return prefix;
  }

  /** Hash: the record of a job. */
  public String stats(String id) {
    return prefix + "job_stats:" + id;
  }

  /** List: the waiting jobs of a type. */
  public String queue(String type) {
    return prefix + "jobs:" + type;
  }

  /** String: how many jobs of a type run. */
  public String lock(String type) {
    return queue(type) + ":lock";
  }

  /** Hash: how many jobs of a type run in each pool. */
  public String lockInfo(String type) {
    return queue(type) + ":lock_info";
  }

  /** String: how many jobs of a type may run at once. */
  public String maxConcurrency(String type) {
    return queue(type) + ":max_concurrency";
  }

  /** String: present while a type is paused. */
  public String paused(String type) {
    return queue(type) + ":paused";
  }

  /** List: what a pool has in progress of a type. */
  public String inProgress(String type, String pool) {
    return queue(type) + ":" + pool + ":inprogress";
  }

  /** Set: the ids of all pools. */
  public String pools() {
    return prefix + "worker_pools";
  }

  /** Hash: the heartbeat of a pool. */
  public String heartbeat(String pool) {
    return prefix + "worker_pools:" + pool;
  }

  /** Hash: what a worker runs. */
  public String worker(String worker) {
    return prefix + "worker:" + worker;
  }

  /** Hash: how many attempts of each type ended in some ten seconds. */
  public String ended(long tenSeconds) {
    return prefix + "ended:" + tenSeconds;
  }

  /** Set: the job types ever registered or submitted. */
  public String knownJobs() {
    return prefix + "known_jobs";
  }

  /** Hash: what a pool tells of the types that it registers, by their names. */
  public String typeFacts(String pool) {
    return prefix + "type_facts:" + pool;
  }

  /** List: where a waiting pool is woken. */
  public String wake(String pool) {
    return prefix + "wake:" + pool;
  }

  /** Hash: the types that a pool registers, with weight and rate limit. */
  String poolTypes(String pool) {
    return prefix + "pool_types:" + pool;
  }

  /** List: the last starts of a type with a rate limit, the newest first. */
  String rate(String type) {
    return prefix + "rate:" + type;
  }

  /**
   * String: who holds a uniqueness claim.
   *
   * @param claim the type, a colon and the digest of the parameters
   */
  String claim(String claim) {
    return prefix + "claim:" + claim;
  }

  /** Set: the jobs that a job still waits for. */
  String awaits(String job) {
    return prefix + "awaits:" + job;
  }

  /** Channel: what running jobs are told. */
  public String control() {
    return prefix + "control";
  }

  /** Sorted set: jobs that wait for their time, by the second of it. */
  public String scheduled() {
    return prefix + "scheduled";
  }

  /** Sorted set: failed jobs that are tried again, by the second of it. */
  public String retry() {
    return prefix + "retry";
  }

  /**
   * Stream: the log of a job.
   *
   * @param name its id, or what stands for one that is too long
   */
  String jobLog(String name) {
    return prefix + "job_log:" + name;
  }

  /** Sorted set: the ids of the sub-jobs of a job, by the microsecond of their launch. */
  String subJobs(String parent) {
    return prefix + "sub_jobs:" + parent;
  }

  /** Hash: the entries of the jobs that wait for others, by their ids. */
  String awaiting() {
    return prefix + "awaiting";
  }

  /** Hash: ends of which not all have heard who wait for them. */
  String endedAwaited() {
    return prefix + "ended_awaited";
  }

  /** Sorted set: the executions of a policy, by their second; by -1 when they have ended. */
  String executions(String policy) {
    return prefix + "executions:" + policy;
  }

  /** Sorted set: the policies that nodes of both kinds know, by their numbers. */
  String sharedPolicies() {
    return prefix + "period:policies";
  }

  /** Sorted set: the ids of all policies in force, by their numbers. */
  String policies() {
    return prefix + "policies";
  }

  /** Set: the ids of the policies in force that only our nodes know. */
  String ownPolicies() {
    return prefix + "own_policies";
  }

  /** Sorted set: the ids of policies that get further executions, by the second of that. */
  String policyTurns() {
    return prefix + "policy_turns";
  }

  /** Hash: who has the claims of unique policies, by their digests. */
  String policyClaims() {
    return prefix + "policy_claims";
  }

  /** Sorted set: executions of policies that only our nodes know, by their second. */
  String scheduledOwn() {
    return prefix + "scheduled_own";
  }

  /** Hash: the jobs that are under way. */
  public String track() {
    return prefix + "job_track:inprogress";
  }

  /** Sorted set: jobs given up, by the second of their death. */
  public String dead() {
    return prefix + "dead";
  }

  /** Sorted set: the ids of all jobs that have a record, by the microsecond of their acceptance. */
  public String jobIndex() {
    return prefix + "job_index";
  }

  /** Sorted set: the ids of the policies of releases before 1.8, by their numbers. */
  String oldPolicyNumbers() {
    return prefix + "period:key_score";
  }

  /** List: the events of a job that wait, the oldest first. */
  String hooks(String job) {
    return prefix + "hooks:" + job;
  }

  /** Sorted set: the jobs that have events, by the millisecond of the oldest. */
  String hookJobs() {
    return prefix + "hook_jobs";
  }

  /** Sorted set: the endpoints that have events, by the millisecond from which one may be due. */
  String hookEndpoints() {
    return prefix + "hook_endpoints";
  }

  /** Sorted set: the jobs that have events for an endpoint, by when the oldest is due. */
  String hookDue(String endpoint) {
    return prefix + "hook_due:" + endpoint;
  }

  /** Hash: how an endpoint has failed, and until when it is closed. */
  String hookBreaker(String endpoint) {
    return prefix + "hook_breaker:" + endpoint;
  }

  /** Hash: which agent delivers for a job. */
  String hookClaims() {
    return prefix + "hook_claims";
  }

  /** Hash: how the oldest event of a job has failed so far. */
  String hookState(String job) {
    return prefix + "hook_state:" + job;
  }

  /** String: how many events wait. */
  String hookPending() {
    return prefix + "hook_pending";
  }

  /** List: where an agent that waits is woken. */
  String hookWake() {
    return prefix + "hook_wake";
  }

  /** Sorted set: the ids of events that were given up, by the millisecond of that. */
  String hookDead() {
    return prefix + "hook_dead";
  }

  /** Hash: the events that were given up, by their ids. */
  String hookDeadEvents() {
    return prefix + "hook_dead_events";
  }

  /** Sorted set: events that nodes of the other kind could not deliver. */
  String foreignHookEvents() {
    return prefix + "hook_events";
  }

  /** Stream: what happens to jobs, while somebody follows and some minutes longer. */
  String events() {
    return prefix + "events";
  }

  /** String: present while somebody follows what happens to jobs, and some minutes longer. */
  String eventsWanted() {
    return prefix + "events_wanted";
  }

  /** String: which node migrates the data of earlier releases. */
  String migrationLock() {
    return prefix + "migration_lock";
  }

  /** String: the version of the layout. */
  public String schemaVersion() {
    return prefix + "_schema_version";
  }
}
