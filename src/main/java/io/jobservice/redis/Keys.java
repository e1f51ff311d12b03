package io.jobservice.redis;

import java.util.Objects;

/**
 * The registry of all keys of a namespace. Every name begins with the braced prefix, so that a
 * Cluster keeps them in one slot. The Lua scripts build the same names from the prefix.
 *
 * <p>Beside the layout's keys ours are: {@code claim:<NAME>:<ARGS>} (the holder of a uniqueness
 * claim, lives as long as the claim), {@code waiting_pools} (set of pools that wait for work; a
 * pool is removed when it is woken, leaves or is reaped), {@code pool_types:<POOL>} (set of the
 * types that a pool registers, 60 s, renewed by its beat), {@code wake:<POOL>} (list that a waiting
 * pool blocks on, 60 s), {@code tombstone:<POOL>} (a pool that was reaped, 24 h) and the channel
 * {@code control}.
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

  /** Set: the job types ever registered or submitted. */
  public String knownJobs() {
    return prefix + "known_jobs";
  }

  /** List: where a waiting pool is woken. */
  public String wake(String pool) {
    return prefix + "wake:" + pool;
  }

  /** Channel: what running jobs are told. */
  public String control() {
    return prefix + "control";
  }

  /** Sorted set: jobs given up, by the second of their death. */
  public String dead() {
    return prefix + "dead";
  }

  /** String: the version of the layout. */
  public String schemaVersion() {
    return prefix + "_schema_version";
  }
}
