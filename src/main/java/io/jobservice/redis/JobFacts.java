package io.jobservice.redis;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.model.JobStats;
import io.jobservice.model.PoolHeartbeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/**
 * What there is to know of one job beside its place, read in pipelines. A key that holds something
 * else than it should counts as empty. It writes nothing. Safe to share.
 */
public final class JobFacts {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Of very many that a job waits for, these are named. */
  private static final int DEPENDENCIES = 100;

  private static final int DEAD_LETTERS = 500;
  private static final Pattern SECOND = Pattern.compile("\\d{1,12}(\\.\\d{1,12})?");
  private static final Pattern DRAW = Pattern.compile("\\d+ (\\d{1,9}) (\\d{1,9})");

  private final Redis redis;

  /**
   * The jobs of a namespace.
   *
   * @param redis where they are
   */
  public JobFacts(Redis redis) {
    this.redis = redis;
  }

  /**
   * A job at one moment.
   *
   * @param stats its record, empty when there is none
   * @param awaits whether it waits for others
   * @param dependencies some of those that it still waits for
   * @param open how many these are in all
   */
  public record Seen(JobStats stats, boolean awaits, List<String> dependencies, long open) {

    /** Copies the list. */
    public Seen {
      dependencies = List.copyOf(dependencies);
    }

    /** Whether there is a record. */
    public boolean isRecorded() {
      return !stats.text("status").isEmpty();
    }
  }

  /**
   * Reads a job.
   *
   * @param id any text
   */
  public Seen look(String id) {
    Keys keys = redis.keys();
    return redis.readPatiently(
        jedis -> {
          Response<Map<String, String>> stats;
          Response<Boolean> awaits;
          Response<List<String>> open;
          Response<Long> number;
          try (AbstractPipeline pipeline = jedis.pipelined()) {
            stats = pipeline.hgetAll(keys.stats(id));
            awaits = pipeline.hexists(keys.awaiting(), id);
            open = pipeline.srandmember(keys.awaits(id), DEPENDENCIES);
            number = pipeline.scard(keys.awaits(id));
          }
          return new Seen(
              JobStats.of(Replies.orElse(stats, Map.of())),
              Replies.orElse(awaits, false),
              Replies.orElse(open, List.of()).stream().sorted().toList(),
              Replies.orElse(number, 0L));
        },
        PATIENCE);
  }

  /**
   * Who holds the uniqueness claim that belongs to a job.
   *
   * @param stats its record
   * @return an id, perhaps its own; empty when it has no claim, or nobody of ours holds it
   */
  public Optional<String> claimHolder(JobStats stats) {
    String claim = stats.text("claim").lines().findFirst().orElse("");
    if (claim.isEmpty()) {
      return Optional.empty();
    }
    String key = redis.keys().claim(claim);
    return Optional.ofNullable(read(pipeline -> pipeline.get(key), null));
  }

  /**
   * A rate limit that holds jobs back.
   *
   * @param permits how many may start in a time
   * @param seconds this time
   * @param untilMicros when the next one may start, in epoch microseconds
   */
  public record RateStop(long permits, long seconds, long untilMicros) {}

  /**
   * Whether a rate limit holds the jobs of a type back everywhere.
   *
   * @param type the type
   * @param pools those that may take its jobs
   * @return the limit of the pool that may start one first; empty when one may now
   */
  public Optional<RateStop> rateStop(String type, Collection<PoolHeartbeat> pools) {
    RateStop first = null;
    for (String draw : draws(type, pools)) {
      Matcher limit = DRAW.matcher(draw);
      if (!limit.matches() || limit.group(1).equals("0")) {
        return Optional.empty();
      }
      Optional<RateStop> stop =
          rateStop(type, Long.parseLong(limit.group(1)), Long.parseLong(limit.group(2)));
      if (stop.isEmpty()) {
        return stop;
      }
      if (first == null || stop.get().untilMicros < first.untilMicros) {
        first = stop.get();
      }
    }
    return Optional.ofNullable(first);
  }

  /** What each pool has noted of how it draws the type; nodes of the other kind note nothing. */
  private List<String> draws(String type, Collection<PoolHeartbeat> pools) {
    return redis.readPatiently(
        jedis -> {
          List<Response<String>> replies = new ArrayList<>();
          try (AbstractPipeline pipeline = jedis.pipelined()) {
            pools.forEach(
                pool -> replies.add(pipeline.hget(redis.keys().poolTypes(pool.id()), type)));
          }
          return replies.stream()
              .map(reply -> Objects.requireNonNullElse(Replies.orElse(reply, ""), ""))
              .distinct()
              .toList();
        },
        PATIENCE);
  }

  /**
   * The starts are kept newest first: the one that is to lapse for the next is at a known place.
   */
  private Optional<RateStop> rateStop(String type, long permits, long seconds) {
    String key = redis.keys().rate(type);
    String start = read(pipeline -> pipeline.lindex(key, permits - 1), null);
    if (start == null || !SECOND.matcher(start).matches()) {
      return Optional.empty();
    }
    long until = Math.round((Double.parseDouble(start) + seconds) * 1e6);
    return until > redis.clock().micros()
        ? Optional.of(new RateStop(permits, seconds, until))
        : Optional.empty();
  }

  /**
   * A dead letter of a job's status hook.
   *
   * @param event its id
   * @param endpoint where it went: scheme, host and port
   * @param error why it failed at last
   */
  public record Letter(String event, String endpoint, String error) {}

  /**
   * The dead letters among the newest events of a job, the oldest first.
   *
   * @param stats its record, which says how many events it had
   */
  public List<Letter> deadLetters(JobStats stats) {
    long last = stats.number("hook_seq");
    if (last <= 0) {
      return List.of();
    }
    String[] ids =
        LongStream.rangeClosed(Math.max(1, last - DEAD_LETTERS + 1), last)
            .mapToObj(sequence -> stats.id() + "-" + sequence)
            .toArray(String[]::new);
    List<String> texts =
        read(pipeline -> pipeline.hmget(redis.keys().hookDeadEvents(), ids), List.of());
    List<Letter> letters = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      if (texts.get(i) != null) {
        JsonNode letter = HookEvent.json(texts.get(i));
        letters.add(new Letter(ids[i], letter.path(1).asText(), letter.path(4).asText()));
      }
    }
    return letters;
  }

  /**
   * How many events of a job's status hook wait.
   *
   * @param id the job
   */
  public long waitingHooks(String id) {
    return read(pipeline -> pipeline.llen(redis.keys().hooks(id)), 0L);
  }

  private <T> T read(Function<AbstractPipeline, Response<T>> question, T otherwise) {
    return redis.<T>readPatiently(
        jedis -> {
          Response<T> reply;
          try (AbstractPipeline pipeline = jedis.pipelined()) {
            reply = question.apply(pipeline);
          }
          return Replies.orElse(reply, otherwise);
        },
        PATIENCE);
  }
}
