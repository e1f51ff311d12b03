package io.jobservice.redis;

import io.jobservice.model.JobEntry;
import io.jobservice.model.QueueState;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;

/**
 * What there is to say of queues, read in pipelines of many types. A key that holds something else
 * than it should counts as empty. Safe to share.
 */
public final class QueueOverview {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int TYPES_A_PIPELINE = 250;

  /** Attempts are counted in buckets of ten seconds; the one that is being filled is left out. */
  private static final int BUCKET_SECONDS = 10;

  private static final int BUCKETS = 6;

  private final Redis redis;

  /**
   * The queues of a namespace.
   *
   * @param redis where they are
   */
  public QueueOverview(Redis redis) {
    this.redis = redis;
  }

  /** The types ever registered or submitted. */
  public Set<String> knownTypes() {
    return redis.readPatiently(jedis -> jedis.smembers(redis.keys().knownJobs()), PATIENCE);
  }

  /**
   * Whether a type was ever registered or submitted.
   *
   * @param type any text
   */
  public boolean isKnown(String type) {
    return redis.readPatiently(jedis -> jedis.sismember(redis.keys().knownJobs(), type), PATIENCE);
  }

  /**
   * The states of queues.
   *
   * @param pools how many living pools register each type that is asked for
   * @return the states, in the order of the types
   */
  public List<QueueState> states(Map<String, Integer> pools) {
    return inPieces(pools.keySet(), (types, jedis) -> states(types, pools, jedis));
  }

  private List<QueueState> states(
      List<String> types, Map<String, Integer> pools, RedisClient jedis) {
    Keys keys = redis.keys();
    List<Response<Long>> depths = new ArrayList<>();
    List<Response<byte[]>> oldest = new ArrayList<>();
    List<Response<List<String>>> rules = new ArrayList<>();
    List<Response<List<String>>> ended = new ArrayList<>();
    long now = redis.clock().seconds() / BUCKET_SECONDS;
    try (AbstractPipeline pipeline = jedis.pipelined()) {
      for (String type : types) {
        depths.add(pipeline.llen(keys.queue(type)));
        oldest.add(pipeline.lindex(Redis.bytes(keys.queue(type)), -1));
        rules.add(pipeline.mget(keys.lock(type), keys.maxConcurrency(type), keys.paused(type)));
      }
      for (long bucket = now - BUCKETS; bucket < now; bucket++) {
        ended.add(pipeline.hmget(keys.ended(bucket), types.toArray(String[]::new)));
      }
    }
    List<QueueState> states = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      List<String> rule = rules.get(i).get();
      states.add(
          new QueueState(
              types.get(i),
              Replies.orElse(depths.get(i), 0L),
              enqueuedAt(Replies.orElse(oldest.get(i), null)),
              number(rule.get(0)),
              number(rule.get(1)),
              rule.get(2) != null,
              rate(ended, i),
              pools.get(types.get(i))));
    }
    return states;
  }

  private static OptionalLong enqueuedAt(byte[] entry) {
    try {
      long second = entry == null ? 0 : JobEntry.parse(entry).enqueuedAt();
      return second > 0 ? OptionalLong.of(second) : OptionalLong.empty();
    } catch (JsonSyntaxException e) {
      return OptionalLong.empty();
    }
  }

  private static double rate(List<Response<List<String>>> ended, int type) {
    long attempts = 0;
    for (Response<List<String>> bucket : ended) {
      List<String> counts = Replies.orElse(bucket, null);
      attempts += counts == null ? 0 : number(counts.get(type));
    }
    return Math.rint(attempts * 100.0 / (BUCKETS * BUCKET_SECONDS)) / 100;
  }

  /**
   * How many jobs each pool runs, as the counters of the layout have it.
   *
   * @param types the types to look at
   * @return the numbers by the id of the pool; one that runs nothing may be missing
   */
  public Map<String, Long> busy(Set<String> types) {
    List<Map<String, String>> counters =
        inPieces(
            types,
            (some, jedis) -> {
              List<Response<Map<String, String>>> replies = new ArrayList<>();
              try (AbstractPipeline pipeline = jedis.pipelined()) {
                some.forEach(type -> replies.add(pipeline.hgetAll(redis.keys().lockInfo(type))));
              }
              return replies.stream().map(reply -> Replies.orElse(reply, Map.of())).toList();
            });
    Map<String, Long> busy = new HashMap<>();
    for (Map<String, String> counter : counters) {
      counter.forEach((pool, number) -> busy.merge(pool, number(number), Long::sum));
    }
    return busy;
  }

  /** Reads something of each of some types. */
  private interface Reading<T> {
    List<T> read(List<String> types, RedisClient jedis);
  }

  private <T> List<T> inPieces(Set<String> types, Reading<T> reading) {
    List<String> all = List.copyOf(types);
    List<T> read = new ArrayList<>(all.size());
    for (int from = 0; from < all.size(); from += TYPES_A_PIPELINE) {
      List<String> some = all.subList(from, Math.min(all.size(), from + TYPES_A_PIPELINE));
      Function<RedisClient, List<T>> piece = jedis -> reading.read(some, jedis);
      read.addAll(redis.readPatiently(piece, PATIENCE));
    }
    return read;
  }

  /** Counters that other nodes let fall below zero count as that. */
  private static long number(String text) {
    try {
      return text == null ? 0 : Math.max(0, Long.parseLong(text));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
