package io.jobservice.redis;

import io.jobservice.model.PoolHeartbeat;
import io.jobservice.model.RateLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/** The pools of a namespace: membership, heartbeats, reaping. Safe to share. */
public final class PoolStore {

  private static final int ENTRIES_A_STEP = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Redis redis;
  private final Retention retention;

  /**
   * The pools of a namespace.
   *
   * @param redis where they are
   * @param retention how long records are kept
   */
  public PoolStore(Redis redis, Retention retention) {
    this.redis = redis;
    this.retention = retention;
  }

  /**
   * How the jobs of a type are started.
   *
   * @param limit how many may run at once over all pools, 0 for no limit
   * @param weight how often the type is drawn against others that have work, 1 or more
   * @param rate how many may start in a time over all pools
   * @param facts what people may read of the type, a JSON object; empty for nothing
   */
  public record TypeRules(int limit, int weight, Optional<RateLimit> rate, String facts) {

    /**
     * Rules of a type of which nothing is told.
     *
     * @param limit how many may run at once over all pools, 0 for no limit
     * @param weight how often the type is drawn against others that have work, 1 or more
     * @param rate how many may start in a time over all pools
     */
    public TypeRules(int limit, int weight, Optional<RateLimit> rate) {
      this(limit, weight, rate, "");
    }

    /** What the fetch reads: weight, permits and seconds, the latter 0 without a rate limit. */
    String draw() {
      return weight
          + " "
          + rate.map(RateLimit::permits).orElse(0)
          + " "
          + rate.map(limited -> limited.per().toSeconds()).orElse(0L);
    }
  }

  /** What a beat brought back. */
  public sealed interface Beat {
    /**
     * The pool lives.
     *
     * @param told what Redis says of each job asked for, by the id of its stats
     */
    record Alive(Map<String, Told> told) implements Beat {}

    /** A reaper took the pool for dead, and its jobs are back on their queues. */
    record Reaped() implements Beat {}

    /** Redis does not know the pool: it lost data, or the pool was silent for long. */
    record Lost() implements Beat {}
  }

  /**
   * What Redis says of a running job.
   *
   * @param status the stored status, empty when there is no record
   * @param opCommand the stored command, empty when there is none
   * @param pool whose attempt it is
   * @param attempt the number of the attempt
   */
  public record Told(String status, String opCommand, String pool, String attempt) {}

  /** What came of reaping. */
  public enum Reaped {
    /** The pool has beaten meanwhile. */
    ALIVE,
    /** It is gone. */
    DONE
  }

  /**
   * What a worker runs.
   *
   * @param worker the worker
   * @param attempt its job
   * @param startedAt epoch seconds
   * @param checkIn the last check-in, empty if there was none
   * @param checkInAt epoch seconds of it, 0 if there was none
   */
  public record Observation(
      String worker, Attempt attempt, long startedAt, String checkIn, long checkInAt) {}

  /**
   * Makes a pool known, before its first fetch.
   *
   * @param pool the pool
   * @param heartbeat all fields of its first beat
   * @param types its types, by name
   */
  public void join(String pool, Map<String, String> heartbeat, Map<String, TypeRules> types) {
    Arguments args = new Arguments().add(pool).add(heartbeat.size() * 2L).add(heartbeat);
    types.forEach(
        (type, rules) -> args.add(type).add(rules.limit()).add(rules.draw()).add(rules.facts()));
    redis.run("join", redis.keys().heartbeat(pool), args.list());
  }

  /**
   * Sets the clock anew by Redis' time.
   *
   * @throws RedisUnavailableException if Redis does not answer
   */
  public void measureClock() {
    redis.measureClock();
  }

  /**
   * Beats.
   *
   * @param pool the pool
   * @param heartbeat all fields
   * @param running the ids of the stats of what it runs
   */
  public Beat beat(String pool, Map<String, String> heartbeat, List<String> running) {
    Arguments args = new Arguments().add(pool).add(heartbeat.size() * 2L).add(heartbeat);
    running.forEach(args::add);
    List<String> reply =
        Replies.texts(redis.run("beat", redis.keys().heartbeat(pool), args.list()));
    return switch (reply.get(0)) {
      case "REAPED" -> new Beat.Reaped();
      case "LOST" -> new Beat.Lost();
      default -> new Beat.Alive(told(running, reply));
    };
  }

  private static Map<String, Told> told(List<String> running, List<String> reply) {
    Map<String, Told> told = new HashMap<>();
    int at = 1;
    for (String id : running) {
      told.put(
          id, new Told(reply.get(at), reply.get(at + 1), reply.get(at + 2), reply.get(at + 3)));
      at += 4;
    }
    return told;
  }

  /**
   * Leaves, once nothing is in progress any more.
   *
   * @param pool the pool
   * @param types its types
   * @return whether it left; if not, a reaper will see to what it still has
   */
  public boolean leave(String pool, Set<String> types) {
    Arguments args = new Arguments().add(pool);
    types.forEach(args::add);
    return Replies.text(redis.run("leave", redis.keys().heartbeat(pool), args.list())).equals("1");
  }

  /** All pools in the set, with their heartbeats. */
  public List<PoolHeartbeat> list() {
    return redis.readPatiently(
        jedis -> {
          Set<String> ids = new TreeSet<>(jedis.smembers(redis.keys().pools()));
          Map<String, Response<Map<String, String>>> replies = new HashMap<>();
          try (AbstractPipeline pipeline = jedis.pipelined()) {
            ids.forEach(id -> replies.put(id, pipeline.hgetAll(redis.keys().heartbeat(id))));
          }
          List<PoolHeartbeat> pools = new ArrayList<>();
          ids.forEach(id -> pools.add(new PoolHeartbeat(id, replies.get(id).get())));
          return pools;
        },
        PATIENCE);
  }

  /**
   * Puts back what a dead pool had in progress, and forgets the pool.
   *
   * @param dead the pool as it was seen last; it is left alone if it has beaten since
   */
  public Reaped reap(PoolHeartbeat dead) {
    Arguments args =
        new Arguments()
            .add(dead.id())
            .add(dead.beat())
            .add(ENTRIES_A_STEP)
            .add(retention.stopped().toSeconds())
            .add(retention.error().toSeconds());
    while (true) {
      Object reply = redis.run("reap", redis.keys().heartbeat(dead.id()), args.list());
      switch (Replies.texts(reply).get(0)) {
        case "ALIVE" -> {
          return Reaped.ALIVE;
        }
        case "DONE" -> {
          return Reaped.DONE;
        }
        default -> {}
      }
    }
  }

  /**
   * Shows what workers run.
   *
   * @param pool their pool
   * @param idle the workers that run nothing any more
   * @param busy what the others run
   */
  public void observe(String pool, List<String> idle, List<Observation> busy) {
    Arguments args = new Arguments().add(idle.size());
    idle.forEach(args::add);
    for (Observation seen : busy) {
      args.add(seen.worker())
          .add(seen.attempt().entry().name())
          .add(seen.attempt().id())
          .add(seen.startedAt())
          .add(seen.attempt().entry().argsJson())
          .add(seen.checkIn())
          .add(seen.checkInAt());
    }
    redis.run("observe", redis.keys().heartbeat(pool), args.list());
  }
}
