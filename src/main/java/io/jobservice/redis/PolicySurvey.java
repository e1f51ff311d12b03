package io.jobservice.redis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.model.GoJson;
import io.jobservice.model.JobName;
import io.jobservice.model.StrictJson;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.resps.Tuple;

/**
 * Finds out which policies the other kind of node has put into the layout's set, and which it has
 * taken from there. It tells nobody; but a policy comes with the executions of some minutes. Safe
 * to share.
 */
final class PolicySurvey {

  private static final Logger LOG = LoggerFactory.getLogger(PolicySurvey.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration LONGEST_REST = Duration.ofMinutes(10);
  private static final int POLICIES_A_CALL = 200;

  /** What has an {@code @} in it is an execution. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

  private final Redis redis;
  private final AtomicReference<Seen> seen = new AtomicReference<>(new Seen("", 0));

  private record Seen(String fingerprint, long nanos) {}

  private record Found(String id, String json, String number, Map<String, String> stats) {}

  PolicySurvey(Redis redis) {
    this.redis = redis;
  }

  /** Whether the set may have changed since the last time. */
  boolean isDue(String fingerprint) {
    Seen last = seen.get();
    return !last.fingerprint.equals(fingerprint)
        || redis.clock().monotonicNanos() - last.nanos > LONGEST_REST.toNanos();
  }

  /** Looks, and takes note. */
  void run(String fingerprint) {
    Keys keys = redis.keys();
    List<Tuple> shared =
        redis.readPatiently(
            jedis -> jedis.zrangeWithScores(keys.sharedPolicies(), 0, -1), PATIENCE);
    Set<String> known =
        new HashSet<>(redis.readPatiently(jedis -> jedis.zrange(keys.policies(), 0, -1), PATIENCE));
    Set<String> gone = new HashSet<>(known);
    gone.removeAll(redis.readPatiently(jedis -> jedis.smembers(keys.ownPolicies()), PATIENCE));
    List<Found> fresh = new ArrayList<>();
    for (Tuple member : shared) {
      Optional<Found> found = read(member);
      found.ifPresent(policy -> gone.remove(policy.id));
      found.filter(policy -> !known.contains(policy.id)).ifPresent(fresh::add);
    }
    note(List.copyOf(gone), fresh);
    seen.set(new Seen(fingerprint, redis.clock().monotonicNanos()));
  }

  private void note(List<String> gone, List<Found> fresh) {
    int from = 0;
    do {
      List<String> some = part(gone, from);
      Arguments args = new Arguments().add(some.size());
      some.forEach(args::add);
      for (Found policy : part(fresh, from)) {
        args.add(policy.id).add(policy.json).add(policy.number);
        args.add(policy.stats.size() * 2L).add(policy.stats);
      }
      if (args.list().size() > 1) {
        redis.runPatiently("adoptpolicies", redis.keys().sharedPolicies(), args.list(), PATIENCE);
      }
      from += POLICIES_A_CALL;
    } while (from < Math.max(gone.size(), fresh.size()));
  }

  private static <T> List<T> part(List<T> list, int from) {
    return list.subList(Math.min(from, list.size()), Math.min(from + POLICIES_A_CALL, list.size()));
  }

  /** What is no policy stays where it is: another version of the service may know better. */
  private Optional<Found> read(Tuple member) {
    String number = Long.toString((long) member.getScore());
    try {
      byte[] json = member.getElement().getBytes(StandardCharsets.UTF_8);
      if (StrictJson.parse(json) instanceof ObjectNode policy
          && ID.matcher(policy.path("id").asText("")).matches()
          && JobName.isValid(policy.path("job_name").asText(""))) {
        String id = policy.path("id").asText();
        return Optional.of(new Found(id, member.getElement(), number, stats(policy, id, number)));
      }
    } catch (JsonSyntaxException e) {
      LOG.trace("no JSON among the policies: {}", e.getMessage());
    }
    LOG.debug("number {}: what is among the policies has no id or no job_name", number);
    return Optional.empty();
  }

  /** The record of one that has none. */
  private Map<String, String> stats(ObjectNode policy, String id, String number) {
    String now = Long.toString(redis.clock().seconds());
    // The other kind numbers a policy by the second of its submission.
    boolean isSecond = Long.parseLong(number) > 0 && number.length() <= now.length();
    Map<String, String> stats = new LinkedHashMap<>();
    stats.put("id", id);
    stats.put("name", policy.path("job_name").asText());
    stats.put("kind", "Periodic");
    stats.put("unique", "0");
    stats.put("status", "Scheduled");
    stats.put("ref_link", "/api/v1/jobs/" + id);
    stats.put("enqueue_time", isSecond ? number : now);
    stats.put("run_at", "0");
    stats.put("cron_spec", policy.path("cron_spec").asText(""));
    stats.put("web_hook_url", policy.path("web_hook_url").asText(""));
    stats.put("numeric_policy_id", number);
    if (policy.path("job_params") instanceof ObjectNode parameters && !parameters.isEmpty()) {
      stats.put("parameters", GoJson.exact(parameters));
    }
    stats.put("update_time", now);
    stats.put("revision", now);
    return stats;
  }
}
