package io.jobservice.core;

import io.jobservice.model.Cause;
import io.jobservice.model.Diagnosis;
import io.jobservice.model.Finding;
import io.jobservice.model.JobStats;
import io.jobservice.model.JobStatus;
import io.jobservice.model.NotFoundException;
import io.jobservice.model.PoolHeartbeat;
import io.jobservice.model.ServiceException;
import io.jobservice.model.UnavailableException;
import io.jobservice.redis.EntrySearch;
import io.jobservice.redis.HookOutbox;
import io.jobservice.redis.InProgress;
import io.jobservice.redis.JobFacts;
import io.jobservice.redis.JobFacts.Seen;
import io.jobservice.redis.JobPlaces;
import io.jobservice.redis.JobStore;
import io.jobservice.redis.PoolStore;
import io.jobservice.redis.QueueOverview;
import io.jobservice.redis.Redis;
import io.jobservice.redis.RedisClock;
import io.jobservice.redis.RedisUnavailableException;
import io.jobservice.redis.Retention;
import io.jobservice.redis.TypeOverview;
import io.jobservice.redis.WorkerOverview;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The part of the door that says why a job is in its state, and what would move it, by what is in
 * Redis; it changes nothing there. The effort is bounded, however long queues are. Safe to share.
 */
public final class Why {

  private static final int TRIES = 3;

  /** What a job may seem to be while somebody moves it. */
  private static final Set<Cause> SUSPICIOUS =
      Set.of(
          Cause.NOT_ON_QUEUE,
          Cause.NOT_SCHEDULED,
          Cause.NOT_IN_PROGRESS,
          Cause.NODE_GONE,
          Cause.NO_RECORD);

  private final JobFacts facts;
  private final PoolStore pools;
  private final RedisClock clock;
  private final WhyQueued queued;
  private final WhyTimed timed;
  private final WhyAwaiting awaiting;
  private final WhyRunning running;
  private final WhyEnded ended;
  private final WhyPolicy policy;
  private final WhyUnrecorded unrecorded;
  private final WhyBeside beside;

  Why(Redis redis, Retention retention, Policies policies) {
    QueueOverview overview = new QueueOverview(redis);
    WorkerOverview workers = new WorkerOverview(redis);
    JobPlaces places = new JobPlaces(redis);
    InProgress inProgress = new InProgress(redis);
    JobStore jobs = new JobStore(redis, retention);
    TypeObstacles types = new TypeObstacles(overview);
    Attempts attempts = new Attempts(new TypeOverview(redis));
    this.facts = new JobFacts(redis);
    this.pools = new PoolStore(redis, retention);
    this.clock = redis.clock();
    LimitObstacles limits = new LimitObstacles(overview, workers, facts, inProgress);
    this.queued = new WhyQueued(overview, types, limits, places);
    this.timed = new WhyTimed(places, queued, types, attempts);
    this.awaiting = new WhyAwaiting(jobs, types);
    this.running = new WhyRunning(inProgress, workers, attempts);
    EntrySearch search = new EntrySearch(redis);
    this.ended = new WhyEnded(attempts, search);
    this.policy = new WhyPolicy(policies, jobs, types);
    this.unrecorded = new WhyUnrecorded(overview, search, queued, types);
    this.beside = new WhyBeside(facts, new HookOutbox(redis));
  }

  /**
   * Why a job is in its state.
   *
   * @param id any text
   * @throws NotFoundException if there is no such job, and no entry of one that has no record; the
   *     message says where was looked
   * @throws UnavailableException if Redis is away
   */
  public Diagnosis of(String id) throws ServiceException {
    try {
      return decided(id);
    } catch (RedisUnavailableException e) {
      throw new UnavailableException(e.told(), e);
    }
  }

  /** The places of a job are read after its record: one that was moved meanwhile is read anew. */
  private Diagnosis decided(String id) throws ServiceException {
    Seen seen = facts.look(id);
    for (int i = 1; ; i++) {
      List<Finding> found = findings(id, seen);
      Seen then = seen;
      if (i < TRIES && SUSPICIOUS.contains(found.get(0).cause())) {
        then = facts.look(id);
      }
      if (then.stats().fields().equals(seen.stats().fields())) {
        return new Diagnosis(id, seen.stats().text("status"), found);
      }
      seen = then;
    }
  }

  private List<Finding> findings(String id, Seen seen) throws ServiceException {
    List<PoolHeartbeat> all = pools.list();
    Scene scene = new Scene(id, seen.stats().name(), seen, all, clock.seconds());
    if (!seen.isRecorded()) {
      return unrecorded.of(scene);
    }
    List<Finding> found = new ArrayList<>(ofState(scene));
    found.addAll(beside.of(scene));
    return found;
  }

  private List<Finding> ofState(Scene scene) throws ServiceException {
    JobStats job = scene.job();
    if (Policy.isPolicy(job)) {
      return policy.of(scene);
    }
    return switch (job.status()) {
      case PENDING -> queued.of(scene);
      case SCHEDULED -> scheduled(scene);
      case RUNNING -> running.of(scene);
      case ERROR -> job.number("retry_at") > 0 ? timed.of(scene) : List.of(ended.of(scene));
      case STOPPED -> isHeld(scene) ? running.of(scene) : List.of(ended.of(scene));
      case SUCCESS, CANCELLED -> List.of(ended.of(scene));
    };
  }

  private List<Finding> scheduled(Scene scene) {
    if (scene.seen().awaits()) {
      return awaiting.of(scene);
    }
    return scene.job().number("queued_at") > 0 ? queued.of(scene) : timed.of(scene);
  }

  /** Whether a stopped job still runs, as far as can be told. */
  private boolean isHeld(Scene scene) {
    JobStats job = scene.job();
    return job.status() == JobStatus.STOPPED && !job.isOver() && running.mayBeHeld(scene);
  }
}
