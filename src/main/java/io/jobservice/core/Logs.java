package io.jobservice.core;

import static io.jobservice.core.Guarded.guarded;

import io.jobservice.joblog.LogGetter;
import io.jobservice.joblog.LogSource;
import io.jobservice.joblog.Peers;
import io.jobservice.joblog.StoredLog;
import io.jobservice.joblog.StoredSource;
import io.jobservice.model.AttemptRange;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.ErrorCode;
import io.jobservice.model.JobId;
import io.jobservice.model.JobStats;
import io.jobservice.model.JobStatus;
import io.jobservice.model.LogQuery;
import io.jobservice.model.NotFoundException;
import io.jobservice.model.PoolHeartbeat;
import io.jobservice.model.RanOn;
import io.jobservice.model.ServiceException;
import io.jobservice.model.UnavailableException;
import io.jobservice.redis.JobStore;
import io.jobservice.redis.PoolStore;
import io.jobservice.redis.RedisClock;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The part of the door that is about the logs of jobs. The record of a job says which node ran each
 * of its attempts; what lies elsewhere is asked from there. Safe to share.
 */
public final class Logs {

  private final JobStore jobs;
  private final PoolStore pools;
  private final RedisClock clock;
  private final Reach reach;

  Logs(JobStore jobs, PoolStore pools, RedisClock clock, Reach reach) {
    this.jobs = jobs;
    this.pools = pools;
    this.clock = clock;
    this.reach = reach;
  }

  /**
   * What logs can be read from here.
   *
   * @param node this node, as it is known to others; empty if there is none
   * @param getters what reads the places that are seen from here
   * @param peers what asks other nodes; empty if that is not possible
   */
  public record Reach(Optional<String> node, List<LogGetter> getters, Optional<Peers> peers) {

    /** Copies the list. */
    public Reach {
      getters = List.copyOf(getters);
    }

    /** Nothing. */
    public static Reach none() {
      return new Reach(Optional.empty(), List.of(), Optional.empty());
    }
  }

  /** The log of a stay, or why it cannot be read. */
  sealed interface Found {

    /** It is there. */
    record Open(LogSource source, boolean isHere) implements Found {}

    /** It is out of reach. */
    record Away(String reason, boolean gone) implements Found {}
  }

  /**
   * Reads the words of a request for a log, by the time of Redis.
   *
   * @param tail a number of lines
   * @param since a time, or how long ago
   * @param attempt which attempts
   * @throws BadRequestException if one of them cannot be read
   */
  public LogQuery query(Optional<String> tail, Optional<String> since, Optional<String> attempt)
      throws BadRequestException {
    return LogQuery.parse(tail, since, attempt, now());
  }

  private Instant now() {
    return Instant.ofEpochSecond(clock.seconds());
  }

  /**
   * What a job has logged up to now, wherever it ran.
   *
   * @param id any text
   * @param query which part
   * @param from the place to begin at, if it is 0 or more and the query asks for all; it counts
   *     only if the reading says that its size is known
   * @return the log, to be closed by the caller; an empty one when the job has logged nothing
   * @throws BadRequestException if there is no such job, and the id has not even the form of one
   * @throws NotFoundException if there is no such job, or no node with a log of it can be reached
   * @throws UnavailableException if Redis is away, or a log cannot be read
   */
  public LogReading read(String id, LogQuery query, long from) throws ServiceException {
    Optional<JobStats> stats = find(id);
    if (stats.isEmpty()) {
      // The record is kept for a day, a log for as long as its sweeper lets it.
      return new LogReading(
          List.of(new Found.Open(withoutRecord(id, query, from), true)), List.of());
    }
    LogQuery resolved = resolved(query, stats.get());
    List<RanOn.Stay> stays = stays(stats.get(), resolved);
    List<Found> found = opened(id, stays, resolved, stays.size() > 1 ? -1 : from, false);
    refuseIfAway(id, stays, found);
    return new LogReading(found, stays);
  }

  /**
   * What a job has logged up to now, if all of it lies here and it is short; see {@link #read}.
   *
   * @param id any text
   * @param query which part
   * @param from the place to begin at
   * @param most how many bytes at most
   * @return the log; empty when it is longer, or some of it lies elsewhere
   * @throws BadRequestException as there
   * @throws NotFoundException if there is no such job
   * @throws UnavailableException if Redis is away, or a log cannot be read
   */
  public Optional<LogReading> readAtOnce(String id, LogQuery query, long from, long most)
      throws ServiceException {
    Optional<JobStats> stats = find(id);
    if (stats.isPresent()) {
      LogQuery resolved = resolved(query, stats.get());
      if (!stays(stats.get(), resolved).stream().allMatch(this::isHere)) {
        return Optional.empty();
      }
    }
    LogReading reading = read(id, query, from);
    if (reading.isWithin(most)) {
      return Optional.of(reading);
    }
    reading.close();
    return Optional.empty();
  }

  /**
   * Whether the log of a stay is to be found here, if there is one. The node alone does not tell:
   * containers may have one host name, and the same process number.
   */
  private boolean isHere(RanOn.Stay stay) {
    return stay.stores().isEmpty()
        ? stay.node().equals(reach.node().orElse(""))
        : stores().stream().anyMatch(stay.stores()::contains);
  }

  private List<String> stores() {
    return reach.getters().stream().map(LogGetter::store).toList();
  }

  private LogSource withoutRecord(String id, LogQuery query, long from) throws ServiceException {
    try {
      LogQuery resolved = query.newest() ? LogQuery.ALL : query;
      for (LogGetter getter : reach.getters()) {
        if (has(getter, id)) {
          return StoredSource.open(getter, id, resolved, from, false);
        }
      }
    } catch (IOException e) {
      throw broken(id, e);
    }
    if (!JobId.isValid(id)) {
      throw new BadRequestException(ErrorCode.BAD_REQUEST, "invalid Job ID: " + id);
    }
    throw new NotFoundException(id);
  }

  /**
   * Follows the log of a job until it has ended for good, from node to node.
   *
   * @param id any text
   * @param query which part of what is logged already comes first
   * @param after where a reader was before, as {@link LogEvent.Text} said; the query's lines and
   *     times then do not count
   * @return what happens; to be closed by the caller
   * @throws BadRequestException if there is no such job, and the id has not even the form of one;
   *     or if the place makes no sense
   * @throws NotFoundException if there is no such job
   * @throws UnavailableException if Redis is away, or a log cannot be read
   */
  public LogFollow follow(String id, LogQuery query, Optional<String> after)
      throws ServiceException {
    JobStats stats = known(id);
    return new LogFollow(this, stats, resolved(query, stats), after);
  }

  /**
   * What attempts have logged on this node, for another one.
   *
   * @param id any text
   * @param query which part
   * @param from the place to begin at, if it is 0 or more
   * @param follow whether to wait for what is logged later; whoever reads ends it
   * @return a source; an empty one when nothing was logged here
   * @throws UnavailableException if the log cannot be read
   */
  public LogSource here(String id, LogQuery query, long from, boolean follow)
      throws ServiceException {
    try {
      return stored(id, List.of(), query, from, follow).orElse(NoLog.INSTANCE);
    } catch (IOException e) {
      throw broken(id, e);
    }
  }

  /**
   * Whether the last of some attempts is over, so that nothing is logged for them any more.
   *
   * @param id the job
   * @param attempts which attempts
   * @throws UnavailableException if Redis is away
   */
  public boolean isOver(String id, AttemptRange attempts) throws ServiceException {
    Optional<JobStats> stats = find(id);
    return stats.isEmpty()
        || stats.get().isOver()
        || stats.get().number("attempt") > attempts.last()
        || isSuperseded(stats.get(), attempts);
  }

  /** An open range goes on until the job runs elsewhere. */
  private static boolean isSuperseded(JobStats stats, AttemptRange attempts) {
    List<RanOn.Stay> stays = RanOn.of(stats).stays();
    return !stays.isEmpty()
        && stays.get(stays.size() - 1).first() > attempts.first()
        && attempts.last() == Long.MAX_VALUE
        && stays.stream().anyMatch(stay -> stay.first() == attempts.first());
  }

  Optional<JobStats> find(String id) throws ServiceException {
    return guarded(() -> jobs.find(id));
  }

  RedisClock clock() {
    return clock;
  }

  private JobStats known(String id) throws ServiceException {
    Optional<JobStats> stats = find(id);
    if (stats.isPresent()) {
      return stats.get();
    }
    if (!JobId.isValid(id)) {
      throw new BadRequestException(ErrorCode.BAD_REQUEST, "invalid Job ID: " + id);
    }
    throw new NotFoundException(id);
  }

  private static LogQuery resolved(LogQuery query, JobStats stats) {
    long newest = Math.max(1, stats.number("attempt"));
    return query.newest() ? query.with(new AttemptRange(newest, Long.MAX_VALUE)) : query;
  }

  /**
   * The stays that have to do with a query. What a node of the other kind runs has none that we
   * know of; its log may lie here all the same.
   */
  List<RanOn.Stay> stays(JobStats stats, LogQuery query) {
    List<RanOn.Stay> all = RanOn.of(stats).stays();
    boolean hasRun = stats.status() == JobStatus.RUNNING || stats.isOver();
    if (all.isEmpty() && hasRun) {
      all = List.of(new RanOn.Stay(1, Long.MAX_VALUE, List.of(), reach.node().orElse("")));
    }
    return all.stream().filter(stay -> attempts(stay, query).isPresent()).toList();
  }

  private static Optional<AttemptRange> attempts(RanOn.Stay stay, LogQuery query) {
    return query.attempts().and(new AttemptRange(stay.first(), stay.last()));
  }

  /** Opened from behind, until there are lines enough; the last one may be followed. */
  List<Found> opened(
      String id, List<RanOn.Stay> stays, LogQuery query, long from, boolean followLast)
      throws ServiceException {
    List<Found> found = new ArrayList<>();
    LogQuery rest = query;
    try {
      for (int i = stays.size() - 1; i >= 0; i--) {
        boolean follow = followLast && i == stays.size() - 1;
        Found next = open(id, stays.get(i), attemptsOf(stays.get(i), rest), from, follow);
        found.add(next);
        if (rest.tail().isPresent() && next instanceof Found.Open open) {
          rest = rest.withTail(rest.tail().getAsInt() - open.source().lines());
          if (rest.tail().getAsInt() == 0) {
            break;
          }
        }
      }
      Collections.reverse(found);
      return found;
    } catch (ServiceException | RuntimeException e) {
      LogReading.close(found);
      throw e;
    }
  }

  static LogQuery attemptsOf(RanOn.Stay stay, LogQuery query) {
    return query.with(attempts(stay, query).orElseThrow());
  }

  /** Opens the log of a stay: here, where its node is, or with another that sees the same place. */
  Found open(String id, RanOn.Stay stay, LogQuery query, long from, boolean follow)
      throws ServiceException {
    try {
      if (isHere(stay)) {
        return new Found.Open(
            stored(id, stay.stores(), query, from, follow).orElse(NoLog.INSTANCE), true);
      }
      Found found = remote(id, stay, query, from, follow);
      if (found instanceof Found.Away) {
        // A folder of logs that came here by other means still has them.
        Optional<LogSource> moved = stored(id, List.of(), query, from, false);
        if (moved.isPresent() && moved.get().size() > 0) {
          return new Found.Open(moved.get(), true);
        }
        moved.ifPresent(LogSource::close);
      }
      return found;
    } catch (IOException e) {
      throw broken(id, e);
    }
  }

  private Optional<LogSource> stored(
      String id, List<String> stores, LogQuery query, long from, boolean follow)
      throws IOException {
    LogGetter chosen = null;
    for (LogGetter getter : reach.getters()) {
      boolean right = stores.isEmpty() || stores.contains(getter.store());
      if (right && has(getter, id)) {
        chosen = getter;
        break;
      }
      if (right && chosen == null && follow) {
        // It may come to be there.
        chosen = getter;
      }
    }
    return chosen == null
        ? Optional.empty()
        : Optional.of(StoredSource.open(chosen, id, query, from, follow));
  }

  private static boolean has(LogGetter getter, String id) throws IOException {
    Optional<StoredLog> log = getter.open(id);
    if (log.isPresent()) {
      log.get().close();
    }
    return log.isPresent();
  }

  private Found remote(String id, RanOn.Stay stay, LogQuery query, long from, boolean follow)
      throws ServiceException {
    if (reach.peers().isEmpty()) {
      return new Found.Away("only the API of the service can ask there", true);
    }
    String reason = "no node that has it is alive";
    boolean gone = true;
    for (PoolHeartbeat pool : candidates(stay)) {
      try {
        URI url = URI.create(pool.text("api_url"));
        return new Found.Open(reach.peers().get().open(url, id, query, from, follow), false);
      } catch (Peers.RefusedException e) {
        gone = false;
        reason = e.getMessage();
      } catch (IOException | IllegalArgumentException e) {
        reason = pool.text("api_url") + " does not answer: " + e.getMessage();
      }
    }
    return new Found.Away(reason, gone);
  }

  /** The node itself, and after it those that see the same place, as it does when it came back. */
  private List<PoolHeartbeat> candidates(RanOn.Stay stay) throws ServiceException {
    List<PoolHeartbeat> candidates = new ArrayList<>();
    for (PoolHeartbeat pool : guarded(pools::list)) {
      boolean isThis =
          reach.node().equals(Optional.of(pool.text("node_id")))
              && pool.logStores().equals(stores());
      boolean askable =
          !isThis && !pool.text("api_url").isEmpty() && pool.isHealthy(clock.seconds());
      if (askable && pool.text("node_id").equals(stay.node())) {
        candidates.add(0, pool);
      } else if (askable && !Collections.disjoint(pool.logStores(), stay.stores())) {
        candidates.add(pool);
      }
    }
    return candidates;
  }

  /** What is out of reach in part is read as far as it can be; in whole it is an error. */
  static void refuseIfAway(String id, List<RanOn.Stay> stays, List<Found> found)
      throws ServiceException {
    if (found.isEmpty() || !found.stream().allMatch(Found.Away.class::isInstance)) {
      return;
    }
    Found.Away first = (Found.Away) Objects.requireNonNull(found.get(0));
    String where = stays.get(Math.max(0, stays.size() - found.size())).node();
    String text = "the log of job " + id + " is on node " + where + ", and " + first.reason();
    throw first.gone()
        ? new NotFoundException(text + "; look there in its folder of job logs")
        : new UnavailableException(text);
  }

  private static UnavailableException broken(String id, IOException e) {
    return new UnavailableException("the log of job " + id + " cannot be read: " + e, e);
  }
}
