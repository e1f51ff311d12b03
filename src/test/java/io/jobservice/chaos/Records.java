package io.jobservice.chaos;

import io.jobservice.model.JobStats;
import io.jobservice.testing.RedisProbe;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** Reads a whole namespace. */
final class Records {

  private static final int SCAN_COUNT = 1000;

  private Records() {}

  /** All keys, without the prefix. */
  static Set<String> keys(RedisProbe probe) {
    Set<String> keys = new TreeSet<>();
    String prefix = probe.key("");
    ScanParams params = new ScanParams().match(prefix + "*").count(SCAN_COUNT);
    String cursor = ScanParams.SCAN_POINTER_START;
    do {
      ScanResult<String> found = probe.redis().scan(cursor, params);
      found.getResult().forEach(key -> keys.add(key.substring(prefix.length())));
      cursor = found.getCursor();
    } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
    return keys;
  }

  /** The records of all jobs, by id. */
  static Map<String, JobStats> jobs(RedisProbe probe) {
    Map<String, Response<Map<String, String>>> replies = new HashMap<>();
    try (AbstractPipeline pipeline = probe.redis().pipelined()) {
      for (String key : keys(probe)) {
        if (key.startsWith("job_stats:")) {
          replies.put(key.substring("job_stats:".length()), pipeline.hgetAll(probe.key(key)));
        }
      }
    }
    Map<String, JobStats> jobs = new HashMap<>();
    replies.forEach((id, reply) -> jobs.put(id, JobStats.of(reply.get())));
    return jobs;
  }
}
