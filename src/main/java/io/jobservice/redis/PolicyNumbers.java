package io.jobservice.redis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.params.ZRangeParams;
import redis.clients.jedis.resps.Tuple;

/**
 * Releases before 1.8 noted the numbers of their policies in a sorted set of ids, kept nothing but
 * the number with the policy itself, and called its hook otherwise. Each id is taken from that set
 * when its policy has its fields.
 */
final class PolicyNumbers implements Migration {

  private static final Logger LOG = LoggerFactory.getLogger(PolicyNumbers.class);

  private final Redis redis;

  PolicyNumbers(Redis redis) {
    this.redis = redis;
  }

  @Override
  public boolean step(String holder) {
    List<Tuple> first = redis.read(j -> j.zrangeWithScores(redis.keys().oldPolicyNumbers(), 0, 0));
    if (first.isEmpty()) {
      return false;
    }
    String id = first.get(0).getElement();
    long number = (long) first.get(0).getScore();
    String stats = redis.keys().stats(id);
    Map<String, String> record = redis.read(jedis -> jedis.hgetAll(stats));
    Optional<OldPolicy> policy = policy(id, first.get(0).getScore(), record);
    if (policy.isEmpty()) {
      LOG.info("policy {}: number {} is in force no more", id, number);
    }
    String hook = record.getOrDefault("web_hook_url", "");
    String shown = hook.isEmpty() ? record.getOrDefault("status_hook", "") : hook;
    Arguments args = new Arguments().add(holder).add(id).add(number);
    if (policy.isPresent()) {
      args.add(policy.get().bytes().raw()).add(policy.get().identified(id, shown));
    } else {
      args.add("").add("");
    }
    redis.run("identify", stats, args.list());
    return true;
  }

  /** What has the number; of several what fits the record best, and is not another one's. */
  private Optional<OldPolicy> policy(String id, double number, Map<String, String> record) {
    byte[] set = Redis.bytes(redis.keys().sharedPolicies());
    List<OldPolicy> found =
        redis
            .read(jedis -> jedis.zrange(set, ZRangeParams.zrangeByScoreParams(number, number)))
            .stream()
            .flatMap(bytes -> OldPolicy.of(bytes).stream())
            .filter(policy -> policy.text("id").isEmpty() || policy.text("id").equals(id))
            .toList();
    return found.stream()
        .filter(policy -> policy.text("id").equals(id) || fits(policy, record))
        .findFirst()
        .or(() -> found.stream().findFirst());
  }

  private static boolean fits(OldPolicy policy, Map<String, String> record) {
    return policy.text("job_name").equals(record.get("name"))
        && policy.text("cron_spec").equals(record.get("cron_spec"));
  }
}
