package io.jobservice.redis;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.params.ZRangeParams;

/**
 * Releases before 1.8 could leave several policies of some types that do the same, since each
 * change of a schedule made a new one. The newest of each stays.
 */
final class PolicyDuplicates implements Migration {

  private static final Logger LOG = LoggerFactory.getLogger(PolicyDuplicates.class);
  private static final Set<String> TYPES = Set.of("IMAGE_GC", "IMAGE_SCAN_ALL", "IMAGE_REPLICATE");

  private final Redis redis;
  private final Duration retention;
  private final Deque<Duplicate> pending = new ArrayDeque<>();

  PolicyDuplicates(Redis redis, Duration retention) {
    this.redis = redis;
    this.retention = retention;
  }

  private record Duplicate(OldPolicy policy, OldPolicy newer) {}

  @Override
  public boolean step(String holder) {
    if (pending.isEmpty()) {
      pending.addAll(duplicates());
    }
    if (pending.isEmpty()) {
      return false;
    }
    Duplicate duplicate = pending.remove();
    OldPolicy policy = duplicate.policy();
    OldPolicy newer = duplicate.newer();
    Arguments args =
        new Arguments()
            .add(holder)
            .add(policy.bytes().raw())
            .add(newer.bytes().raw())
            .add(policy.text("id"))
            .add(newer.text("id"))
            .add(retention.toSeconds());
    String reply =
        Replies.text(redis.run("deduplicate", redis.keys().sharedPolicies(), args.list()));
    if (reply.equals("1")) {
      LOG.info("policy {}: removed, since {} does the same", policy.text("id"), newer.text("id"));
    }
    return true;
  }

  private List<Duplicate> duplicates() {
    byte[] set = Redis.bytes(redis.keys().sharedPolicies());
    List<byte[]> newestFirst =
        redis.read(jedis -> jedis.zrange(set, ZRangeParams.zrangeParams(0, -1).rev()));
    Map<String, OldPolicy> newest = new HashMap<>();
    List<Duplicate> duplicates = new ArrayList<>();
    for (byte[] bytes : newestFirst) {
      OldPolicy.of(bytes)
          .filter(policy -> TYPES.contains(policy.text("job_name")))
          .ifPresent(
              policy -> {
                String key = policy.text("job_name") + " " + policy.parameters();
                OldPolicy newer = newest.putIfAbsent(key, policy);
                if (newer != null) {
                  duplicates.add(new Duplicate(policy, newer));
                }
              });
    }
    return duplicates;
  }
}
