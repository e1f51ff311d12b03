package io.jobservice.redis;

import io.jobservice.model.JobStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/** Tells which jobs run, wherever that is. Safe to share. */
public final class RunningStatus {

  private final Redis redis;

  /**
   * The jobs of a namespace.
   *
   * @param redis where they are
   */
  public RunningStatus(Redis redis) {
    this.redis = redis;
  }

  /**
   * Those of some jobs that run now, in one round trip.
   *
   * @param ids some hundred ids, any texts
   * @throws RedisUnavailableException if Redis does not answer
   */
  public Set<String> of(Collection<String> ids) {
    List<String> asked = List.copyOf(ids);
    List<Response<String>> replies = new ArrayList<>();
    redis.read(
        jedis -> {
          replies.clear();
          try (AbstractPipeline pipeline = jedis.pipelined()) {
            asked.forEach(id -> replies.add(pipeline.hget(redis.keys().stats(id), "status")));
          }
          return null;
        });
    Set<String> running = new HashSet<>();
    for (int i = 0; i < replies.size(); i++) {
      if (JobStatus.RUNNING.text().equals(Replies.orElse(replies.get(i), ""))) {
        running.add(asked.get(i));
      }
    }
    return running;
  }
}
