package io.jobservice.testing;

import java.util.Map;
import redis.clients.jedis.AbstractPipeline;

/** Writes records of jobs and their places in the time index, as if they had been submitted. */
public final class IndexedRecords {

  private IndexedRecords() {}

  /** Writes one, whose place is an epoch microsecond. */
  public static void write(RedisProbe probe, String id, long place, Map<String, String> fields) {
    probe.redis().hset(probe.key("job_stats:" + id), fields);
    writePlace(probe, id, place);
  }

  /** Writes the place alone, of a job that has no record. */
  public static void writePlace(RedisProbe probe, String id, long place) {
    probe.redis().zadd(probe.key("job_index"), (double) place, id);
  }

  /** Writes many of a type that have succeeded, newer than what is submitted today. */
  public static void writeNewer(RedisProbe probe, String type, int count) {
    long place = 8_000_000_000_000_000L;
    try (AbstractPipeline pipeline = probe.redis().pipelined()) {
      for (int i = 0; i < count; i++) {
        String id = type + "-" + i;
        pipeline.hset(
            probe.key("job_stats:" + id),
            Map.of("id", id, "name", type, "kind", "Generic", "status", "Success"));
        pipeline.zadd(probe.key("job_index"), (double) (place + i), id);
      }
    }
  }
}
