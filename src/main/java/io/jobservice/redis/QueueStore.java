package io.jobservice.redis;

import io.jobservice.model.JobEntry;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queues as a pool sees them: fetching, ending and giving back. Safe to share, but one pool
 * must fetch and reconcile from one thread only, so that it can tell what it holds from what it was
 * given by a reply that got lost.
 */
public final class QueueStore {

  private static final Logger LOG = LoggerFactory.getLogger(QueueStore.class);

  private static final String REFUSED = "REFUSED ";

  private final Redis redis;
  private final Retention retention;

  /**
   * The queues of a namespace.
   *
   * @param redis where they are
   * @param retention how long records are kept
   */
  public QueueStore(Redis redis, Retention retention) {
    this.redis = redis;
    this.retention = retention;
  }

  /**
   * What a fetch asks for.
   *
   * @param pool who asks
   * @param host the name of its host
   * @param place its node with the places where that keeps logs, as {@code ran_on} has it
   * @param seed for the draw of types
   * @param slots how many jobs at most, 1 or more
   * @param look whether to look at the queues of all types of the pool, and not only of those that
   *     are known to have work: others push without saying so
   */
  public record Fetch(String pool, String host, String place, int seed, int slots, boolean look) {}

  /**
   * What a fetch brought.
   *
   * @param attempts the jobs to run
   * @param exhausted whether there was less work than slots; the pool is then noted as waiting. A
   *     pool that has to join again gets no work
   * @param permitIn after what time a rate limit lets a job start that it holds back now
   */
  public record Fetched(List<Attempt> attempts, boolean exhausted, Optional<Duration> permitIn) {}

  /** What Redis answered to the end of an attempt. */
  public enum Ended {
    /** It is written. */
    ENDED,
    /** It had been written before. */
    DONE,
    /** The job has gone to another attempt; nothing was written. */
    FENCED,
    /** The record was deleted meanwhile; the entry is off the list. */
    GONE,
    /** Redis refuses the step, because a key of the job holds something else. */
    REFUSED
  }

  /**
   * Takes jobs. When the reply is lost, what was taken is found by {@link #inProgress}.
   *
   * @param fetch what is asked for
   */
  public Fetched fetch(Fetch fetch) {
    Arguments args =
        new Arguments()
            .add(fetch.pool())
            .add(fetch.host())
            .add(fetch.seed() & 0x7fffffff)
            .add(fetch.slots())
            .add(retention.stopped().toSeconds())
            .add(fetch.look() ? "1" : "0")
            .add(fetch.place());
    Object reply = redis.run("fetch", redis.keys().heartbeat(fetch.pool()), args.list());
    if (reply == null) {
      return new Fetched(List.of(), true, Optional.empty());
    }
    List<?> items = Replies.list(reply);
    List<Attempt> attempts = new ArrayList<>(items.size());
    for (Object item : items.subList(1, items.size())) {
      List<?> fields = Replies.list(item);
      Bytes bytes = new Bytes(Replies.bytes(fields.get(0)));
      String id = Replies.text(fields.get(1));
      long number = Long.parseLong(Replies.text(fields.get(2)));
      String type = Replies.text(fields.get(4));
      take(new Raw(
              fetch.pool(),
              type,
              id,
              number,
              bytes,
              terms(fields, 3, 5, 6, Replies.text(fields.get(7)).equals("0"), 8)))
          .ifPresent(attempts::add);
    }
    Optional<Duration> permitIn =
        filled(Replies.list(items.get(0)).get(0))
            .map(millis -> Duration.ofMillis(Long.parseLong(millis)));
    boolean again = Replies.texts(items.get(0)).get(1).equals("1");
    return new Fetched(attempts, !again && items.size() - 1 < fetch.slots(), permitIn);
  }

  /**
   * What lies on the in-progress lists of a pool and belongs to an attempt of it that has not
   * ended. Entries that are no jobs are buried on the way.
   *
   * @param pool whose lists
   * @param types the types that it runs
   */
  public List<Attempt> inProgress(String pool, Iterable<String> types) {
    List<byte[]> args =
        new ArrayList<>(List.of(Redis.bytes(redis.keys().prefix()), Redis.bytes(pool)));
    types.forEach(type -> args.add(Redis.bytes(type)));
    Object reply = redis.runUntimed("inprogress", redis.keys().heartbeat(pool), args);
    List<Attempt> attempts = new ArrayList<>();
    for (Object item : Replies.list(reply)) {
      List<?> fields = Replies.list(item);
      String type = Replies.text(fields.get(0));
      Bytes bytes = new Bytes(Replies.bytes(fields.get(1)));
      String id = Replies.text(fields.get(7));
      boolean ours = Replies.text(fields.get(3)).equals(pool);
      boolean ended = !Replies.text(fields.get(5)).isEmpty();
      if (id.isEmpty() || (ours && !ended)) {
        long number = id.isEmpty() ? 0 : Long.parseLong(Replies.text(fields.get(4)));
        take(new Raw(pool, type, id, number, bytes, terms(fields, 6, 8, 9, true, 10)))
            .ifPresent(attempts::add);
      }
    }
    return attempts;
  }

  /**
   * Ends attempts of one pool, in one round trip.
   *
   * @param outcomes how each ended, at least one
   * @param limited whether a type has a limit, so that its end may let another job run
   * @return the answers, in the order of the outcomes
   */
  public List<Ended> end(List<Outcome> outcomes, Predicate<String> limited) {
    Attempt first = outcomes.get(0).attempt();
    Arguments args = new Arguments().add(first.pool()).add(retention.stopped().toSeconds());
    for (Outcome outcome : outcomes) {
      add(args, outcome, limited.test(outcome.attempt().type()));
    }
    Object reply = redis.run("end", redis.keys().stats(first.id()), args.list());
    return Replies.texts(reply).stream().map(QueueStore::ended).toList();
  }

  private static Ended ended(String answer) {
    if (answer.startsWith(REFUSED)) {
      LOG.error("Redis refuses the end of a job: {}", answer.substring(REFUSED.length()));
      return Ended.REFUSED;
    }
    return Ended.valueOf(answer);
  }

  /**
   * Puts back an attempt that runs here, on a Redis that lost data.
   *
   * @param attempt which one
   * @return whether neither its record nor its entry were left
   */
  public boolean restore(Attempt attempt) {
    JobEntry entry = attempt.entry();
    Arguments args =
        new Arguments()
            .add(attempt.pool())
            .add(attempt.number())
            .add(attempt.type())
            .add(attempt.id())
            .add(attempt.bytes().raw());
    args.add("id").add(attempt.id()).add("name").add(entry.name()).add("kind").add("Generic");
    args.add("unique").add(entry.unique() ? "1" : "0").add("ref_link");
    args.add("/api/v1/jobs/" + attempt.id()).add("enqueue_time").add(entry.enqueuedAt());
    args.add("run_at").add(0).add("cron_spec").add("").add("web_hook_url").add("");
    args.add("numeric_policy_id").add(0);
    attempt.terms().parameters().ifPresent(json -> args.add("parameters").add(json));
    Object reply = redis.run("restore", redis.keys().stats(attempt.id()), args.list());
    return Replies.text(reply).equals("1");
  }

  /**
   * Writes the end of an attempt again, if a node of the other kind has saved over it.
   *
   * @param outcome the end
   * @return whether that was so
   */
  public boolean confirm(Outcome outcome) {
    Attempt attempt = outcome.attempt();
    Arguments args =
        new Arguments()
            .add(attempt.pool())
            .add(attempt.number())
            .add(outcome.end().text())
            .add(timeToLive(outcome.end()).toSeconds())
            .add(attempt.id());
    Object reply = redis.run("stands", redis.keys().stats(attempt.id()), args.list());
    return Replies.text(reply).equals("1");
  }

  /**
   * Notes how far an attempt is.
   *
   * @param attempt which one
   * @param message the text
   * @param patience how long to go on when Redis does not answer
   * @return whether the attempt still has its job
   */
  public boolean checkIn(Attempt attempt, String message, Duration patience) {
    Arguments args =
        new Arguments().add(attempt.pool()).add(attempt.number()).add(attempt.id()).add(message);
    String key = redis.keys().stats(attempt.id());
    return Replies.text(redis.runPatiently("checkin", key, args.list(), patience)).equals("OK");
  }

  /**
   * Waits until somebody wakes the pool.
   *
   * @param pool who waits
   * @param longest how long at most; less than ten milliseconds count as ten
   */
  public void awaitWork(String pool, Duration longest) {
    redis.awaitWord(redis.keys().wake(pool), longest);
  }

  /**
   * Ends the wait of a pool.
   *
   * @param pool who waits
   */
  public void wake(String pool) {
    redis.read(jedis -> jedis.lpush(redis.keys().wake(pool), "1"));
  }

  private void add(Arguments args, Outcome outcome, boolean limited) {
    Attempt attempt = outcome.attempt();
    boolean failed = outcome.end() == Outcome.End.ERROR;
    Map<String, String> stats = new LinkedHashMap<>();
    if (failed) {
      stats.put("fails", Long.toString(attempt.entry().fails() + 1));
      stats.put("last_error", outcome.error());
    }
    outcome.result().ifPresent(result -> stats.put("result", result));
    args.add(stats.size() * 2L)
        .add(attempt.number())
        .add(attempt.type())
        .add(attempt.id())
        .add(attempt.bytes().raw())
        .add(outcome.end().text())
        .add(timeToLive(outcome.end()).toSeconds())
        .add(limited ? "1" : "0")
        .add(failed ? failedEntry(attempt.entry(), outcome.error()).toJson() : "")
        .add(
            outcome.retryDelay().isPresent()
                ? redis.clock().seconds() + outcome.retryDelay().getAsLong()
                : 0)
        .add(stats);
  }

  private JobEntry failedEntry(JobEntry entry, String error) {
    return new JobEntry(
        entry.name(),
        entry.id(),
        entry.enqueuedAt(),
        entry.args(),
        entry.unique(),
        entry.fails() + 1,
        error.lines().findFirst().orElse(""),
        redis.clock().seconds());
  }

  private Duration timeToLive(Outcome.End end) {
    return switch (end) {
      case SUCCESS -> retention.success();
      case STOPPED -> retention.stopped();
      case ERROR, CANCELLED, RETURNED -> retention.error();
    };
  }

  private record Raw(
      String pool, String type, String id, long number, Bytes bytes, Attempt.Terms terms) {

    Attempt attempt(JobEntry entry) {
      return new Attempt(pool, type, id, number, entry, bytes, terms);
    }
  }

  /**
   * The attempt of a record. One that is no job is kept among the dead, as the text of a job that
   * says why: without an attempt where not even an id could be read, else as its failed end.
   */
  private Optional<Attempt> take(Raw raw) {
    try {
      JobEntry entry = JobEntry.parse(raw.bytes.raw());
      if (!raw.id.isEmpty()) {
        return Optional.of(raw.attempt(entry));
      }
      bury(raw, "it has no id, or its record is no hash");
    } catch (JsonSyntaxException e) {
      bury(raw, e.getMessage());
    }
    return Optional.empty();
  }

  private void bury(Raw raw, String reason) {
    LOG.warn("queue {}: an entry is no job and goes to the dead set, which says why", raw.type);
    // What is wrong with JSON quotes it, and that may be parameters.
    LOG.debug("queue {}: {}", raw.type, reason);
    long now = redis.clock().seconds();
    if (raw.id.isEmpty()) {
      JobEntry wrapped = PoisonEntry.wrap(raw.type, raw.bytes, reason, now);
      Arguments args = new Arguments().add(raw.bytes.raw()).add(wrapped.toJson());
      redis.run("bury", redis.keys().inProgress(raw.type, raw.pool), args.list());
    } else {
      JobEntry wrapped = PoisonEntry.wrap(raw.type, raw.id, raw.bytes, reason, now);
      Outcome failed = Outcome.failure(raw.attempt(wrapped), wrapped.err(), OptionalLong.empty());
      end(List.of(failed), type -> true);
    }
  }

  private static Attempt.Terms terms(
      List<?> fields, int parameters, int maxFails, int backoff, boolean recorded, int upstream) {
    return new Attempt.Terms(
        filled(fields.get(parameters)),
        filled(fields.get(maxFails)),
        filled(fields.get(backoff)),
        recorded,
        filled(fields.get(upstream)));
  }

  private static Optional<String> filled(Object reply) {
    return Optional.of(Replies.text(reply)).filter(text -> !text.isEmpty());
  }
}
