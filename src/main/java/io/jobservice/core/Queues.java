package io.jobservice.core;

import static io.jobservice.core.Guarded.guarded;

import io.jobservice.model.BadRequestException;
import io.jobservice.model.JobId;
import io.jobservice.model.JobName;
import io.jobservice.model.NotFoundException;
import io.jobservice.model.PendingLimits;
import io.jobservice.model.PoolHeartbeat;
import io.jobservice.model.Purged;
import io.jobservice.model.QueueOrder;
import io.jobservice.model.QueueState;
import io.jobservice.model.ServiceException;
import io.jobservice.model.Summary;
import io.jobservice.model.TypeState;
import io.jobservice.model.UnavailableException;
import io.jobservice.model.WorkerState;
import io.jobservice.redis.HookOutbox;
import io.jobservice.redis.JobStore;
import io.jobservice.redis.PoolStore;
import io.jobservice.redis.PurgeStore;
import io.jobservice.redis.QueueOverview;
import io.jobservice.redis.Redis;
import io.jobservice.redis.RedisClock;
import io.jobservice.redis.Retention;
import io.jobservice.redis.ServerOverview;
import io.jobservice.redis.TypeOverview;
import io.jobservice.redis.WorkerOverview;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The part of the door that is about queues and workers as a whole. There is a queue for each type
 * that was ever registered or submitted, or that a living pool registers. Safe to share. When Redis
 * is away each method fails with {@link UnavailableException} within seconds.
 */
public final class Queues {

  private final JobStore jobs;
  private final PoolStore pools;
  private final PurgeStore purges;
  private final QueueOverview overview;
  private final WorkerOverview workers;
  private final TypeOverview types;
  private final ServerOverview server;
  private final HookOutbox outbox;
  private final RedisClock clock;
  private final RandomGenerator random;
  private final PendingLimits limits;

  /**
   * The queues of a namespace.
   *
   * @param redis where they are
   * @param retention how long the records of jobs are kept that are purged
   * @param limits how many jobs may wait
   * @param random where the names of purges come from; safe to share
   */
  Queues(Redis redis, Retention retention, PendingLimits limits, RandomGenerator random) {
    this.limits = limits;
    this.jobs = new JobStore(redis, retention);
    this.pools = new PoolStore(redis, retention);
    this.purges = new PurgeStore(redis, retention);
    this.overview = new QueueOverview(redis);
    this.workers = new WorkerOverview(redis);
    this.types = new TypeOverview(redis);
    this.server = new ServerOverview(redis);
    this.outbox = new HookOutbox(redis);
    this.clock = redis.clock();
    this.random = random;
  }

  /**
   * All queues, by name.
   *
   * @throws UnavailableException if Redis is away
   */
  public List<QueueState> list() throws ServiceException {
    List<PoolHeartbeat> living = guarded(this::living);
    return states(types(living), living);
  }

  /**
   * One queue.
   *
   * @param type any text
   * @throws NotFoundException if there is none of that type
   * @throws UnavailableException if Redis is away
   */
  public QueueState find(String type) throws ServiceException {
    List<PoolHeartbeat> living = guarded(this::living);
    return states(Map.of(type, existing(type, living)), living).get(0);
  }

  private List<QueueState> states(Map<String, Integer> asked, List<PoolHeartbeat> living)
      throws UnavailableException {
    Map<String, Optional<String>> rates = new HashMap<>();
    for (TypeState type : guarded(() -> types.states(asked, living))) {
      rates.put(type.name(), type.facts().map(facts -> facts.path("rate_limit").asText("")));
    }
    return guarded(() -> overview.states(asked)).stream()
        .map(
            queue ->
                queue.withLimits(
                    rates.get(queue.name()).filter(limit -> !limit.isEmpty()),
                    limits.of(queue.name())))
        .toList();
  }

  /**
   * Pauses a type, so that none of its jobs is started anywhere, or lets it go on.
   *
   * @param type the type
   * @param pause whether to pause it
   * @throws BadRequestException if that is no name of a type
   * @throws NotFoundException if there is no queue of that type
   * @throws UnavailableException if Redis is away
   */
  public void pause(String type, boolean pause) throws ServiceException {
    checkName(type);
    existing(type);
    guarded(() -> jobs.pause(type, pause));
  }

  /**
   * Takes waiting entries from a queue, the oldest first, and stops their jobs for good; entries
   * that are no job go to the dead set. Jobs that are submitted meanwhile do not prolong it.
   *
   * @param type the type
   * @param most how many entries at most, 1 to {@value QueueOrder#MOST}
   * @throws BadRequestException if that is no name of a type, or the number is out of range
   * @throws NotFoundException if there is no queue of that type
   * @throws UnavailableException if Redis is away; some entries may have been taken
   */
  public Purged purge(String type, int most) throws ServiceException {
    checkName(type);
    QueueOrder.checkLimit(most);
    existing(type);
    String token = JobId.random(random);
    return guarded(() -> purges.purge(type, most, token));
  }

  /**
   * The state of everything, in numbers.
   *
   * @throws UnavailableException if Redis is away
   */
  public Summary summary() throws ServiceException {
    List<PoolHeartbeat> all = guarded(pools::list);
    long now = clock.seconds();
    List<PoolHeartbeat> living = living(all, now);
    Map<String, Integer> types = guarded(() -> types(living));
    List<QueueState> states = states(types, living);
    return guarded(
        () ->
            new Summary(
                all,
                overview.busy(types.keySet()),
                states,
                server.waiting(),
                hooks(),
                server.server(),
                now));
  }

  private Summary.Hooks hooks() {
    HookOutbox.Counts counts = outbox.counts();
    return new Summary.Hooks(counts.pending(), counts.dead());
  }

  /**
   * The workers of the living pools, and what they run.
   *
   * @throws UnavailableException if Redis is away
   */
  public List<WorkerState> workers() throws ServiceException {
    return guarded(() -> workers.workers(living()));
  }

  /**
   * All job types, by name, with what is told of them.
   *
   * @throws UnavailableException if Redis is away
   */
  public List<TypeState> types() throws ServiceException {
    List<PoolHeartbeat> living = guarded(this::living);
    return guarded(() -> types.states(types(living), living));
  }

  /**
   * One job type, with what is told of it.
   *
   * @param type any text
   * @throws NotFoundException if none of that name was ever registered or submitted
   * @throws UnavailableException if Redis is away
   */
  public TypeState type(String type) throws ServiceException {
    List<PoolHeartbeat> living = guarded(this::living);
    int registered = registering(type, living);
    if (registered == 0 && !guarded(() -> overview.isKnown(type))) {
      throw new NotFoundException("there is no job type " + type);
    }
    return guarded(() -> types.states(Map.of(type, registered), living)).get(0);
  }

  private List<PoolHeartbeat> living() {
    return living(pools.list(), clock.seconds());
  }

  private static List<PoolHeartbeat> living(List<PoolHeartbeat> pools, long now) {
    return pools.stream().filter(pool -> pool.isHealthy(now)).toList();
  }

  /** All types, by name, with the number of the pools given that register them. */
  private Map<String, Integer> types(List<PoolHeartbeat> living) {
    Map<String, Integer> types = new TreeMap<>();
    overview.knownTypes().forEach(type -> types.put(type, 0));
    living.forEach(pool -> pool.jobNames().forEach(type -> types.merge(type, 1, Integer::sum)));
    return types;
  }

  /** How many living pools register a type that there is. */
  private int existing(String type) throws ServiceException {
    return existing(type, guarded(this::living));
  }

  private int existing(String type, List<PoolHeartbeat> living) throws ServiceException {
    int registered = registering(type, living);
    if (registered == 0 && !guarded(() -> overview.isKnown(type))) {
      throw new NotFoundException("there is no queue " + type);
    }
    return registered;
  }

  private static int registering(String type, List<PoolHeartbeat> living) {
    return (int) living.stream().filter(pool -> pool.jobNames().contains(type)).count();
  }

  private static void checkName(String type) throws BadRequestException {
    if (!JobName.isValid(type)) {
      throw new BadRequestException(Launcher.notAName(type));
    }
  }
}
