package io.jobservice.redis;

import io.jobservice.model.JobEntry;
import io.jobservice.model.ScheduledPage;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.resps.Tuple;

/**
 * The jobs that wait for their time, which lie in two sets: those that nodes of both kinds move,
 * and executions that ours alone do. A page of both together is found without reading those before
 * it.
 */
final class ScheduledJobs {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduledJobs.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Redis redis;
  private final String both;
  private final String own;

  ScheduledJobs(Redis redis) {
    this.redis = redis;
    this.both = redis.keys().scheduled();
    this.own = redis.keys().scheduledOwn();
  }

  /** See {@link IndexStore#scheduled}. */
  ScheduledPage page(long from, int size) {
    return redis.readPatiently(
        jedis -> {
          long total = jedis.zcard(both) + jedis.zcard(own);
          return new ScheduledPage(
              Records.read(redis, ids(entries(jedis, from, size)), PATIENCE), total);
        },
        PATIENCE);
  }

  private List<Tuple> entries(RedisClient jedis, long from, int size) {
    long ofOwn = ofOwnBefore(jedis, from);
    long ofBoth = from - ofOwn;
    return Stream.concat(
            jedis.zrangeWithScores(own, ofOwn, ofOwn + size - 1).stream(),
            jedis.zrangeWithScores(both, ofBoth, ofBoth + size - 1).stream())
        .sorted(Comparator.comparingDouble(Tuple::getScore))
        .limit(size)
        .toList();
  }

  /** How many of our own executions are among the first jobs; of one second they come first. */
  private long ofOwnBefore(RedisClient jedis, long first) {
    long least = Math.max(0, first - jedis.zcard(both));
    long most = Math.min(first, jedis.zcard(own));
    while (least < most) {
      long some = least + (most - least) / 2;
      if (second(jedis, own, some) <= second(jedis, both, first - some - 1)) {
        least = some + 1;
      } else {
        most = some;
      }
    }
    return least;
  }

  private static double second(RedisClient jedis, String set, long at) {
    List<Tuple> one = jedis.zrangeWithScores(set, at, at);
    return one.isEmpty() ? Double.POSITIVE_INFINITY : one.get(0).getScore();
  }

  private static List<String> ids(List<Tuple> entries) {
    List<String> ids = new ArrayList<>();
    for (Tuple entry : entries) {
      try {
        ids.add(JobEntry.parse(entry.getElement().getBytes(StandardCharsets.UTF_8)).statsId());
      } catch (JsonSyntaxException e) {
        LOG.trace("what is no job is not listed: {}", e.getMessage());
      }
    }
    return ids;
  }
}
