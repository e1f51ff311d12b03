package io.jobservice.redis;

import io.jobservice.model.JobEntry;
import io.jobservice.model.JobStats;
import io.jobservice.model.PendingLimits;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.params.ZRangeParams;

/**
 * The records of jobs: taking them in, reading, stopping, cancelling and retrying them. Safe to
 * share. A call goes on for two seconds when Redis does not answer, then fails with {@link
 * RedisUnavailableException}; each may be sent twice.
 */
public final class JobStore {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int ENTRIES_A_READ = 500;
  private static final int ENTRIES_A_DROP = 1000;
  private static final int SEARCHES = 3;

  private final Redis redis;
  private final Retention retention;

  /**
   * The records of a namespace.
   *
   * @param redis where they are
   * @param retention how long they are kept
   */
  public JobStore(Redis redis, Retention retention) {
    this.redis = redis;
    this.retention = retention;
  }

  /**
   * A job to take in.
   *
   * @param entry what goes on the queue
   * @param runAt the second to run at, 0 for at once
   * @param stats the fields of its record, in order
   * @param once what makes a second submission of the same request have no effect
   */
  public record NewJob(
      JobEntry entry, long runAt, Map<String, String> stats, Optional<Once> once) {}

  /**
   * An idempotency key with the request that it was used for.
   *
   * @param key what the client sent
   * @param request the request, to tell it from another one with the same key
   * @param answer what is answered, now and again
   */
  public record Once(String key, String request, String answer) {}

  /** What came of a submission. */
  public sealed interface Submitted {
    /** The job has its place. */
    record Taken() implements Submitted {}

    /**
     * A job that was to wait for others is in, and may have its place at once, or be stopped.
     *
     * @param status how it is
     * @param stopReason why it was stopped, empty if it was not
     */
    record Awaits(String status, String stopReason) implements Submitted {}

    /**
     * There is no such job to wait for.
     *
     * @param id its id
     */
    record Missing(String id) implements Submitted {}

    /**
     * As much waits already as may.
     *
     * @param type the type of whose jobs there are too many; empty for all
     * @param waiting how many wait
     * @param limit how many may
     */
    record Full(Optional<String> type, long waiting, long limit) implements Submitted {}

    /** The same id was taken in before. */
    record Known() implements Submitted {}

    /**
     * The same request was taken in before, under another id.
     *
     * @param answer the answer that it got
     */
    record Again(String answer) implements Submitted {}

    /** The idempotency key was used for another request. */
    record Reused() implements Submitted {}

    /**
     * An equal unique job is under way.
     *
     * @param holder its id; empty when another kind of node made the claim
     */
    record Conflict(Optional<String> holder) implements Submitted {}

    /**
     * Redis refuses it, because a key of the job holds something else.
     *
     * @param reason what Redis says
     */
    record Refused(String reason) implements Submitted {}
  }

  /**
   * What came of a stop, a cancel or a retry.
   *
   * @param result the word of the script
   * @param detail what goes with it, empty if nothing does
   */
  public record Changed(Result result, String detail) {}

  /** The words of {@link Changed}. */
  public enum Result {
    /** It waited, and will not run. */
    STOPPED,
    /** It will not run, but its entry is still on a long queue, of the type in the detail. */
    LATER,
    /** It runs, and has been told. */
    TOLD,
    /** It waited, and is kept. */
    CANCELLED,
    /** It is back on its queue. */
    RETRIED,
    /** It had ended, with the status in the detail where the script says it. */
    FINAL,
    /** It is in a state in which this cannot be done: the detail. */
    REFUSED,
    /** It runs on a pool of the other kind, which cannot be told. */
    FOREIGN,
    /** It is a policy, and nothing was done. */
    POLICY,
    /** An equal unique job is under way: the detail. */
    CONFLICT,
    /** Its entry is to be searched on the queue of the type in the detail. */
    SEARCH,
    /** There is no such job. */
    UNKNOWN
  }

  /**
   * Gives a job its place and its record, both or neither, however many wait already.
   *
   * @param job the job
   */
  public Submitted submit(NewJob job) {
    return submitAll(List.of(job)).get(0);
  }

  /** Gives several jobs their places and records, however many wait already. */
  public List<Submitted> submitAll(List<NewJob> batch) {
    return submitAll(batch, PendingLimits.none());
  }

  /**
   * Gives several jobs their places and records, each both or neither, in one round trip.
   *
   * @param batch the jobs
   * @param limits how many may wait
   * @return what came of each, in their order
   */
  public List<Submitted> submitAll(List<NewJob> batch, PendingLimits limits) {
    Arguments args = new Arguments().add(limits.inAll().orElse(0));
    batch.forEach(job -> addTo(args, job, limits));
    String key = redis.keys().stats(batch.get(0).entry().id());
    return Replies.list(redis.runPatiently("submit", key, args.list(), PATIENCE)).stream()
        .map(JobStore::submitted)
        .toList();
  }

  /** What a script needs to take a job in. */
  private void addTo(Arguments args, NewJob job, PendingLimits limits) {
    JobEntry entry = job.entry();
    String claim = Claim.of(entry);
    boolean hooked = !job.stats().getOrDefault("web_hook_url", "").isEmpty();
    long delay = job.runAt() == 0 ? 0 : Math.max(0, job.runAt() - redis.clock().seconds());
    args.add((job.stats().size() + (claim.isEmpty() ? 0 : 1)) * 2L)
        .add(entry.id())
        .add(entry.name())
        .add(entry.toJson())
        .add(hooked ? 2 : 1)
        .add(claim)
        .add(Claim.LIFE_SECONDS + delay)
        .add(job.runAt())
        .add(job.once().map(once -> Claim.digest(once.key())).orElse(""))
        .add(job.once().map(once -> Claim.digest(once.request())).orElse(""))
        .add(job.once().map(Once::answer).orElse(""))
        .add(awaited(job))
        .add(limits.of(entry.name()).orElse(0))
        .add(job.stats());
    if (!claim.isEmpty()) {
      args.add("claim").add(claim);
    }
  }

  /**
   * How the jobs that one waits for must end, how long it is known when it is stopped, and them.
   */
  private String awaited(NewJob job) {
    String after = job.stats().getOrDefault("after", "");
    return after.isEmpty()
        ? ""
        : job.stats().get("after_status") + "\n" + retention.stopped().toSeconds() + "\n" + after;
  }

  /** Begins to look what submissions would come to, however many wait already. */
  public Rehearsal rehearsal() {
    return rehearsal(PendingLimits.none());
  }

  /**
   * Begins to look what submissions would come to, without making them.
   *
   * @param limits how many may wait
   */
  public Rehearsal rehearsal(PendingLimits limits) {
    return new Rehearsal(redis, this::awaited, limits);
  }

  /** What came of a sub-job. */
  public sealed interface SubJob {
    /** It is there, from now or from an earlier launch. */
    record Launched() implements SubJob {}

    /** Its parent has been told to stop, or has lost its attempt. */
    record ParentStopped() implements SubJob {}

    /** Its parent has been told to cancel. */
    record ParentCancelled() implements SubJob {}

    /** Sub-jobs would be nested too deep. */
    record TooDeep() implements SubJob {}

    /**
     * It was refused as a submission is.
     *
     * @param why the reason
     */
    record Refused(Submitted why) implements SubJob {}
  }

  /**
   * Takes in a sub-job of an attempt that runs, and links the two.
   *
   * @param parent the attempt
   * @param job the sub-job; its record names the parent
   * @param deepest how deep sub-jobs may be nested, 1 or more
   * @param patience how long to go on when Redis does not answer
   */
  public SubJob launch(Attempt parent, NewJob job, int deepest, Duration patience) {
    Arguments args =
        new Arguments().add(parent.id()).add(parent.pool()).add(parent.number()).add(deepest);
    addTo(args, job, PendingLimits.none());
    String key = redis.keys().stats(parent.id());
    Object reply = redis.runPatiently("launch", key, args.list(), patience);
    return switch (Replies.texts(reply).get(0)) {
      case "LAUNCHED" -> new SubJob.Launched();
      case "STOP", "FENCED" -> new SubJob.ParentStopped();
      case "CANCEL" -> new SubJob.ParentCancelled();
      case "DEEP" -> new SubJob.TooDeep();
      default -> new SubJob.Refused(submitted(reply));
    };
  }

  /**
   * Whether a job has launched a sub-job, however that has ended since.
   *
   * @param parent the id of the job
   * @param id the id of the sub-job
   */
  public boolean hasLaunched(String parent, String id) {
    return redis.readPatiently(
        jedis -> jedis.zscore(redis.keys().subJobs(parent), id) != null, PATIENCE);
  }

  /**
   * The sub-jobs of a job, the newest first.
   *
   * @param parent the id of the job
   * @param from how many of the newest to pass over
   * @param most how many at most
   * @return their ids, also of those that have no record any more
   */
  public List<String> subJobs(String parent, long from, int most) {
    byte[] key = Redis.bytes(redis.keys().subJobs(parent));
    int last = (int) Math.min(Integer.MAX_VALUE, from + most - 1);
    if (last < from) {
      return List.of();
    }
    ZRangeParams range = ZRangeParams.zrangeParams((int) from, last).rev();
    return redis.readPatiently(jedis -> jedis.zrange(key, range), PATIENCE).stream()
        .map(Replies::text)
        .toList();
  }

  /**
   * How many sub-jobs a job has launched.
   *
   * @param parent the id of the job
   */
  public long numberOfSubJobs(String parent) {
    return redis.readPatiently(jedis -> jedis.zcard(redis.keys().subJobs(parent)), PATIENCE);
  }

  /**
   * The records of several jobs, in one round trip.
   *
   * @param ids their ids
   * @return those that there are, in the order of the ids
   */
  public List<JobStats> findAll(List<String> ids) {
    return Records.read(redis, ids, PATIENCE);
  }

  static Submitted submitted(Object result) {
    List<String> reply = Replies.texts(result);
    return switch (reply.get(0)) {
      case "TAKEN" ->
          reply.size() > 1
              ? new Submitted.Awaits(reply.get(1), reply.get(2))
              : new Submitted.Taken();
      case "FULL" ->
          new Submitted.Full(
              Optional.of(reply.get(1)).filter(type -> !type.isEmpty()),
              Long.parseLong(reply.get(2)),
              Long.parseLong(reply.get(3)));
      case "MISSING" -> new Submitted.Missing(reply.get(1));
      case "KNOWN" -> new Submitted.Known();
      case "AGAIN" -> new Submitted.Again(reply.get(1));
      case "REUSED" -> new Submitted.Reused();
      case "CONFLICT" ->
          new Submitted.Conflict(Optional.of(reply.get(1)).filter(holder -> !holder.isEmpty()));
      default -> new Submitted.Refused(reply.get(1));
    };
  }

  /**
   * The record of a job.
   *
   * @param id any text
   * @return the record, or empty when there is none
   */
  public Optional<JobStats> find(String id) {
    Map<String, String> fields =
        redis.readPatiently(jedis -> jedis.hgetAll(redis.keys().stats(id)), PATIENCE);
    return fields.isEmpty() ? Optional.empty() : Optional.of(JobStats.of(fields));
  }

  /**
   * Some fields of a record, for who asks often; parameters and results may be long.
   *
   * @param id any text
   * @param fields their names, at least one
   * @return those that there are; empty when there is no record, or it has none of them
   */
  public Map<String, String> fields(String id, List<String> fields) {
    List<String> values =
        redis.readPatiently(
            jedis -> jedis.hmget(redis.keys().stats(id), fields.toArray(String[]::new)), PATIENCE);
    Map<String, String> found = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      if (values.get(i) != null) {
        found.put(fields.get(i), values.get(i));
      }
    }
    return found;
  }

  /**
   * Stops a job for good, and tells it when it runs.
   *
   * @param id any text
   */
  public Changed stop(String id) {
    Arguments args = new Arguments().add(id).add(retention.stopped().toSeconds());
    return change("stop", id, args);
  }

  /**
   * Takes the entries of all stopped jobs from a long queue, in pieces.
   *
   * @param type the type of the queue
   * @return how many there were
   */
  public long drop(String type) {
    long removed = 0;
    for (long from = 0; ; ) {
      Arguments args =
          new Arguments().add(from).add(ENTRIES_A_DROP).add(retention.stopped().toSeconds());
      List<String> reply =
          Replies.texts(
              redis.runPatiently("drop", redis.keys().queue(type), args.list(), PATIENCE));
      long looked = Long.parseLong(reply.get(0));
      long gone = Long.parseLong(reply.get(1));
      removed += gone;
      from += looked - gone;
      if (looked < ENTRIES_A_DROP) {
        return removed;
      }
    }
  }

  /**
   * Takes a waiting job from its place, or tells a running one; the job is kept.
   *
   * @param id any text
   * @param token names this request, so that it may be sent twice
   */
  public Changed cancel(String id, String token) {
    byte[] entry = new byte[0];
    int vain = 0;
    while (true) {
      Arguments args =
          new Arguments().add(id).add(retention.error().toSeconds()).add(token).add(entry);
      Changed changed = change("cancel", id, args);
      if (changed.result() != Result.SEARCH) {
        return changed;
      }
      // It may have been fetched, or moved, since the script looked: then the next look says so.
      entry = search(id, changed.detail()).orElse(new byte[0]);
      if (entry.length == 0 && ++vain == SEARCHES) {
        return new Changed(Result.REFUSED, "waiting, but its entry is in no place");
      }
    }
  }

  /**
   * Puts a job that was given up or cancelled back on its queue.
   *
   * @param stats the job as it was read
   * @param fresh its new entry, made from what the dead set and the record hold
   * @param token names this request, so that it may be sent twice
   */
  public Changed retry(JobStats stats, JobEntry fresh, String token) {
    return change("retry", stats.id(), retryArguments(stats.id(), fresh, token));
  }

  static Arguments retryArguments(String id, JobEntry fresh, String token) {
    return new Arguments()
        .add(id)
        .add(token)
        .add(fresh.name())
        .add(fresh.toJson())
        .add(Claim.LIFE_SECONDS);
  }

  /**
   * The entry of a job in the dead set.
   *
   * @param stats the job
   */
  public Optional<Bytes> dead(JobStats stats) {
    double diedAt = stats.number("die_at");
    byte[] key = Redis.bytes(redis.keys().dead());
    return redis
        .readPatiently(
            jedis -> jedis.zrange(key, ZRangeParams.zrangeByScoreParams(diedAt, diedAt)), PATIENCE)
        .stream()
        .filter(entry -> isOf(entry, stats.id()))
        .findFirst()
        .map(Bytes::new);
  }

  /**
   * Pauses a type, or lets it go on.
   *
   * @param type the type
   * @param pause whether to pause it
   * @return whether that changed something
   */
  public boolean pause(String type, boolean pause) {
    Arguments args = new Arguments().add(type).add(pause ? "1" : "0");
    String key = redis.keys().queue(type);
    return Replies.text(redis.runPatiently("pause", key, args.list(), PATIENCE)).equals("1");
  }

  private Changed change(String script, String id, Arguments args) {
    Object reply = redis.runPatiently(script, redis.keys().stats(id), args.list(), PATIENCE);
    List<String> words = Replies.texts(reply);
    return new Changed(Result.valueOf(words.get(0)), words.size() > 1 ? words.get(1) : "");
  }

  /**
   * Reads a queue from its newest entry on. New entries push what has been read further away, and
   * others are taken at the far end only, so that nothing is passed over.
   */
  private Optional<byte[]> search(String id, String type) {
    byte[] key = Redis.bytes(redis.keys().queue(type));
    for (long from = 0; ; from += ENTRIES_A_READ) {
      long start = from;
      List<byte[]> entries =
          redis.readPatiently(
              jedis -> jedis.lrange(key, start, start + ENTRIES_A_READ - 1), PATIENCE);
      for (byte[] entry : entries) {
        if (isOf(entry, id)) {
          return Optional.of(entry);
        }
      }
      if (entries.size() < ENTRIES_A_READ) {
        return Optional.empty();
      }
    }
  }

  private static boolean isOf(byte[] entry, String id) {
    try {
      return JobEntry.parse(entry).statsId().equals(id);
    } catch (JsonSyntaxException e) {
      return false;
    }
  }
}
