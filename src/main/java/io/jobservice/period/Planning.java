package io.jobservice.period;

import io.jobservice.core.DueTimes;
import io.jobservice.core.Policy;
import io.jobservice.model.Misfire;
import io.jobservice.redis.PolicyStore;
import io.jobservice.redis.PolicyStore.Timetable;
import io.jobservice.redis.PolicyTurns.Due;
import io.jobservice.redis.PolicyTurns.Plan;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * What a turn of a policy comes to, by what was found alone.
 *
 * <p>Instants that are a minute late or more were missed, since no node was alive; then all that
 * are late by more than two seconds were missed with them. What was missed are executions that were
 * made in time and did not run, and instants since that nobody made executions of.
 */
final class Planning {

  /** Where counting leaves off: each instant takes some ten microseconds, and others wait. */
  static final int MOST_COUNTED = 1_000;

  /** What is not later than this is on time, in seconds; a mover moves it. */
  private static final long ON_TIME = 2;

  private final Policy policy;
  private final DueTimes times;
  private final List<Long> overdue;
  private final long from;
  private final long now;

  private Planning(Policy policy, Due due, long now) {
    this.policy = policy;
    this.times = policy.dueTimes();
    this.overdue = due.overdue();
    long lookedAt = due.policy().number("enqueued_to");
    // What the other kind of node has enqueued so far is not known.
    this.from = lookedAt == 0 ? now : lookedAt;
    this.now = now;
  }

  /**
   * A plan, and what it leaves out.
   *
   * @param missed how many instants were missed, counted up to {@link #MOST_COUNTED} or so
   * @param since the oldest of these, 0 if there are none
   */
  record Outcome(Plan plan, long missed, long since) {

    /** What was missed and what becomes of it, in words. */
    String sentence(Misfire misfire) {
      Instant oldest = Instant.ofEpochSecond(since);
      return missed == 1
          ? "1 instant was missed while no node was alive, that of "
              + oldest
              + ", and "
              + consequence("is ", misfire)
          : (missed < MOST_COUNTED ? missed : MOST_COUNTED + " or more")
              + " instants were missed while no node was alive, since "
              + oldest
              + ", and "
              + consequence("are ", misfire);
    }

    private String consequence(String verb, Misfire misfire) {
      int runs = plan.makeUp().size();
      return switch (misfire) {
        case SKIP -> verb + "skipped";
        case FIRE_ONCE -> verb + "made up for by one run";
        case FIRE_ALL ->
            missed <= runs
                ? verb + "made up for by " + (runs == 1 ? "one run" : runs + " runs")
                : "the newest "
                    + runs
                    + " are made up for, the others are left out: "
                    + (missed < MOST_COUNTED ? "" : "at least ")
                    + (missed - runs);
      };
    }
  }

  /** The plan for a policy at a second. */
  static Outcome of(Policy policy, Due due, long now) {
    Planning planning = new Planning(policy, due, now);
    long oldest = planning.oldest();
    return planning.isMissed(oldest) ? planning.missed(oldest) : planning.onTime();
  }

  /** A mover that found one that was missed has left those after it, and says so. */
  private boolean isMissed(long oldest) {
    boolean left = policy.record().number("missing") > 0 && !overdue.isEmpty();
    return left || now - oldest > PolicyStore.LATE;
  }

  private long oldest() {
    OptionalLong next = times.next(from);
    return LongStream.concat(
            overdue.stream().mapToLong(second -> second),
            next.isPresent() ? LongStream.of(next.getAsLong()) : LongStream.empty())
        .min()
        .orElse(now);
  }

  private Outcome onTime() {
    Timetable timetable = times.timetable(from, now);
    return new Outcome(new Plan(timetable, List.of(), List.of(), 0, 0), 0, 0);
  }

  private Outcome missed(long oldest) {
    // With skip an instant of this moment must not go with those that were missed.
    long until = policy.misfire() == Misfire.SKIP ? now - ON_TIME - 1 : now;
    long looked = Math.max(from, until);
    long count = overdue.size() + (long) times.count(notAfter(from), until, MOST_COUNTED);
    List<Long> makeUp = makeUp(until);
    List<Long> drop = overdue.stream().filter(second -> !makeUp.contains(second)).toList();
    boolean standsForAll = policy.misfire() == Misfire.FIRE_ONCE;
    long newest = makeUp.isEmpty() ? 0 : makeUp.get(makeUp.size() - 1);
    Plan plan =
        new Plan(
            times.timetable(looked, now),
            makeUp,
            drop,
            standsForAll ? count : Math.min(1, makeUp.size()),
            standsForAll ? oldest : newest);
    return new Outcome(plan, count, oldest);
  }

  /** Those of the other kind may have made executions of instants that we have not looked at. */
  private long notAfter(long second) {
    return overdue.isEmpty() ? second : Math.max(second, overdue.get(overdue.size() - 1));
  }

  private List<Long> makeUp(long until) {
    int most =
        switch (policy.misfire()) {
          case SKIP -> 0;
          case FIRE_ONCE -> 1;
          case FIRE_ALL -> Misfire.MOST;
        };
    TreeSet<Long> missed = new TreeSet<>(overdue);
    missed.addAll(times.newest(notAfter(from), until, most));
    return missed.stream().skip(Math.max(0, missed.size() - most)).toList();
  }
}
