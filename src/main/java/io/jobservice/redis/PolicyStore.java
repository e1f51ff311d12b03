package io.jobservice.redis;

import io.jobservice.model.ExecutionEntry;
import io.jobservice.model.JobStats;
import io.jobservice.model.PolicyPage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

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
   * Gives a policy its record, its place and its first executions, or nothing.
   *
   * @param policy the policy
   */
  public Created create(NewPolicy policy) {
    return soon();
  }

  /**
   * Who has a claim.
   *
   * @param claim what {@link NewPolicy} has
   * @return the id of a policy in force
   */
  public Optional<String> holder(String claim) {
    return soon();
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
    return soon();
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
   * Makes executions, and deletes those that ended long ago, unless the policy has changed or had
   * its turn since it was read.
   *
   * @param policy as {@link #turn} gave it
   * @param entry its executions' entries
   * @param plan what to do
   * @return whether it was done
   */
  public boolean enqueue(JobStats policy, ExecutionEntry entry, Plan plan) {
    return soon();
  }

  /**
   * Gives a policy no turn for an hour, as its record makes no sense.
   *
   * @param id the policy
   */
  public void postpone(String id) {
    soon();
  }

  /** What came of a change. */
  public enum Changed {
    /** It is as it should be. */
    DONE,
    /** The record is not as it was read; read it again. */
    OUTDATED,
    /** It is no policy, or has ended. */
    REFUSED,
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
   */
  public Changed change(
      JobStats policy,
      Map<String, String> fields,
      Place place,
      ExecutionEntry entry,
      Timetable timetable) {
    return soon();
  }

  /**
   * Ends a policy: it makes no executions any more, those that wait are stopped or cancelled, and
   * those that run are told so.
   *
   * @param policy its record
   * @param entry its executions' entries
   * @param cancel whether executions are cancelled, which keeps them, and not stopped
   * @return DONE, REFUSED or UNKNOWN
   */
  public Changed end(JobStats policy, ExecutionEntry entry, boolean cancel) {
    return soon();
  }

  /**
   * The executions of a policy that are known, whether they have a record or not.
   *
   * @param policy its id
   * @return their due seconds, the newest first
   */
  public List<Long> executions(String policy) {
    return soon();
  }

  /**
   * The policies that are in force, the newest first.
   *
   * @param cursor 0 at first, then what the page before had
   * @param size how many, 1 or more; a page may have a few more
   */
  public PolicyPage page(long cursor, int size) {
    return soon();
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private <T> T soon() {
    if (redis.keys().prefix().isEmpty()) {
      return Objects.requireNonNull(null);
    }
    throw new UnsupportedOperationException(retention.toString());
  }
}
