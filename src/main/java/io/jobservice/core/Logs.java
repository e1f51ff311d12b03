package io.jobservice.core;

import static io.jobservice.core.Guarded.guarded;

import io.jobservice.joblog.LogGetter;
import io.jobservice.joblog.LogSource;
import io.jobservice.joblog.Peers;
import io.jobservice.model.AttemptRange;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.ErrorCode;
import io.jobservice.model.JobId;
import io.jobservice.model.JobStats;
import io.jobservice.model.JobStatus;
import io.jobservice.model.LogQuery;
import io.jobservice.model.NotFoundException;
import io.jobservice.model.RanOn;
import io.jobservice.model.ServiceException;
import io.jobservice.model.UnavailableException;
import io.jobservice.redis.JobStore;
import io.jobservice.redis.PoolStore;
import io.jobservice.redis.RedisClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The part of the door that is about the logs of jobs. The record of a job says which node ran each
 * of its attempts; what lies elsewhere is asked from there. Safe to share.
 */
public final class Logs {

  /** What changes when the state of a job does. */
  static final List<String> STATE =
      List.of(
          "status", "attempt", "node", "check_in", "started_at", "ended_at", "retry_at", "ran_on");

  private final JobStore jobs;
  private final RedisClock clock;
  private final Reach reach;
  private final LogFinder finder;

  Logs(JobStore jobs, PoolStore pools, RedisClock clock, Reach reach) {
    this.jobs = jobs;
    this.clock = clock;
    this.reach = reach;
    this.finder = new LogFinder(pools, clock, reach);
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
          List.of(new LogFinder.Found.Open(withoutRecord(id, query, from), true)),
          List.of(),
          isWhole(query, from));
    }
    LogQuery resolved = resolved(query, stats.get());
    List<RanOn.Stay> stays = stays(stats.get(), resolved);
    List<LogFinder.Found> found =
        finder.opened(id, stays, resolved, stays.size() > 1 ? -1 : from, false);
    LogFinder.refuseIfAway(id, stays, found);
    long newest = stats.get().number("attempt");
    return new LogReading(
        found, stays.stream().map(stay -> stay.upTo(newest)).toList(), isWhole(resolved, from));
  }

  /**
   * What a job has logged up to now, if all of it lies here and it is short, so that neither its
   * search nor its sending takes long; see {@link #read}.
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
      if (!stays(stats.get(), resolved).stream().allMatch(finder::isHere)) {
        return Optional.empty();
      }
    }
    if (finder.isLongHere(id, most)) {
      return Optional.empty();
    }
    LogReading reading = read(id, query, from);
    if (reading.isWithin(most)) {
      return Optional.of(reading);
    }
    reading.close();
    return Optional.empty();
  }

  private static boolean isWhole(LogQuery query, long from) {
    return query.isAll() && from < 0;
  }

  private LogSource withoutRecord(String id, LogQuery query, long from) throws ServiceException {
    LogQuery resolved = query.newest() ? LogQuery.ALL : query;
    Optional<LogSource> source = finder.anywhereHere(id, resolved, from, false);
    if (source.isPresent()) {
      return source.get();
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
    return finder.anywhereHere(id, query, from, follow).orElse(NoLog.INSTANCE);
  }

  /**
   * Whether the last of some attempts is over, so that nothing is logged for them any more.
   *
   * @param id the job
   * @param attempts which attempts
   * @throws UnavailableException if Redis is away
   */
  public boolean isOver(String id, AttemptRange attempts) throws ServiceException {
    Optional<JobStats> stats = glance(id);
    return stats.isEmpty()
        || stats.get().isOver()
        || stats.get().number("attempt") > attempts.last();
  }

  /**
   * How a job is: its record without what may be long, and by whose change it shows.
   *
   * @param id any text
   */
  Optional<JobStats> glance(String id) throws ServiceException {
    Map<String, String> fields = guarded(() -> jobs.fields(id, STATE));
    return fields.isEmpty() ? Optional.empty() : Optional.of(JobStats.of(fields));
  }

  Optional<JobStats> find(String id) throws ServiceException {
    return guarded(() -> jobs.find(id));
  }

  LogFinder finder() {
    return finder;
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
    return all.stream().filter(stay -> LogFinder.attempts(stay, query).isPresent()).toList();
  }
}
