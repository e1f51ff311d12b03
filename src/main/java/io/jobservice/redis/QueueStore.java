package io.jobservice.redis;

import io.jobservice.model.JobEntry;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import io.jobservice.redis.Redis.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
   * @param node the name of its node
   * @param seed for the draw of types
   * @param slots how many jobs at most, 1 or more
   * @param weights the types that the pool runs, with their weights, 1 or more
   */
  public record Fetch(
      String pool, String node, int seed, int slots, Map<String, Integer> weights) {}

  /**
   * What a fetch brought.
   *
   * @param attempts the jobs to run
   * @param exhausted whether there was less work than slots; the pool is then noted as waiting. A
   *     pool that has to join again gets no work
   */
  public record Fetched(List<Attempt> attempts, boolean exhausted) {}

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
            .add(fetch.node())
            .add(fetch.seed() & 0x7fffffff)
            .add(fetch.slots())
            .add(retention.stopped().toSeconds());
    fetch.weights().forEach((type, weight) -> args.add(type).add(weight));
    Object reply = redis.run("fetch", redis.keys().heartbeat(fetch.pool()), args.list());
    if (reply == null) {
      return new Fetched(List.of(), true);
    }
    List<Attempt> attempts = new ArrayList<>();
    for (Object item : Replies.list(reply)) {
      List<?> fields = Replies.list(item);
      Bytes bytes = new Bytes(Replies.bytes(fields.get(0)));
      String id = Replies.text(fields.get(1));
      long number = Long.parseLong(Replies.text(fields.get(2)));
      String type = Replies.text(fields.get(4));
      take(new Raw(fetch.pool(), type, id, number, bytes, parameters(fields.get(3))))
          .ifPresent(attempts::add);
    }
    return new Fetched(attempts, Replies.list(reply).size() < fetch.slots());
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
        take(new Raw(pool, type, id, number, bytes, parameters(fields.get(6))))
            .ifPresent(attempts::add);
      }
    }
    return attempts;
  }

  /**
   * Ends attempts, in one round trip.
   *
   * @param outcomes how each ended
   * @param limited whether a type has a limit, so that its end may let another job run
   * @return the answers, in the order of the outcomes
   */
  public List<Ended> end(List<Outcome> outcomes, Predicate<String> limited) {
    List<Call> calls = new ArrayList<>(outcomes.size());
    for (Outcome outcome : outcomes) {
      calls.add(call(outcome, limited.test(outcome.attempt().type())));
    }
    List<Ended> answers = new ArrayList<>(outcomes.size());
    for (Object reply : redis.runAll("end", calls)) {
      answers.add(
          reply instanceof RefusedException ? Ended.REFUSED : Ended.valueOf(Replies.text(reply)));
    }
    return answers;
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
    Arguments args = new Arguments().add(attempt.pool()).add(attempt.number()).add(message);
    String key = redis.keys().stats(attempt.id());
    return Replies.text(redis.runPatiently("checkin", key, args.list(), patience)).equals("OK");
  }

  /**
   * Waits until somebody wakes the pool.
   *
   * @param pool who waits
   * @param longest how long at most, 1 s or more
   */
  public void awaitWork(String pool, Duration longest) {
    redis.block(jedis -> jedis.brpop((double) longest.toSeconds(), redis.keys().wake(pool)));
  }

  /**
   * Ends the wait of a pool.
   *
   * @param pool who waits
   */
  public void wake(String pool) {
    redis.read(jedis -> jedis.lpush(redis.keys().wake(pool), "1"));
  }

  private Call call(Outcome outcome, boolean limited) {
    Attempt attempt = outcome.attempt();
    boolean failed = outcome.end() == Outcome.End.ERROR;
    Arguments args =
        new Arguments()
            .add(attempt.pool())
            .add(attempt.number())
            .add(attempt.type())
            .add(attempt.id())
            .add(attempt.bytes().raw())
            .add(outcome.end().text())
            .add(timeToLive(outcome.end()).toSeconds())
            .add(retention.stopped().toSeconds())
            .add(limited ? "1" : "0")
            .add(failed ? failedEntry(attempt.entry(), outcome.error()).toJson() : "");
    if (failed) {
      args.add("fails").add(attempt.entry().fails() + 1).add("last_error").add(outcome.error());
    }
    return new Call(redis.keys().stats(attempt.id()), args.list());
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
      String pool, String type, String id, long number, Bytes bytes, Optional<String> parameters) {

    Attempt attempt(JobEntry entry) {
      return new Attempt(pool, type, id, number, entry, bytes, parameters);
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
    LOG.warn("queue {}: an entry is no job and goes to the dead set: {}", raw.type, reason);
    long now = redis.clock().seconds();
    if (raw.id.isEmpty()) {
      JobEntry wrapped = PoisonEntry.wrap(raw.type, raw.bytes, reason, now);
      Arguments args = new Arguments().add(raw.bytes.raw()).add(wrapped.toJson());
      redis.run("bury", redis.keys().inProgress(raw.type, raw.pool), args.list());
    } else {
      JobEntry wrapped = PoisonEntry.wrap(raw.type, raw.id, raw.bytes, reason, now);
      Outcome failed = new Outcome(raw.attempt(wrapped), Outcome.End.ERROR, wrapped.err());
      end(List.of(failed), type -> true);
    }
  }

  private static Optional<String> parameters(Object reply) {
    return Optional.of(Replies.text(reply)).filter(json -> !json.isEmpty());
  }
}
