package io.jobservice.redis;

import io.jobservice.model.JobEntry;
import io.jobservice.model.JobStats;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The entries of jobs that wait for their next try, and of those that were given up or cancelled,
 * as they lie in their sets. Whoever put them there, and whether they are jobs at all, is not
 * looked at here. Safe to share. A call goes on for two seconds when Redis does not answer, then
 * fails with {@link RedisUnavailableException}; each may be sent twice.
 */
public final class FailedEntries {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** What one script call may look at; Redis does nothing else meanwhile. */
  private static final int LOOKS_A_CALL = 1000;

  private static final long BYTES_A_CALL = 4 << 20;

  private final Redis redis;
  private final Retention retention;

  /**
   * The entries of a namespace.
   *
   * @param redis where they are
   * @param retention how long records are kept
   */
  public FailedEntries(Redis redis, Retention retention) {
    this.redis = redis;
    this.retention = retention;
  }

  /** The two sets. */
  public enum Kind {
    /** Those that wait for their next try, by the second of it; looked through from there on. */
    RETRY,
    /** Those that were given up or cancelled, by the second of it; looked through backwards. */
    DEAD
  }

  /**
   * Which entries are looked for.
   *
   * @param kind where
   * @param names the types, empty for any
   * @param since the lowest score, if there is one
   * @param until the score that all are below, if there is one
   */
  public record Search(Kind kind, Set<String> names, OptionalLong since, OptionalLong until) {

    /** Copies the names. */
    public Search {
      names = Set.copyOf(names);
    }
  }

  /**
   * An entry.
   *
   * @param bytes its bytes
   * @param score its score, as Redis writes it
   */
  public record Entry(Bytes bytes, String score) {

    /** The epoch second of its score; 0 for a score that is none. */
    public long second() {
      double score = Double.parseDouble(this.score.replace("inf", "Infinity"));
      return Double.isInfinite(score) ? 0 : (long) score;
    }
  }

  /**
   * A place in a set: that of an entry that was looked at. It stays the same when others come and
   * go, and that one too.
   *
   * @param score the score of the entry
   * @param head the beginning of the entry
   */
  public record Place(String score, Bytes head) {

    /** The place as a text of letters, digits, dashes and underscores. */
    public String text() {
      byte[] number = score.getBytes(StandardCharsets.US_ASCII);
      byte[] all =
          ByteBuffer.allocate(number.length + 1 + head.raw().length)
              .put(number)
              .put((byte) ':')
              .put(head.raw())
              .array();
      return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /**
     * Reads a place.
     *
     * @param text any text
     * @throws IllegalArgumentException if it is none
     */
    public static Place parse(String text) {
      byte[] all = Base64.getUrlDecoder().decode(text);
      int colon = 0;
      while (colon < all.length && all[colon] != ':') {
        colon++;
      }
      String score = new String(all, 0, colon, StandardCharsets.US_ASCII);
      if (colon == all.length
          || !score.matches("-?(inf|[0-9]{1,20}(\\.[0-9]{1,20})?(e[+-]?[0-9]{1,3})?)")) {
        throw new IllegalArgumentException("no place: " + text);
      }
      return new Place(score, new Bytes(Arrays.copyOfRange(all, colon + 1, all.length)));
    }
  }

  /**
   * What a look found.
   *
   * @param total how many entries the set has
   * @param entries those that were found, in the order of the set
   * @param next where to go on; empty after the last
   */
  public record Found(long total, List<Entry> entries, Optional<Place> next) {}

  /**
   * Looks through a piece of a set.
   *
   * @param search what for
   * @param after where to go on; empty at first
   * @param most how many entries to find at most, 1 or more; entries that have the same place come
   *     together all the same
   */
  public Found look(Search search, Optional<Place> after, int most) {
    List<?> reply = reply(search, after, most, "");
    List<Entry> entries = new ArrayList<>();
    for (int i = 4; i < reply.size(); i += 2) {
      entries.add(
          new Entry(new Bytes(Replies.bytes(reply.get(i))), Replies.text(reply.get(i + 1))));
    }
    return new Found((Long) reply.get(0), entries, next(reply));
  }

  /**
   * How many entries of some types a set has, which takes a walk through it.
   *
   * @param search which ones
   */
  public long count(Search search) {
    long number = 0;
    Optional<Place> place = Optional.empty();
    do {
      List<?> reply = reply(search, place, Integer.MAX_VALUE, "count");
      number += (Long) reply.get(1);
      place = next(reply);
    } while (place.isPresent());
    return number;
  }

  /** How many entries a set has. */
  public long size(Kind kind) {
    return redis.readPatiently(jedis -> jedis.zcard(key(kind)), PATIENCE);
  }

  private List<?> reply(Search search, Optional<Place> after, int most, String mode) {
    List<byte[]> args =
        new Arguments()
            .add(search.kind == Kind.RETRY ? "up" : "down")
            .add(search.since.isPresent() ? Long.toString(search.since.getAsLong()) : "-inf")
            .add(search.until.isPresent() ? Long.toString(search.until.getAsLong()) : "+inf")
            .add(after.map(Place::score).orElse(""))
            .add(after.map(place -> place.head().raw()).orElse(new byte[0]))
            .add(most)
            .add(LOOKS_A_CALL)
            .add(String.join(",", search.names))
            .add(BYTES_A_CALL)
            .add(mode)
            .list();
    String key = key(search.kind);
    return Replies.list(redis.patiently(PATIENCE, () -> redis.runUntimed("entries", key, args)));
  }

  private static Optional<Place> next(List<?> reply) {
    String score = Replies.text(reply.get(2));
    return score.isEmpty()
        ? Optional.empty()
        : Optional.of(new Place(score, new Bytes(Replies.bytes(reply.get(3)))));
  }

  private String key(Kind kind) {
    return kind == Kind.RETRY ? redis.keys().retry() : redis.keys().dead();
  }

  /**
   * The records of several jobs, in one round trip.
   *
   * @param ids their ids
   * @return those that there are, by the ids
   */
  public Map<String, JobStats> records(List<String> ids) {
    return Records.byId(redis, ids, PATIENCE);
  }

  /**
   * A job to put back on its queue.
   *
   * @param token names this request, so that it may be sent twice
   * @param id the id of its record
   * @param fresh its new entry
   */
  public record Retry(String token, String id, JobEntry fresh) {}

  /**
   * Puts jobs that were given up or cancelled back on their queues, each by itself, in one round
   * trip.
   *
   * @param jobs the jobs
   * @return for how many that was done
   */
  public long retry(List<Retry> jobs) {
    List<Redis.Call> calls = new ArrayList<>();
    for (Retry job : jobs) {
      Arguments args = JobStore.retryArguments(job.id, job.fresh, job.token);
      calls.add(new Redis.Call(redis.keys().stats(job.id), args.list()));
    }
    return redis.runEachPatiently("retry", calls, PATIENCE).stream()
        .filter(reply -> !(reply instanceof RefusedException))
        .filter(reply -> Replies.texts(reply).get(0).equals(JobStore.Result.RETRIED.name()))
        .count();
  }

  /**
   * What was taken out for good.
   *
   * @param taken how many entries
   * @param refused how many stay, because their jobs have not ended
   */
  public record Discarded(long taken, long refused) {}

  /**
   * Takes dead entries away, and the records of their jobs.
   *
   * @param entries some of the dead, no more than hold up nobody
   */
  public Discarded discard(List<Entry> entries) {
    Arguments args = new Arguments().add(retention.stopped().toSeconds());
    entries.forEach(entry -> args.add(entry.bytes().raw()));
    List<?> reply =
        Replies.list(redis.runPatiently("discard", redis.keys().dead(), args.list(), PATIENCE));
    return new Discarded((Long) reply.get(0), (Long) reply.get(1));
  }

  /**
   * Lets the next try of jobs be now.
   *
   * @param entries some of those that wait for it, no more than hold up nobody
   * @return for how many that was done
   */
  public long hasten(List<Entry> entries) {
    Arguments args = new Arguments();
    entries.forEach(entry -> args.add(entry.bytes().raw()));
    return (Long) redis.runPatiently("hasten", redis.keys().retry(), args.list(), PATIENCE);
  }
}
