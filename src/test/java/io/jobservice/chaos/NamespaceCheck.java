package io.jobservice.chaos;

import io.jobservice.model.JobStats;
import io.jobservice.testing.RedisProbe;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.RedisClient;

/**
 * What a namespace may hold when all jobs are done: their records, the nodes that live, counters at
 * zero; and of everything else only what expires.
 */
final class NamespaceCheck {

  /** Keys that stay for good, whatever they hold. */
  private static final Pattern LASTING =
      Pattern.compile(
          "known_jobs|_schema_version|last_periodic_enqueue_h|jobs:[^:]+:max_concurrency|hook_wake");

  /** Keys of work that is not done. */
  private static final Pattern WORK =
      Pattern.compile(
          "jobs:[^:]+|jobs:[^:]+:[0-9a-f]+:inprogress|scheduled|retry|job_track:inprogress"
              + "|claim:.*|claim_holder:.*|unique:.*|hooks:.*|hook_(?:due|state):.*"
              + "|hook_(?:endpoints|claims|jobs|pending|dead|dead_events)",
          Pattern.DOTALL);

  private static final Pattern LOCK = Pattern.compile("jobs:[^:]+:lock");
  private static final Pattern LOCK_INFO = Pattern.compile("jobs:[^:]+:lock_info");
  private static final Pattern OF_A_POOL =
      Pattern.compile("(?:worker_pools|pool_types|type_facts|wake):([0-9a-f]+)");

  private final RedisProbe probe;
  private final RedisClient redis;
  private final Set<String> pools;
  private final List<String> violations = new ArrayList<>();

  private NamespaceCheck(RedisProbe probe) {
    this.probe = probe;
    this.redis = probe.redis();
    this.pools = redis.smembers(probe.key("worker_pools"));
  }

  /**
   * What is wrong.
   *
   * @param probe looks at the namespace
   * @param jobs all its jobs
   * @param pids the processes of the nodes that live
   */
  static List<String> violations(RedisProbe probe, Map<String, JobStats> jobs, List<Long> pids) {
    NamespaceCheck check = new NamespaceCheck(probe);
    check.pools(pids);
    check.dead(jobs);
    check.index(jobs);
    Records.keys(probe).forEach(check::key);
    return check.violations;
  }

  private void pools(List<Long> pids) {
    List<String> found = new ArrayList<>();
    for (String pool : pools) {
      found.add(redis.hget(probe.key("worker_pools:" + pool), "pid"));
    }
    List<String> living = pids.stream().map(String::valueOf).toList();
    if (found.size() != living.size() || !new HashSet<>(found).equals(new HashSet<>(living))) {
      violations.add("the pools are of the processes " + found + ", but " + living + " live");
    }
  }

  private void dead(Map<String, JobStats> jobs) {
    Set<String> expected = new TreeSet<>();
    jobs.forEach(
        (id, stats) -> {
          if (stats.text("status").equals("Error")) {
            expected.add(id);
          }
        });
    List<String> found = new ArrayList<>();
    Pattern id = Pattern.compile("\"id\":\"([0-9a-f]+)\"");
    for (String entry : redis.zrange(probe.key("dead"), 0, -1)) {
      Matcher matcher = id.matcher(entry);
      found.add(matcher.find() ? matcher.group(1) : entry);
    }
    if (!found.stream().sorted().toList().equals(List.copyOf(expected))) {
      violations.add("dead holds " + found + ", but " + expected + " have failed");
    }
  }

  private void index(Map<String, JobStats> jobs) {
    Set<String> found = new TreeSet<>(redis.zrange(probe.key("job_index"), 0, -1));
    if (!found.equals(new TreeSet<>(jobs.keySet()))) {
      violations.add("the index has " + found.size() + " jobs, but records " + jobs.size());
    }
  }

  private void key(String key) {
    Matcher pool = OF_A_POOL.matcher(key);
    if (WORK.matcher(key).matches()) {
      violations.add("work is left in " + key);
    } else if (LOCK.matcher(key).matches()) {
      expectZero(key, redis.get(probe.key(key)));
    } else if (LOCK_INFO.matcher(key).matches()) {
      redis.hgetAll(probe.key(key)).forEach((field, value) -> counter(key, field, value));
    } else if (key.equals("waiting_pools")) {
      redis.smembers(probe.key(key)).forEach(waiting -> expectLiving(key, waiting));
    } else if (pool.matches() && pools.contains(pool.group(1))) {
      return;
    } else if (!isLasting(key) && redis.ttl(probe.key(key)) == -1) {
      violations.add("nobody owns " + key + ", and it does not expire");
    }
  }

  private static boolean isLasting(String key) {
    return LASTING.matcher(key).matches()
        || Set.of("worker_pools", "dead", "job_index").contains(key);
  }

  private void counter(String key, String pool, String value) {
    expectLiving(key, pool);
    expectZero(key + " of " + pool, value);
  }

  private void expectZero(String what, String value) {
    if (!"0".equals(value)) {
      violations.add(what + " is " + value);
    }
  }

  private void expectLiving(String key, String pool) {
    if (!pools.contains(pool)) {
      violations.add(key + " has the pool " + pool + ", which is gone");
    }
  }
}
