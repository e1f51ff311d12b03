package io.jobservice.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.jobservice.model.JobEntry;
import io.jobservice.model.JobStats;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.LPosParams;
import redis.clients.jedis.params.ZRangeParams;

/**
 * Where the entries of jobs lie, found with a bounded effort: on a queue by their very bytes, which
 * the record tells in most cases, so that Redis alone looks; else piece by piece. It writes
 * nothing. Safe to share.
 */
public final class JobPlaces {

  /** How many entries of a queue Redis looks at: a millisecond or two. */
  public static final int LOOKED_AT = 100_000;

  private static final Pattern PLAIN = Pattern.compile("[\\w.-]+");
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int READ = 20_000;
  private static final int ENTRIES_A_READ = 1_000;

  private final Redis redis;
  private final int lookedAt;
  private final int read;

  /**
   * The places of a namespace.
   *
   * @param redis where they are
   */
  public JobPlaces(Redis redis) {
    this(redis, LOOKED_AT, READ);
  }

  /** One that looks at fewer entries of a queue. */
  JobPlaces(Redis redis, int lookedAt, int read) {
    this.redis = redis;
    this.lookedAt = lookedAt;
    this.read = read;
  }

  /** How well a place on a queue is known. */
  public enum Known {
    /** It is there, with so many before it. */
    EXACTLY,
    /** The queue is long, and by its record it is not among those that are taken next. */
    FAR_BACK,
    /** It may be there; the queue is too long to be read. */
    NOT_TOLD,
    /** It is not there. */
    ABSENT
  }

  /**
   * A place on a queue.
   *
   * @param known how well it is known
   * @param before how many entries are taken before it; so many at least when it is far back
   * @param depth how many entries there are
   */
  public record Position(Known known, long before, long depth) {}

  /**
   * Where a job is on the queue of its type.
   *
   * @param stats its record
   */
  public Position onQueue(JobStats stats) {
    byte[] key = Redis.bytes(redis.keys().queue(stats.name()));
    long depth = depth(key);
    if (depth == 0) {
      return new Position(Known.ABSENT, 0, 0);
    }
    Optional<Position> found = byBytes(key, entries(stats));
    if (found.isPresent()) {
      return found.get();
    }
    return depth <= read
        ? byReading(key, stats.id())
        : depth > lookedAt
            ? new Position(Known.FAR_BACK, lookedAt, depth)
            : new Position(Known.NOT_TOLD, 0, depth);
  }

  private long depth(byte[] key) {
    return redis.readPatiently(
        jedis -> {
          Response<Long> depth;
          try (AbstractPipeline pipeline = jedis.pipelined()) {
            depth = pipeline.llen(key);
          }
          return Replies.orElse(depth, 0L);
        },
        PATIENCE);
  }

  /** From the end at which workers take. */
  private Optional<Position> byBytes(byte[] key, Set<Bytes> entries) {
    LPosParams params = LPosParams.lPosParams().rank(-1).maxlen(lookedAt);
    return redis.readPatiently(
        jedis -> {
          Response<Long> depth;
          List<Response<Long>> found = new ArrayList<>();
          try (AbstractPipeline pipeline = jedis.pipelined()) {
            depth = pipeline.llen(key);
            entries.forEach(entry -> found.add(pipeline.lpos(key, entry.raw(), params)));
          }
          long all = depth.get();
          for (Response<Long> place : found) {
            if (place.get() != null) {
              return Optional.of(
                  new Position(Known.EXACTLY, Math.max(0, all - 1 - place.get()), all));
            }
          }
          return Optional.empty();
        },
        PATIENCE);
  }

  /**
   * New entries push what has been read further away, and others are taken at the far end only, so
   * that nothing is passed over.
   */
  private Position byReading(byte[] key, String id) {
    for (long from = 0; from < read; from += ENTRIES_A_READ) {
      long start = from;
      List<byte[]> piece =
          redis.readPatiently(
              jedis -> jedis.lrange(key, start, start + ENTRIES_A_READ - 1), PATIENCE);
      for (int i = 0; i < piece.size(); i++) {
        if (isOf(piece.get(i), id)) {
          long depth = Math.max(depth(key), start + i + 1);
          return new Position(Known.EXACTLY, depth - 1 - start - i, depth);
        }
      }
      if (piece.size() < ENTRIES_A_READ) {
        return new Position(Known.ABSENT, 0, depth(key));
      }
    }
    return new Position(Known.NOT_TOLD, 0, depth(key));
  }

  /** The entries that a job may have, by what its record says of when it was put on its queue. */
  private static Set<Bytes> entries(JobStats stats) {
    Set<Bytes> entries = new LinkedHashSet<>();
    for (String field : List.of("queued_at", "update_time", "enqueue_time")) {
      long second = stats.number(field);
      try {
        JobEntry entry = stats.toEntry(second);
        JobEntry failed =
            new JobEntry(
                entry.name(),
                entry.id(),
                second,
                entry.args(),
                entry.unique(),
                stats.number("fails"),
                stats.text("last_error").lines().findFirst().orElse(""),
                stats.number("ended_at"));
        entries.add(new Bytes(Redis.bytes(entry.toJson())));
        entries.add(new Bytes(Redis.bytes(failed.toJson())));
      } catch (JsonSyntaxException e) {
        // Its entry is found by reading, or not at all.
        return Set.of();
      }
    }
    return entries;
  }

  /** The sets in which jobs wait for a second, or lie dead. */
  public enum TimedSet {
    /** Jobs that wait for their second. */
    SCHEDULED,
    /** Executions of policies that our nodes know alone. */
    SCHEDULED_OWN,
    /** Failed jobs that are tried again. */
    RETRY,
    /** Jobs given up. */
    DEAD;

    String key(Keys keys) {
      return switch (this) {
        case SCHEDULED -> keys.scheduled();
        case SCHEDULED_OWN -> keys.scheduledOwn();
        case RETRY -> keys.retry();
        case DEAD -> keys.dead();
      };
    }
  }

  /**
   * Whether a job is in a set, at the second that its record says. Of very many at one second not
   * all are looked at; then it counts as there.
   *
   * @param set which one
   * @param second the epoch second
   * @param id the job
   */
  public boolean isIn(TimedSet set, long second, String id) {
    byte[] key = Redis.bytes(set.key(redis.keys()));
    ZRangeParams range =
        ZRangeParams.zrangeByScoreParams((double) second, (double) second).limit(0, ENTRIES_A_READ);
    List<byte[]> entries = redis.readPatiently(jedis -> jedis.zrange(key, range), PATIENCE);
    return entries.size() == ENTRIES_A_READ || entries.stream().anyMatch(entry -> isOf(entry, id));
  }

  /** Only an entry that has the text of the id in it is read, which costs far more. */
  static boolean isOf(byte[] entry, String id) {
    int at = id.indexOf('@');
    String own = at < 0 ? id : id.substring(0, at);
    // What is not plain may be escaped in many ways.
    if (PLAIN.matcher(own).matches() && !new String(entry, ISO_8859_1).contains(own)) {
      return false;
    }
    return idOf(entry).filter(id::equals).isPresent();
  }

  /** The id of the stats of an entry; empty for what is no job. */
  static Optional<String> idOf(byte[] entry) {
    return entryOf(entry).map(JobEntry::statsId);
  }

  static Optional<JobEntry> entryOf(byte[] entry) {
    try {
      return Optional.of(JobEntry.parse(entry));
    } catch (JsonSyntaxException e) {
      return Optional.empty();
    }
  }
}
