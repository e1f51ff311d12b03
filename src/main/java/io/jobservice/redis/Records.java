package io.jobservice.redis;

import io.jobservice.model.JobStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/** Reads the records of several jobs in one round trip. */
final class Records {

  private Records() {}

  /** Those that there are, in the order of the ids. */
  static List<JobStats> read(Redis redis, List<String> ids, Duration patience) {
    return all(redis, ids, patience).stream()
        .filter(fields -> !fields.isEmpty())
        .map(JobStats::of)
        .toList();
  }

  /** Those that there are, by the ids. */
  static Map<String, JobStats> byId(Redis redis, List<String> ids, Duration patience) {
    List<Map<String, String>> records = all(redis, ids, patience);
    Map<String, JobStats> byId = new HashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      if (!records.get(i).isEmpty()) {
        byId.put(ids.get(i), JobStats.of(records.get(i)));
      }
    }
    return byId;
  }

  private static List<Map<String, String>> all(Redis redis, List<String> ids, Duration patience) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return redis.readPatiently(
        jedis -> {
          List<Response<Map<String, String>>> records = new ArrayList<>();
          try (AbstractPipeline pipeline = jedis.pipelined()) {
            ids.forEach(id -> records.add(pipeline.hgetAll(redis.keys().stats(id))));
          }
          return records.stream()
              .map(reply -> Replies.orElse(reply, Map.<String, String>of()))
              .toList();
        },
        patience);
  }
}
