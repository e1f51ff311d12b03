package io.jobservice.redis;

import io.jobservice.redis.InProgress.Holder;
import io.jobservice.redis.JobPlaces.TimedSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.resps.Tuple;

/**
 * Searches the entry of a job that has no record, wherever one may lie. Producers that keep no
 * records leave such entries, and records may be deleted or expire. The effort is bounded. It
 * writes nothing. Safe to share.
 */
public final class EntrySearch {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int ENTRIES_A_READ = 1_000;
  private static final int TYPES_A_PIPELINE = 250;
  private static final int MOST_OF_QUEUES = 50_000;
  private static final int ENTRIES_A_SCAN = 5_000;
  private static final int MOST_SCANS = 20;
  private static final int MOST_TYPES = 1_000;

  private final Redis redis;
  private final InProgress inProgress;
  private final int mostOfQueues;

  /**
   * A search in a namespace.
   *
   * @param redis where it is
   */
  public EntrySearch(Redis redis) {
    this(redis, MOST_OF_QUEUES);
  }

  /** One that looks at fewer entries of queues. */
  EntrySearch(Redis redis, int mostOfQueues) {
    this.redis = redis;
    this.inProgress = new InProgress(redis);
    this.mostOfQueues = mostOfQueues;
  }

  /** Where an entry may lie. */
  public enum Where {
    /** On a queue. */
    QUEUE,
    /** Among the jobs that wait for their second. */
    SCHEDULED,
    /** Among the failed jobs that are tried again. */
    RETRY,
    /** Among the jobs given up. */
    DEAD,
    /** In progress in a pool. */
    IN_PROGRESS,
    /** Among the jobs that wait for others. */
    AWAITING
  }

  /**
   * An entry.
   *
   * @param where the place
   * @param type the job's type, as the entry or its queue has it
   * @param pool the pool that has it in progress, else empty
   * @param second what it waits for, or when it died: an epoch second, 0 where there is none
   */
  public record Found(Where where, String type, String pool, long second) {}

  /**
   * What a search came to.
   *
   * @param found the entry, if it was found
   * @param whole whether all places were looked through to their ends, if it was not
   */
  public record Result(Optional<Found> found, boolean whole) {}

  /**
   * Searches.
   *
   * @param id the job
   * @param types those whose queues are looked through
   * @param pools those that may have it in progress
   */
  public Result find(String id, Set<String> types, Collection<String> pools) {
    Optional<Found> found = awaiting(id);
    boolean whole = types.size() <= MOST_TYPES;
    if (found.isEmpty()) {
      Result result = inProgress(id, types, pools);
      found = result.found;
      whole &= result.whole;
    }
    for (TimedSet set : TimedSet.values()) {
      if (found.isEmpty()) {
        Result result = inSet(id, set);
        found = result.found;
        whole &= result.whole;
      }
    }
    if (found.isPresent()) {
      return new Result(found, true);
    }
    Result queues = onQueues(id, types);
    return new Result(queues.found, whole && queues.whole);
  }

  /**
   * The entry of a failed job that is tried again, whatever its record says of that: nodes of the
   * other kind note it nowhere else.
   *
   * @param id the job
   */
  public Optional<Found> retried(String id) {
    return inSet(id, TimedSet.RETRY).found;
  }

  private Optional<Found> awaiting(String id) {
    byte[] key = Redis.bytes(redis.keys().awaiting());
    byte[] entry = redis.readPatiently(jedis -> jedis.hget(key, Redis.bytes(id)), PATIENCE);
    return entry == null
        ? Optional.empty()
        : Optional.of(new Found(Where.AWAITING, typeOf(entry), "", 0));
  }

  /** Only of types of which something runs, as their counters have it. */
  private Result inProgress(String id, Set<String> types, Collection<String> pools) {
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
    int at = 0;
    boolean whole = true;
    for (String type : firstOf(types)) {
      if (!counters.get(at++).isEmpty()) {
        Holder holder = inProgress.holder(type, pools, id);
        if (holder.pool().isPresent()) {
          return new Result(
              holder.pool().map(pool -> new Found(Where.IN_PROGRESS, type, pool, 0)), true);
        }
        whole &= holder.whole();
      }
    }
    return new Result(Optional.empty(), whole);
  }

  /** Redis finds the text that an entry of the job has in it; that may be another job's too. */
  private Result inSet(String id, TimedSet set) {
    byte[] key = Redis.bytes(set.key(redis.keys()));
    int at = id.indexOf('@');
    String mark = "\"id\":\"" + (at < 0 ? id : id.substring(0, at)) + "\"";
    ScanParams some =
        new ScanParams().count(ENTRIES_A_SCAN).match("*" + IndexStore.escaped(mark) + "*");
    byte[] cursor = ScanParams.SCAN_POINTER_START_BINARY;
    for (int i = 0; i < MOST_SCANS; i++) {
      byte[] from = cursor;
      ScanResult<Tuple> piece =
          redis.readPatiently(jedis -> jedis.zscan(key, from, some), PATIENCE);
      for (Tuple member : piece.getResult()) {
        if (JobPlaces.isOf(member.getBinaryElement(), id)) {
          String type = typeOf(member.getBinaryElement());
          return new Result(
              Optional.of(new Found(where(set), type, "", Math.round(member.getScore()))), true);
        }
      }
      if (piece.isCompleteIteration()) {
        return new Result(Optional.empty(), true);
      }
      cursor = piece.getCursorAsBytes();
    }
    return new Result(Optional.empty(), false);
  }

  private static Where where(TimedSet set) {
    return switch (set) {
      case SCHEDULED, SCHEDULED_OWN -> Where.SCHEDULED;
      case RETRY -> Where.RETRY;
      case DEAD -> Where.DEAD;
    };
  }

  private Result onQueues(String id, Set<String> types) {
    long left = mostOfQueues;
    for (String type : filled(types)) {
      byte[] key = Redis.bytes(redis.keys().queue(type));
      for (long from = 0; ; from += ENTRIES_A_READ) {
        if (left <= 0) {
          return new Result(Optional.empty(), false);
        }
        long start = from;
        List<byte[]> piece =
            redis.readPatiently(
                jedis -> jedis.lrange(key, start, start + ENTRIES_A_READ - 1), PATIENCE);
        for (byte[] entry : piece) {
          if (JobPlaces.isOf(entry, id)) {
            return new Result(Optional.of(new Found(Where.QUEUE, type, "", 0)), true);
          }
        }
        left -= piece.size();
        if (piece.size() < ENTRIES_A_READ) {
          break;
        }
      }
    }
    return new Result(Optional.empty(), true);
  }

  private List<String> filled(Set<String> types) {
    List<Long> depths =
        inPieces(
            types,
            (some, jedis) -> {
              List<Response<Long>> replies = new ArrayList<>();
              try (AbstractPipeline pipeline = jedis.pipelined()) {
                some.forEach(type -> replies.add(pipeline.llen(redis.keys().queue(type))));
              }
              return replies.stream().map(reply -> Replies.orElse(reply, 0L)).toList();
            });
    List<String> filled = new ArrayList<>();
    int at = 0;
    for (String type : firstOf(types)) {
      if (depths.get(at++) > 0) {
        filled.add(type);
      }
    }
    return filled;
  }

  private static String typeOf(byte[] entry) {
    return JobPlaces.entryOf(entry).map(job -> job.name()).orElse("");
  }

  /** Reads something of each of some types. */
  private interface Reading<T> {
    List<T> read(List<String> types, RedisClient jedis);
  }

  private static List<String> firstOf(Set<String> types) {
    return types.stream().limit(MOST_TYPES).toList();
  }

  private <T> List<T> inPieces(Set<String> types, Reading<T> reading) {
    List<String> all = firstOf(types);
    List<T> read = new ArrayList<>(all.size());
    for (int from = 0; from < all.size(); from += TYPES_A_PIPELINE) {
      List<String> some = all.subList(from, Math.min(all.size(), from + TYPES_A_PIPELINE));
      read.addAll(redis.<List<T>>readPatiently(jedis -> reading.read(some, jedis), PATIENCE));
    }
    return read;
  }
}
