package io.jobservice.core;

import static io.jobservice.core.Guarded.guarded;

import io.jobservice.model.BadRequestException;
import io.jobservice.model.ConflictException;
import io.jobservice.model.JobEntry;
import io.jobservice.model.JobId;
import io.jobservice.model.JobPage;
import io.jobservice.model.JobQuery;
import io.jobservice.model.JobStats;
import io.jobservice.model.JobStatus;
import io.jobservice.model.NotFoundException;
import io.jobservice.model.NotSupportedException;
import io.jobservice.model.PendingLimits;
import io.jobservice.model.PoolHeartbeat;
import io.jobservice.model.ScheduledPage;
import io.jobservice.model.ServiceException;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import io.jobservice.model.Submission;
import io.jobservice.model.UnavailableException;
import io.jobservice.model.UnknownJobException;
import io.jobservice.redis.Bytes;
import io.jobservice.redis.EventStore;
import io.jobservice.redis.FailedEntries;
import io.jobservice.redis.HookOutbox;
import io.jobservice.redis.IndexStore;
import io.jobservice.redis.JobStates;
import io.jobservice.redis.JobStore;
import io.jobservice.redis.JobStore.Changed;
import io.jobservice.redis.PolicyStore;
import io.jobservice.redis.PoolStore;
import io.jobservice.redis.Redis;
import io.jobservice.redis.RedisClock;
import io.jobservice.redis.Retention;
import io.jobservice.registry.JobRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The one door to the system: launches jobs, reads and stops them. Safe to share. When Redis is
 * away each method fails with {@link UnavailableException} within seconds.
 */
public final class Controller {

  private static final int MOST_DROPS = 10_000;
  private static final long REST_AFTER_DROP = 10;
  private static final long LONGEST_REST_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final JobRegistry registry;
  private final Launcher launcher;
  private final JobStore jobs;
  private final IndexStore index;
  private final PoolStore pools;
  private final Queues queues;
  private final SubJobs subJobs;
  private final Policies policies;
  private final Hooks hooks;
  private final FailedJobs failed;
  private final StatusEvents events;
  private final JobWatch watch;
  private final Logs logs;
  private final Why why;
  private final RedisClock clock;
  private final RandomGenerator random;

  /**
   * Types with stopped jobs on a long queue. What is lost with this node is dropped when fetched.
   */
  private final BlockingQueue<String> drops = new LinkedBlockingQueue<>(MOST_DROPS);

  /**
   * A door to a namespace.
   *
   * @param registry the job types of this node
   * @param redis the Redis and the namespace
   * @param retention how long the records of jobs are kept that are ended here
   * @param reach what logs can be read from here
   * @param limits how many jobs may wait
   * @param hookRefusal why the URL of a hook may not be called, as far as that is known at once
   * @param random where ids come from; safe to share
   */
  public Controller(
      JobRegistry registry,
      Redis redis,
      Retention retention,
      Logs.Reach reach,
      PendingLimits limits,
      Function<URI, Optional<String>> hookRefusal,
      RandomGenerator random) {
    this.registry = registry;
    this.jobs = new JobStore(redis, retention);
    this.index = new IndexStore(redis, retention);
    this.pools = new PoolStore(redis, retention);
    this.queues = new Queues(redis, retention, limits, random);
    this.clock = redis.clock();
    this.logs = new Logs(jobs, pools, clock, reach);
    this.random = random;
    PolicyStore policyStore = new PolicyStore(redis, retention);
    Supplier<LaunchCheck> checks = () -> new LaunchCheck(registry, pools, hookRefusal);
    this.launcher = new Launcher(checks, jobs, policyStore, limits, clock, random);
    this.subJobs = new SubJobs(checks, jobs, clock);
    this.policies = new Policies(jobs, policyStore, clock);
    this.hooks = new Hooks(new HookOutbox(redis), jobs);
    this.events = new StatusEvents(new EventStore(redis), clock);
    this.failed = new FailedJobs(new FailedEntries(redis, retention), clock, random);
    this.watch = new JobWatch(new JobStates(redis), clock::monotonicNanos);
    this.why = new Why(redis, retention, policies);
  }

  /**
   * A door for a program that is no node: it registers no types, has no logs, no limits and no
   * rules for hooks, and the records of jobs that it ends are kept as long as the layout
   * prescribes.
   *
   * @param redis the Redis and the namespace
   * @param random where ids come from; safe to share
   */
  public static Controller withoutNode(Redis redis, RandomGenerator random) {
    return new Controller(
        JobRegistry.of(),
        redis,
        Retention.standard(),
        Logs.Reach.none(),
        PendingLimits.none(),
        url -> Optional.empty(),
        random);
  }

  /**
   * An idempotency key as a client sent it.
   *
   * @param key 1 to 255 printable characters
   * @param request the whole request, to tell it from another one with the same key
   */
  public record Idempotency(String key, String request) {}

  /**
   * Takes a job in. When this returns the job has its place.
   *
   * @param submission what was asked for
   * @param idempotency what makes a second submission of the same request have no effect
   * @return the JSON of the job: of the earlier one, when this request was taken in before
   * @throws UnknownJobException if neither this node nor any other pool registers the type
   * @throws BadRequestException if the kind, the hook or the parameters are no good, or the
   *     idempotency key was used for another request
   * @throws ConflictException if an equal unique job is under way
   * @throws UnavailableException if Redis is away
   */
  public String launch(Submission submission, Optional<Idempotency> idempotency)
      throws ServiceException {
    return launcher.launch(new LaunchRequest(submission, idempotency));
  }

  /**
   * Takes several jobs in, each by itself; they come to Redis some hundred at a time. When this
   * returns, those that are done have their places.
   *
   * @param requests the jobs
   * @return what came of each, in their order, with the JSON and the errors of {@link #launch}
   * @throws UnavailableException if Redis is away, and nothing was taken in as far as that is known
   */
  public List<Launched> launchAll(List<LaunchRequest> requests) throws UnavailableException {
    return launcher.launchAll(requests);
  }

  /**
   * Checks a job as {@link #launch} would, and takes nothing in.
   *
   * @param request the job
   * @return the JSON that the job would have, without id
   * @throws ServiceException the error of {@link #launch}
   */
  public String check(LaunchRequest request) throws ServiceException {
    return launcher.check(request);
  }

  /**
   * Checks several jobs as {@link #launchAll} would, and takes nothing in.
   *
   * @param requests the jobs
   * @return what would come of each, in their order, with the JSON of {@link #check}
   * @throws UnavailableException if Redis is away
   */
  public List<Launched> checkAll(List<LaunchRequest> requests) throws UnavailableException {
    return launcher.checkAll(requests);
  }

  /**
   * The record of a job.
   *
   * @param id any text
   * @throws NotFoundException if there is no such job
   * @throws UnavailableException if Redis is away
   */
  public JobStats read(String id) throws ServiceException {
    return guarded(() -> jobs.find(id)).orElseThrow(() -> new NotFoundException(id));
  }

  /**
   * Lists jobs, newest first, by the time index. What a filter does not fit is passed over, up to a
   * number of jobs; then the page is short, and its cursor goes on.
   *
   * @param query which ones
   * @throws UnavailableException if Redis is away
   */
  public JobPage list(JobQuery query) throws ServiceException {
    return guarded(() -> index.page(query));
  }

  /**
   * Finds the jobs whose id begins with a text, newest first. A job of exactly that id is found
   * alone. Some ten million jobs are looked through; a next page other than 0 says that there may
   * be more, and cannot be asked for.
   *
   * @param beginning any text
   * @param most how many to find at most, 1 to {@value JobQuery#LARGEST_PAGE}
   * @throws BadRequestException if no ids begin so, or too many do
   * @throws UnavailableException if Redis is away
   */
  public JobPage jobsBeginning(String beginning, int most) throws ServiceException {
    if (!JobId.isBeginning(beginning)) {
      throw new BadRequestException(
          "the beginning of an id must have 4 to 64 of 0-9 a-z @ -, unlike '" + beginning + "'");
    }
    return guarded(() -> index.beginningWith(beginning, most));
  }

  /**
   * Lists the jobs that wait for their time, the soonest first, with their number in all.
   *
   * @param page which page, from 1
   * @param pageSize how many jobs a page has, 1 to {@value JobQuery#LARGEST_PAGE}
   * @throws UnavailableException if Redis is away
   */
  public ScheduledPage scheduled(long page, int pageSize) throws ServiceException {
    return guarded(() -> index.scheduled(page, pageSize));
  }

  /**
   * Why a job that waits for a worker, or for its next try, will wait for long, as far as that is
   * plain.
   *
   * @param stats the job
   * @return the reason, or empty when there is none to see
   * @throws UnavailableException if Redis is away
   */
  public Optional<String> obstacle(JobStats stats) throws ServiceException {
    boolean waits =
        stats.status() == JobStatus.PENDING
            || (stats.status() == JobStatus.ERROR && !stats.isOver());
    if (!waits || registry.find(stats.name()).isPresent()) {
      return Optional.empty();
    }
    boolean known =
        guarded(pools::list).stream().anyMatch(pool -> pool.jobNames().contains(stats.name()));
    return known
        ? Optional.empty()
        : Optional.of("no worker pool registers the type " + stats.name());
  }

  /**
   * Stops a job for good; a policy with its executions. It has no effect on a job that has ended.
   *
   * @param id any text
   * @throws NotFoundException if there is no such job
   * @throws UnavailableException if Redis is away
   */
  public void stop(String id) throws ServiceException {
    stop(id, false);
  }

  /**
   * Stops a job for good, and all that it has launched. A job that has ended stays as it is; what
   * it has launched is stopped all the same.
   *
   * @param id any text
   * @param cascade whether to stop what it has launched
   * @throws NotFoundException if there is no such job
   * @throws UnavailableException if Redis is away; then some may have been stopped
   */
  public void stop(String id, boolean cascade) throws ServiceException {
    if (stopOne(id) == JobStore.Result.UNKNOWN) {
      throw new NotFoundException(id);
    }
    if (cascade) {
      subJobs.eachBelow(id, this::stopOne);
      for (String execution : policies.executions(id)) {
        subJobs.eachBelow(execution, this::stopOne);
      }
    }
  }

  private JobStore.Result stopOne(String id) throws ServiceException {
    Changed changed = guarded(() -> jobs.stop(id));
    if (changed.result() == JobStore.Result.LATER) {
      dropSoon(changed.detail());
    } else if (changed.result() == JobStore.Result.POLICY) {
      policies.end(id, false).ifPresent(this::dropSoon);
    }
    return changed.result();
  }

  /**
   * Ends the run of a job but keeps the job, so that it can be retried; one that waits is taken
   * from its place. A policy has ended for good then; its executions can be retried.
   *
   * @param id any text
   * @throws NotFoundException if there is no such job
   * @throws ConflictException if it has ended
   * @throws NotSupportedException if it runs on a node that does not know of cancelling
   * @throws UnavailableException if Redis is away
   */
  public void cancel(String id) throws ServiceException {
    String token = JobId.random(random);
    Changed changed = guarded(() -> jobs.cancel(id, token));
    switch (changed.result()) {
      case UNKNOWN -> throw new NotFoundException(id);
      case FINAL ->
          throw new ConflictException("the job has ended already: it is " + changed.detail());
      case REFUSED ->
          throw new ConflictException("the job cannot be cancelled: " + changed.detail());
      case FOREIGN ->
          throw new NotSupportedException(
              "the job runs on a node that cannot cancel; stop it instead");
      case POLICY -> policies.end(id, true).ifPresent(this::dropSoon);
      default -> {}
    }
  }

  /**
   * Puts a job that was given up or cancelled back on its queue, as good as new.
   *
   * @param id any text
   * @throws NotFoundException if there is no such job
   * @throws ConflictException if it is in another state, or an equal unique job is under way
   * @throws UnavailableException if Redis is away
   */
  public void retry(String id) throws ServiceException {
    JobStats stats = read(id);
    if (Policy.isPolicy(stats)) {
      throw new ConflictException(
          "a periodic job cannot be retried; retry one of its executions, or submit it again");
    }
    String token = JobId.random(random);
    JobEntry fresh = freshEntry(stats);
    Changed changed = guarded(() -> jobs.retry(stats, fresh, token));
    switch (changed.result()) {
      case UNKNOWN -> throw new NotFoundException(id);
      case REFUSED ->
          throw new ConflictException(
              "only a job that was given up or cancelled can be retried; this one is "
                  + changed.detail()
                  + (stats.number("retry_at") > 0 ? ", and is tried again by itself" : ""));
      case CONFLICT ->
          throw Launcher.conflict(
              Optional.of(changed.detail()).filter(holder -> !holder.isEmpty()));
      default -> {}
    }
  }

  /** From the dead set, where the arguments are as they were; else from the record. */
  private JobEntry freshEntry(JobStats stats) throws ServiceException {
    Optional<Bytes> dead = guarded(() -> jobs.dead(stats));
    boolean unique = stats.text("unique").equals("1");
    long now = clock.seconds();
    try {
      if (dead.isPresent()) {
        JobEntry old = JobEntry.parse(dead.get().text().getBytes(StandardCharsets.UTF_8));
        return JobEntry.fresh(old.name(), old.id(), now, old.args(), unique);
      }
      return stats.toEntry(now);
    } catch (JsonSyntaxException e) {
      throw new ConflictException("the record of the job cannot be read: " + e.getMessage());
    }
  }

  /**
   * Takes the entries of stopped jobs from the long queue of one type, or waits up to a second for
   * one to be needed. Jobs that are stopped during a pass have the next one.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void dropTurn() throws InterruptedException {
    String type = drops.poll(1, TimeUnit.SECONDS);
    if (type != null) {
      long begin = clock.monotonicNanos();
      jobs.drop(type);
      long took = clock.monotonicNanos() - begin;
      // While many are stopped one after the other, Redis is to have time for them.
      TimeUnit.NANOSECONDS.sleep(Math.min(took * REST_AFTER_DROP, LONGEST_REST_NANOS));
    }
  }

  /** One pass through a queue does for all that were stopped before it. */
  private void dropSoon(String type) {
    if (!drops.contains(type)) {
      drops.offer(type);
    }
  }

  /**
   * Takes the entries of all jobs that were stopped here from their queues, for who has no loop
   * that does.
   *
   * @throws UnavailableException if Redis is away
   */
  public void dropAll() throws ServiceException {
    for (String type = drops.poll(); type != null; type = drops.poll()) {
      String next = type;
      guarded(() -> jobs.drop(next));
    }
  }

  /**
   * All pools, as their heartbeats show them.
   *
   * @throws UnavailableException if Redis is away
   */
  public List<PoolHeartbeat> pools() throws ServiceException {
    return guarded(pools::list);
  }

  /** What concerns queues and workers as a whole. */
  public Queues queues() {
    return queues;
  }

  /** What concerns the sub-jobs of jobs. */
  public SubJobs subJobs() {
    return subJobs;
  }

  /** What tells why a job is in its state. */
  public Why why() {
    return why;
  }

  /** What happens to jobs. */
  public StatusEvents events() {
    return events;
  }

  /** Those who wait for jobs to change. Somebody has to take its turns. */
  public JobWatch watch() {
    return watch;
  }

  /** What concerns periodic jobs. */
  public Policies policies() {
    return policies;
  }

  /** What concerns status hooks. */
  public Hooks hooks() {
    return hooks;
  }

  /** What concerns jobs that wait for their next try, or were given up or cancelled. */
  public FailedJobs failed() {
    return failed;
  }

  /** What concerns the logs of jobs. */
  public Logs logs() {
    return logs;
  }

  /**
   * The logs of jobs as they can be read from elsewhere than a node.
   *
   * @param reach what can be read
   */
  public Logs logs(Logs.Reach reach) {
    return new Logs(jobs, pools, clock, reach);
  }

  /** Redis' time, in epoch seconds. */
  public long now() {
    return clock.seconds();
  }
}
