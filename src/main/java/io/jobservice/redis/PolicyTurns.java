package io.jobservice.redis;

import io.jobservice.model.ExecutionEntry;
import io.jobservice.model.JobStats;
import io.jobservice.redis.PolicyStore.Timetable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The turns of policies: each gets its further executions in its turn, from one node. Safe to
 * share. A call goes on for two seconds when Redis does not answer, then fails with {@link
 * RedisUnavailableException}; each may be sent twice.
 */
public final class PolicyTurns {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int POLICIES_A_TURN = 50;
  private static final long LEASE = 10;
  private static final long SENSELESS = 3600;

  private final Redis redis;
  private final Retention retention;
  private final PolicySurvey survey;

  /**
   * The turns of a namespace.
   *
   * @param redis where it is
   * @param retention how long records are kept
   */
  public PolicyTurns(Redis redis, Retention retention) {
    this.redis = redis;
    this.retention = retention;
    this.survey = new PolicySurvey(redis);
  }

  /**
   * A policy whose turn it is.
   *
   * @param policy its record
   * @param overdue the seconds of its executions that were due more than two seconds ago and have
   *     not come to their queue, ascending
   */
  public record Due(JobStats policy, List<Long> overdue) {

    /** Copies the list. */
    public Due {
      overdue = List.copyOf(overdue);
    }
  }

  /**
   * What a turn finds.
   *
   * @param now Redis' time in epoch seconds
   * @param due policies whose turn it is; nobody else gets them for ten seconds
   * @param hasMore whether there are more of them now
   * @param nextAt the second of the next turn after these, if there is one
   */
  public record Turn(long now, List<Due> due, boolean hasMore, OptionalLong nextAt) {

    /** Copies the list. */
    public Turn {
      due = List.copyOf(due);
    }
  }

  /**
   * Takes some policies whose turn it is. Policies of the layout's set that others have put there
   * or taken from there are noticed before.
   */
  public Turn turn() {
    List<?> reply = lease();
    List<Due> due = new ArrayList<>(due(reply));
    if (survey.isDue(Replies.text(reply.get(1)))) {
      survey.run(Replies.text(reply.get(1)));
      reply = lease();
      due.addAll(due(reply));
    }
    String next = Replies.text(reply.get(2));
    long now = Long.parseLong(Replies.text(reply.get(0)));
    OptionalLong nextAt =
        next.isEmpty() ? OptionalLong.empty() : OptionalLong.of((long) Double.parseDouble(next));
    return new Turn(now, due, due.size() >= POLICIES_A_TURN, nextAt);
  }

  /**
   * What a turn comes to.
   *
   * @param timetable the next executions; those due up to now run at once
   * @param makeUp missed instants that are run at once, ascending; executions that are there
   *     already or not
   * @param drop overdue executions that are not to run
   * @param missed how many instants the newest of {@code makeUp} stands for, 0 if none was missed
   * @param missedSince the oldest of these
   */
  public record Plan(
      Timetable timetable, List<Long> makeUp, List<Long> drop, long missed, long missedSince) {

    /** Copies the lists. */
    public Plan {
      makeUp = List.copyOf(makeUp);
      drop = List.copyOf(drop);
    }
  }

  /**
   * A plan for a policy.
   *
   * @param policy as {@link #turn} gave it
   * @param entry its executions' entries
   * @param plan what to do
   */
  public record Planned(JobStats policy, ExecutionEntry entry, Plan plan) {}

  /** What came of a plan. */
  public enum Enqueued {
    /** It was carried out. */
    DONE,
    /** The policy has changed, or had its turn, since it was read. */
    STALE,
    /** Redis refuses it, because a key of the policy holds something else. */
    REFUSED
  }

  /**
   * Makes the executions of policies, and deletes those that ended long ago, each policy by itself,
   * in one round trip.
   *
   * @param batch the policies
   * @return what came of each, in their order
   */
  public List<Enqueued> enqueueAll(List<Planned> batch) {
    List<Redis.Call> calls = batch.stream().map(this::enqueueing).toList();
    return redis.runEachPatiently("enqueue", calls, PATIENCE).stream()
        .map(PolicyTurns::enqueued)
        .toList();
  }

  private Redis.Call enqueueing(Planned planned) {
    JobStats policy = planned.policy;
    Plan plan = planned.plan;
    Timetable timetable = plan.timetable();
    Arguments args =
        new Arguments()
            .add(policy.id())
            .add(policy.text("cron_spec"))
            .add(policy.text("enqueued_to"))
            .add(timetable.until())
            .addIfAny(timetable.turnAt())
            .add(plan.missed())
            .add(plan.missedSince())
            .add(retention.executions())
            .add(PolicyStore.HORIZON * 2)
            .add(retention.stopped().toSeconds())
            .add(planned.entry)
            .add(policy.text("missing"))
            .add(timetable.due().size())
            .add(plan.makeUp().size());
    timetable.due().forEach(args::add);
    plan.makeUp().forEach(args::add);
    plan.drop().forEach(args::add);
    return new Redis.Call(redis.keys().stats(policy.id()), args.list());
  }

  private static Enqueued enqueued(Object reply) {
    if (reply instanceof RefusedException) {
      return Enqueued.REFUSED;
    }
    return Replies.text(reply).equals("ENQUEUED") ? Enqueued.DONE : Enqueued.STALE;
  }

  /**
   * Gives a policy no turn for an hour, as its record makes no sense.
   *
   * @param id the policy
   */
  public void postpone(String id) {
    Arguments args = new Arguments().add(id).add(redis.clock().seconds() + SENSELESS);
    redis.runPatiently("postpone", redis.keys().policyTurns(), args.list(), PATIENCE);
  }

  private List<?> lease() {
    Arguments args = new Arguments().add(POLICIES_A_TURN).add(LEASE).add(PolicyStore.BARELY_LATE);
    return Replies.list(
        redis.runPatiently("turn", redis.keys().policyTurns(), args.list(), PATIENCE));
  }

  private static List<Due> due(List<?> reply) {
    return reply.subList(3, reply.size()).stream()
        .map(policy -> policy(Replies.texts(policy)))
        .toList();
  }

  private static Due policy(List<String> reply) {
    int fields = Integer.parseInt(reply.get(0));
    Map<String, String> stats = new HashMap<>();
    for (int i = 1; i <= fields; i += 2) {
      stats.put(reply.get(i), reply.get(i + 1));
    }
    return new Due(
        JobStats.of(stats),
        reply.subList(fields + 1, reply.size()).stream().map(Long::valueOf).sorted().toList());
  }
}
