package io.jobservice.redis;

import io.jobservice.model.ExecutionEntry;
import io.jobservice.model.JobStats;
import io.jobservice.model.PolicyPage;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import redis.clients.jedis.params.ZRangeParams;
import redis.clients.jedis.resps.Tuple;

/**
 * The policies of periodic jobs and their executions. Safe to share. A call goes on for two seconds
 * when Redis does not answer, then fails with {@link RedisUnavailableException}; each may be sent
 * twice.
 *
 * <p>A policy that the other kind of node reads as we do is shared with it, in the layout's set;
 * any other is known to our nodes only, and so are its executions until they are on their queue.
 */
public final class PolicyStore {

  /** How far ahead executions are made, as the layout has it, in seconds. */
  public static final long HORIZON = 240;

  /** What an execution may be late and is still not missed, in seconds. */
  public static final long LATE = 60;

  /** What an execution may be late when others of its policy were missed, in seconds. */
  static final long BARELY_LATE = 2;

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** How many policies of the other kind may have one number at most. */
  private static final int SAME_NUMBER = 1000;

  private final Redis redis;
  private final Retention retention;

  /**
   * The policies of a namespace.
   *
   * @param redis where they are
   * @param retention how long records are kept
   */
  public PolicyStore(Redis redis, Retention retention) {
    this.redis = redis;
    this.retention = retention;
  }

  /**
   * Redis' time in epoch seconds, measured anew. A script that finds the time off is sent again
   * with the right one, but not with other executions: those are computed before.
   */
  public long now() {
    redis.patiently(
        PATIENCE,
        () -> {
          redis.measureClock();
          return null;
        });
    return redis.clock().seconds();
  }

  /**
   * The executions that a policy gets.
   *
   * @param due their epoch seconds, ascending
   * @param until up to which second all instants have been looked at
   * @param turnAt when the next ones are to be made; empty when there are none
   */
  public record Timetable(List<Long> due, long until, OptionalLong turnAt) {

    /** Copies the list. */
    public Timetable {
      due = List.copyOf(due);
    }

    /** No executions at all. */
    public static Timetable none(long until) {
      return new Timetable(List.of(), until, OptionalLong.empty());
    }
  }

  /**
   * How a policy stands in the layout's set.
   *
   * @param isShared whether it is there at all
   * @param json its JSON there
   */
  public record Place(boolean isShared, String json) {}

  /**
   * A policy to take in.
   *
   * @param stats the fields of its record but the number, in order
   * @param place where it lives
   * @param entry its executions' entries
   * @param timetable its first executions
   * @param claim what no second policy may share, empty if any may
   * @param once what makes a second submission of the same request have no effect; its answer has
   *     {@code "numeric_policy_id":0} where the number is to stand
   */
  public record NewPolicy(
      Map<String, String> stats,
      Place place,
      ExecutionEntry entry,
      Timetable timetable,
      Optional<String> claim,
      Optional<JobStore.Once> once) {}

  /**
   * What came of a submission.
   *
   * @param outcome Taken, Known, Again, Reused, Conflict or Refused
   * @param number the number of the policy, 0 if it was not taken in
   */
  public record Created(JobStore.Submitted outcome, long number) {}

  /**
   * Gives policies their records, their places and their first executions, each by itself all of it
   * or nothing, in one round trip.
   *
   * @param batch the policies
   * @return what came of each, in their order
   */
  public List<Created> createAll(List<NewPolicy> batch) {
    List<Redis.Call> calls = batch.stream().map(this::creation).toList();
    return redis.runEachPatiently("schedule", calls, PATIENCE).stream()
        .map(PolicyStore::created)
        .toList();
  }

  private Redis.Call creation(NewPolicy policy) {
    Map<String, String> stats = policy.stats();
    String id = stats.getOrDefault("id", "");
    Timetable timetable = policy.timetable();
    Arguments args =
        new Arguments()
            .add(id)
            .add(policy.once().map(once -> Claim.digest(once.key())).orElse(""))
            .add(policy.once().map(once -> Claim.digest(once.request())).orElse(""))
            .add(policy.once().map(JobStore.Once::answer).orElse(""))
            .add(policy.claim().map(Claim::digest).orElse(""))
            .add(policy.place().isShared() ? policy.place().json() : "")
            .add(policy.entry())
            .add(timetable.until())
            .addIfAny(timetable.turnAt())
            .add(stats.size() * 2L)
            .add(stats);
    timetable.due().forEach(args::add);
    return new Redis.Call(redis.keys().stats(id), args.list());
  }

  private static Created created(Object reply) {
    if (reply instanceof RefusedException refused) {
      String why = String.valueOf(refused.getMessage());
      return new Created(new JobStore.Submitted.Refused(why), 0);
    }
    List<String> words = Replies.texts(reply);
    long number =
        switch (words.get(0)) {
          case "TAKEN", "KNOWN" -> Long.parseLong(words.get(1));
          default -> 0;
        };
    return new Created(JobStore.submitted(words.subList(0, number > 0 ? 1 : words.size())), number);
  }

  /**
   * Who has a claim.
   *
   * @param claim what {@link NewPolicy} has
   * @return the id of a policy in force
   */
  public Optional<String> holder(String claim) {
    return redis.readPatiently(
        jedis ->
            Optional.ofNullable(jedis.hget(redis.keys().policyClaims(), Claim.digest(claim)))
                .filter(id -> "Scheduled".equals(jedis.hget(redis.keys().stats(id), "status"))),
        PATIENCE);
  }

  /** What came of a change. */
  public enum Changed {
    /** It is as it should be. */
    DONE,
    /** The record is not as it was read; read it again. */
    OUTDATED,
    /** It is no policy, or has ended. */
    REFUSED,
    /** Another policy has the claim. */
    CONFLICT,
    /** There is no such job. */
    UNKNOWN
  }

  /**
   * Changes a policy, and replaces its future executions, unless it has changed since it was read.
   *
   * @param policy as it was read
   * @param fields what changes in its record; an empty value takes a field away
   * @param place where it lives from now on
   * @param entry its executions' entries
   * @param timetable its executions from now on
   * @param claim what no second policy may share from now on, empty if any may
   */
  public Changed change(
      JobStats policy,
      Map<String, String> fields,
      Place place,
      ExecutionEntry entry,
      Timetable timetable,
      Optional<String> claim) {
    Arguments args =
        new Arguments()
            .add(policy.id())
            .add(policy.text("cron_spec"))
            .add(policy.text("enqueued_to"))
            .add(options(policy))
            .add(place.isShared() ? place.json() : "")
            .add(timetable.until())
            .addIfAny(timetable.turnAt())
            .add(retention.stopped().toSeconds());
    args.add(entry);
    args.add(claim.map(Claim::digest).orElse(""));
    args.add(fields.size() * 2L).add(fields);
    timetable.due().forEach(args::add);
    return Changed.valueOf(Replies.text(change("change", policy.id(), args)));
  }

  /** What came of the end of a policy. */
  public enum Ended {
    /** It is over. */
    ENDED,
    /** So it is, but the entry of an execution is still on the long queue of its type. */
    LATER,
    /** It had ended before. */
    FINAL,
    /** It is no policy. */
    REFUSED,
    /** There is no such job. */
    UNKNOWN
  }

  /**
   * Ends a policy: it makes no executions any more, those that wait are stopped or cancelled, and
   * those that run are told so.
   *
   * @param policy its record
   * @param entry its executions' entries
   * @param cancel whether executions are cancelled, which keeps them, and not stopped
   */
  public Ended end(JobStats policy, ExecutionEntry entry, boolean cancel) {
    boolean later = false;
    List<String> reply = List.of("MORE", "", "0");
    while (reply.get(0).equals("MORE")) {
      Arguments args =
          new Arguments()
              .add(policy.id())
              .add(cancel ? "cancel" : "stop")
              .add(retention.stopped().toSeconds())
              .add(retention.error().toSeconds())
              .add(entry)
              .add(reply.get(2));
      reply = Replies.texts(change("unschedule", policy.id(), args));
      later |= reply.size() > 1 && reply.get(1).equals("LATER");
    }
    return later ? Ended.LATER : Ended.valueOf(reply.get(0));
  }

  /**
   * The executions of a policy that are known, whether they have a record or not.
   *
   * @param policy its id
   * @return their due seconds, the newest first
   */
  public List<Long> executions(String policy) {
    return redis
        .readPatiently(jedis -> jedis.zrange(redis.keys().executions(policy), 0, -1), PATIENCE)
        .stream()
        .flatMap(id -> dueSecond(policy, id).stream())
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  /**
   * The policies that are in force, the newest first.
   *
   * @param cursor 0 at first, then what the page before had
   * @param size how many, 1 or more; a page may have a few more
   */
  public PolicyPage page(long cursor, int size) {
    double before = cursor == 0 ? Double.POSITIVE_INFINITY : cursor - 1;
    String key = redis.keys().policies();
    ZRangeParams range =
        ZRangeParams.zrangeByScoreParams(before, 0).rev().limit(0, size + SAME_NUMBER);
    List<Tuple> found = redis.readPatiently(jedis -> jedis.zrangeWithScores(key, range), PATIENCE);
    int end = Math.min(size, found.size());
    while (end > 0 && end < found.size() && sameNumber(found, end)) {
      end++;
    }
    List<String> ids = found.subList(0, end).stream().map(Tuple::getElement).toList();
    List<JobStats> policies =
        Records.read(redis, ids, PATIENCE).stream().filter(policy -> !policy.isOver()).toList();
    long next = end < found.size() ? (long) found.get(end - 1).getScore() : 0;
    return new PolicyPage(policies, next, redis.readPatiently(jedis -> jedis.zcard(key), PATIENCE));
  }

  private static boolean sameNumber(List<Tuple> found, int at) {
    return found.get(at).getScore() == found.get(at - 1).getScore();
  }

  private static Optional<Long> dueSecond(String policy, String id) {
    if (!id.startsWith(policy + "@")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.valueOf(id.substring(policy.length() + 1)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private Object change(String script, String id, Arguments args) {
    return redis.runPatiently(script, redis.keys().stats(id), args.list(), PATIENCE);
  }

  private static String options(JobStats policy) {
    return String.join(",", policy.text("paused"), policy.text("misfire"), policy.text("overlap"));
  }
}
