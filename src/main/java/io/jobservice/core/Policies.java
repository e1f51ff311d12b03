package io.jobservice.core;

import static io.jobservice.core.Guarded.guarded;

import io.jobservice.model.BadRequestException;
import io.jobservice.model.ConflictException;
import io.jobservice.model.ExecutionEntry;
import io.jobservice.model.JobStats;
import io.jobservice.model.JobStatsJson;
import io.jobservice.model.Misfire;
import io.jobservice.model.NotFoundException;
import io.jobservice.model.Overlap;
import io.jobservice.model.PolicyChange;
import io.jobservice.model.PolicyPage;
import io.jobservice.model.ScheduledPage;
import io.jobservice.model.ServiceException;
import io.jobservice.model.UnavailableException;
import io.jobservice.redis.JobStore;
import io.jobservice.redis.PolicyStore;
import io.jobservice.redis.PolicyStore.Changed;
import io.jobservice.redis.PolicyStore.Ended;
import io.jobservice.redis.PolicyStore.Timetable;
import io.jobservice.redis.RedisClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The part of the door that is about periodic jobs: their policies and executions. Safe to share.
 */
public final class Policies {

  /** How many of the newest executions a record shows. */
  public static final int SHOWN = 100;

  /** How many of its next instants a policy shows. */
  static final int RUNS = 5;

  private static final int TRIES = 10;
  private static final int A_LOOK = 500;
  private static final int MOST_LOOKS = 20;

  private final JobStore jobs;
  private final PolicyStore policies;
  private final RedisClock clock;

  Policies(JobStore jobs, PolicyStore policies, RedisClock clock) {
    this.jobs = jobs;
    this.policies = policies;
    this.clock = clock;
  }

  /**
   * Keeps a policy from firing until it is resumed. It has no effect on one that is paused.
   *
   * @param id any text
   * @throws NotFoundException if there is no such job
   * @throws ConflictException if it is no policy in force
   * @throws UnavailableException if Redis is away
   */
  public void pause(String id) throws ServiceException {
    change(id, record -> Map.of("paused", "1"));
  }

  /**
   * Lets a policy go on with its next instant; what came meanwhile is not made up for. It has no
   * effect on one that is not paused.
   *
   * @param id any text
   * @throws NotFoundException if there is no such job
   * @throws ConflictException if it is no policy in force, or its record makes no sense
   * @throws UnavailableException if Redis is away
   */
  public void resume(String id) throws ServiceException {
    change(id, record -> Map.of("paused", ""));
  }

  /**
   * Changes a policy; its future executions are replaced by those that it has from now on. A paused
   * one stays paused.
   *
   * @param id any text
   * @param change what to change
   * @throws BadRequestException if the new line makes no sense
   * @throws NotFoundException if there is no such job
   * @throws ConflictException if it is no policy in force, or is to become the same as another one
   *     while it is unique
   * @throws UnavailableException if Redis is away
   */
  public void change(String id, PolicyChange change) throws ServiceException {
    Map<String, String> fields = new HashMap<>();
    if (change.cronSpec().isPresent()) {
      fields.put("cron_spec", Policy.line(change.cronSpec().get()).text());
    }
    change
        .misfire()
        .ifPresent(it -> fields.put("misfire", it == Misfire.FIRE_ONCE ? "" : it.text()));
    change.overlap().ifPresent(it -> fields.put("overlap", it == Overlap.ALLOW ? "" : it.text()));
    change(id, record -> fields);
  }

  /** What changes in a record; an empty value takes a field away. */
  private interface Edit {
    Map<String, String> of(JobStats record);
  }

  private void change(String id, Edit edit) throws ServiceException {
    for (int i = 0; i < TRIES; i++) {
      JobStats record = inForce(id);
      Map<String, String> fields = new HashMap<>(edit.of(record));
      fields.entrySet().removeIf(field -> field.getValue().equals(record.text(field.getKey())));
      if (fields.isEmpty()) {
        return;
      }
      switch (changed(record, fields)) {
        case DONE -> {
          return;
        }
        case UNKNOWN -> throw new NotFoundException(id);
        default -> {
          // Read again: it says why, or what is there now.
        }
      }
    }
    throw new ConflictException("the periodic job is being changed by others; try again");
  }

  private JobStats inForce(String id) throws ServiceException {
    JobStats record = guarded(() -> jobs.find(id)).orElseThrow(() -> new NotFoundException(id));
    if (!Policy.isPolicy(record)) {
      String policy = record.text("upstream_job_id");
      boolean isExecution = !policy.isEmpty() && id.startsWith(policy + "@");
      throw new ConflictException(
          "job "
              + id
              + (isExecution
                  ? " is an execution of the periodic job " + policy
                  : " is no periodic job")
              + "; only a periodic job can be paused, resumed or changed");
    }
    if (!Policy.isInForce(record)) {
      throw new ConflictException(
          "the periodic job "
              + id
              + " has ended: it is "
              + record.status().text()
              + "; submit it again");
    }
    return record;
  }

  private Changed changed(JobStats record, Map<String, String> fields) throws ServiceException {
    Map<String, String> all = new HashMap<>(record.fields());
    all.putAll(fields);
    try {
      Policy policy = Policy.of(JobStats.of(all));
      long now = guarded(policies::now);
      Timetable timetable =
          policy.isPaused() ? Timetable.none(now) : policy.dueTimes().timetable(now, now);
      Optional<String> claim = policy.isUnique() ? Optional.of(policy.claim()) : Optional.empty();
      Changed changed =
          guarded(
              () ->
                  policies.change(
                      record, fields, policy.place(), policy.entry(), timetable, claim));
      if (changed == Changed.CONFLICT) {
        throw PolicyLauncher.conflict(guarded(() -> policies.holder(claim.orElseThrow())));
      }
      return changed;
    } catch (UnreadablePolicyException e) {
      throw new ConflictException(
          "the record of the periodic job makes no sense: " + e.getMessage());
    }
  }

  /**
   * A page of the executions of a policy, the newest first, those that wait for their time among
   * them. Those that have no record any more are left out, but count.
   *
   * @param policy its record
   * @param page which page, from 1
   * @param pageSize how many executions a page has
   * @param liveOnly whether those that have ended are passed over; then only the others count
   * @throws BadRequestException if it is no policy
   * @throws UnavailableException if Redis is away
   */
  public ScheduledPage executions(JobStats policy, long page, int pageSize, boolean liveOnly)
      throws ServiceException {
    if (!Policy.isPolicy(policy)) {
      throw new BadRequestException("job " + policy.id() + " is not periodic");
    }
    List<String> ids = executions(policy.id());
    long from = Math.multiplyExact(page - 1, (long) pageSize);
    if (!liveOnly) {
      List<String> some = ids.stream().skip(from).limit(pageSize).toList();
      return new ScheduledPage(guarded(() -> jobs.findAll(some)), ids.size());
    }
    List<JobStats> live = new ArrayList<>();
    for (int at = 0; at < ids.size(); at += A_LOOK) {
      List<String> some = ids.subList(at, Math.min(ids.size(), at + A_LOOK));
      guarded(() -> jobs.findAll(some)).stream().filter(job -> !job.isOver()).forEach(live::add);
    }
    return new ScheduledPage(live.stream().skip(from).limit(pageSize).toList(), live.size());
  }

  /**
   * The newest executions of a policy, those that wait for their time among them.
   *
   * @param policy its record
   * @return up to {@value #SHOWN} ids, the newest first; empty for what is no policy in force
   * @throws UnavailableException if Redis is away
   */
  public List<String> newest(JobStats policy) throws ServiceException {
    return Policy.isInForce(policy)
        ? executions(policy.id()).stream().limit(SHOWN).toList()
        : List.of();
  }

  /** The ids of all executions that are known, the newest first. */
  List<String> executions(String policy) throws UnavailableException {
    return guarded(() -> policies.executions(policy)).stream()
        .map(second -> policy + "@" + second)
        .toList();
  }

  /**
   * The policies that are in force, paused ones too, the newest first.
   *
   * @param cursor 0 at first, then what the page before had
   * @param size how many, 1 or more; a page may have a few more
   * @throws UnavailableException if Redis is away
   */
  public PolicyPage list(long cursor, int size) throws ServiceException {
    return guarded(() -> policies.page(cursor, size));
  }

  /**
   * The policies that are in force and fit, the newest first. A page may be short, or empty, and
   * have a next one, since only some thousand are looked at.
   *
   * @param names their types, empty for any
   * @param paused whether they are paused; empty for both
   * @param cursor 0 at first, then what the page before had
   * @param size how many, 1 or more; a page may have a few more
   * @return the page; it counts those too that do not fit
   * @throws UnavailableException if Redis is away
   */
  public PolicyPage list(Set<String> names, Optional<Boolean> paused, long cursor, int size)
      throws ServiceException {
    if (names.isEmpty() && paused.isEmpty()) {
      return list(cursor, size);
    }
    List<JobStats> fitting = new ArrayList<>();
    long last = 0;
    PolicyPage page = list(cursor, A_LOOK);
    for (int looks = 1; true; looks++) {
      for (JobStats policy : page.policies()) {
        if (fitting.size() >= size && number(policy) != last) {
          return new PolicyPage(fitting, last, page.total());
        }
        if ((names.isEmpty() || names.contains(policy.name()))
            && (paused.isEmpty() || paused.get() == Policy.isPaused(policy))) {
          fitting.add(policy);
          last = number(policy);
        }
      }
      if (page.next() == 0 || looks == MOST_LOOKS) {
        return new PolicyPage(fitting, page.next(), page.total());
      }
      page = list(page.next(), A_LOOK);
    }
  }

  private static long number(JobStats policy) {
    return policy.number("numeric_policy_id");
  }

  /**
   * The JSON of a policy, and of one in force with its newest executions, its next instants, and
   * what its owner should know.
   *
   * @param policy its record
   * @throws UnavailableException if Redis is away
   */
  public String toJson(JobStats policy) throws ServiceException {
    String json = JobStatsJson.toJson(policy, newest(policy));
    return Policy.isInForce(policy)
        ? JobStatsJson.withWarnings(
            JobStatsJson.withNextRuns(json, nextRuns(policy)), warnings(policy))
        : json;
  }

  /**
   * The JSON of a list of policies, <code>[{"job":{..,"next_runs":[..]}},..]</code>, without
   * spaces.
   *
   * @param page the list
   */
  public String toJson(PolicyPage page) {
    return page.policies().stream()
        .map(
            policy ->
                "{\"job\":"
                    + JobStatsJson.withNextRuns(JobStatsJson.toJson(policy), nextRuns(policy))
                    + "}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  /**
   * The next instants of a policy.
   *
   * @param policy its record
   * @return five epoch seconds, ascending; empty for one that is paused or has ended, whose record
   *     makes no sense, or that is none
   */
  public List<Long> nextRuns(JobStats policy) {
    if (!Policy.isInForce(policy) || Policy.isPaused(policy)) {
      return List.of();
    }
    try {
      return Policy.of(policy).dueTimes().following(clock.seconds(), RUNS);
    } catch (UnreadablePolicyException e) {
      return List.of();
    }
  }

  /**
   * What the owner of a policy should know.
   *
   * @param policy its record
   * @return sentences; mostly empty, and so for what is no policy in force
   */
  public List<String> warnings(JobStats policy) {
    if (!Policy.isInForce(policy)) {
      return List.of();
    }
    try {
      return Policy.of(policy).warnings();
    } catch (UnreadablePolicyException e) {
      return List.of("it does not fire: " + e.getMessage());
    }
  }

  /**
   * Ends one, and its executions.
   *
   * @param cancel whether these are kept, so that they can be retried
   * @return the type of the long queue where an entry was left that is to be dropped, if one was
   * @throws ConflictException if it is to be cancelled and had ended
   */
  Optional<String> end(String id, boolean cancel) throws ServiceException {
    JobStats record = guarded(() -> jobs.find(id)).orElseThrow(() -> new NotFoundException(id));
    Ended ended = guarded(() -> policies.end(record, entry(record), cancel));
    if (ended == Ended.UNKNOWN) {
      throw new NotFoundException(id);
    }
    // One that was in force has ended since: perhaps by a call of which the reply was lost.
    boolean endedNow = ended == Ended.FINAL && Policy.isInForce(record);
    if (ended == Ended.FINAL && !endedNow && cancel) {
      throw new ConflictException("the job has ended already");
    }
    return ended == Ended.LATER || endedNow ? Optional.of(record.name()) : Optional.empty();
  }

  /** The entries of one whose record makes no sense are found by their ids. */
  private static ExecutionEntry entry(JobStats record) {
    try {
      return Policy.of(record).entry();
    } catch (UnreadablePolicyException e) {
      return ExecutionEntry.of(record.name(), record.id(), Optional.empty());
    }
  }
}
