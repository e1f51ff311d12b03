package io.jobservice.redis;

import io.jobservice.model.JobState;
import io.jobservice.model.JobStats;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/** Reads the states of many jobs, and nothing else of them. Safe to share. */
public final class JobStates {

  private static final int AT_ONCE = 500;
  private static final String[] FIELDS = JobState.FIELDS.toArray(String[]::new);

  private final Redis redis;

  /**
   * The jobs of a namespace.
   *
   * @param redis where they are
   */
  public JobStates(Redis redis) {
    this.redis = redis;
  }

  /**
   * The states of some jobs, in a round trip for some hundred of them.
   *
   * @param ids any texts
   * @return the state of each that there is
   * @throws RedisUnavailableException if Redis does not answer
   */
  public Map<String, JobState> read(Collection<String> ids) {
    List<String> all = List.copyOf(ids);
    Map<String, JobState> states = new HashMap<>();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      read(all.subList(from, Math.min(all.size(), from + AT_ONCE)), states);
    }
    return states;
  }

  private void read(List<String> ids, Map<String, JobState> states) {
    List<Response<List<String>>> replies = new ArrayList<>();
    redis.read(
        jedis -> {
          replies.clear();
          try (AbstractPipeline pipeline = jedis.pipelined()) {
            ids.forEach(id -> replies.add(pipeline.hmget(redis.keys().stats(id), FIELDS)));
          }
          return null;
        });
    for (int i = 0; i < ids.size(); i++) {
      List<String> values = Replies.orElse(replies.get(i), List.of());
      Map<String, String> found = new HashMap<>();
      for (int field = 0; field < values.size(); field++) {
        if (values.get(field) != null) {
          found.put(FIELDS[field], values.get(field));
        }
      }
      if (!found.isEmpty()) {
        states.put(ids.get(i), JobState.of(JobStats.of(found)));
      }
    }
  }
}
