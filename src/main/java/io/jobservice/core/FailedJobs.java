package io.jobservice.core;

import static io.jobservice.core.Guarded.guarded;

import io.jobservice.model.BadRequestException;
import io.jobservice.model.EntriesChanged;
import io.jobservice.model.EntryPage;
import io.jobservice.model.EntryQuery;
import io.jobservice.model.JobEntry;
import io.jobservice.model.JobId;
import io.jobservice.model.JobStats;
import io.jobservice.model.ServiceException;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import io.jobservice.model.UnavailableException;
import io.jobservice.redis.FailedEntries;
import io.jobservice.redis.FailedEntries.Discarded;
import io.jobservice.redis.FailedEntries.Entry;
import io.jobservice.redis.FailedEntries.Found;
import io.jobservice.redis.FailedEntries.Kind;
import io.jobservice.redis.FailedEntries.Place;
import io.jobservice.redis.FailedEntries.Retry;
import io.jobservice.redis.FailedEntries.Search;
import io.jobservice.redis.RedisClock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The part of the door that is about jobs that have failed or were cancelled: those that wait for
 * their next try, the soonest first, and the dead, which were given up or cancelled, the newest
 * first. What lies there and is no job is passed over. Safe to share. When Redis is away each
 * method fails with {@link UnavailableException} within seconds; what was done by then stays done.
 */
public final class FailedJobs {

  /** What one round trip is about. */
  private static final int A_PIECE = 100;

  /** What one page may look at, so that a filter that fits little takes nobody long. */
  private static final int LOOKS_A_PAGE = 20;

  private static final long BYTES_A_PAGE = 8 << 20;

  /** How many jobs one order may be refused for. */
  private static final int MOST_REFUSED = 20_000;

  private final FailedEntries entries;
  private final RedisClock clock;
  private final RandomGenerator random;

  FailedJobs(FailedEntries entries, RedisClock clock, RandomGenerator random) {
    this.entries = entries;
    this.clock = clock;
    this.random = random;
  }

  /**
   * A page of the jobs that wait for their next try. A page may be short, or empty, and have a next
   * one.
   *
   * @param query which ones
   * @throws BadRequestException if the cursor is none
   * @throws UnavailableException if Redis is away
   */
  public EntryPage waiting(EntryQuery query) throws ServiceException {
    return page(Kind.RETRY, query);
  }

  /**
   * A page of the jobs that were given up or cancelled. A page may be short, or empty, and have a
   * next one.
   *
   * @param query which ones
   * @throws BadRequestException if the cursor is none
   * @throws UnavailableException if Redis is away
   */
  public EntryPage dead(EntryQuery query) throws ServiceException {
    return page(Kind.DEAD, query);
  }

  private EntryPage page(Kind kind, EntryQuery query) throws ServiceException {
    Search search = new Search(kind, query.names(), query.since(), query.until());
    List<JobStats> jobs = new ArrayList<>();
    Optional<Place> place = place(query.cursor());
    int seen = 0;
    long bytes = 0;
    long total;
    int looks = 0;
    do {
      int most = Math.min(A_PIECE, query.pageSize() - seen);
      Optional<Place> from = place;
      Found found = guarded(() -> entries.look(search, from, most));
      List<JobStats> some = jobs(kind, found.entries());
      jobs.addAll(some);
      bytes += some.stream().mapToLong(FailedJobs::size).sum();
      seen += found.entries().size();
      total = found.total();
      place = found.next();
      looks++;
    } while (place.isPresent()
        && seen < query.pageSize()
        && bytes < BYTES_A_PAGE
        && looks < LOOKS_A_PAGE);
    return new EntryPage(jobs, place.map(Place::text).orElse(EntryQuery.START), total);
  }

  private static long size(JobStats job) {
    return job.fields().values().stream().mapToLong(String::length).sum();
  }

  private static Optional<Place> place(String cursor) throws BadRequestException {
    try {
      return cursor.equals(EntryQuery.START) ? Optional.empty() : Optional.of(Place.parse(cursor));
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("'cursor' must be what 'Next-Cursor' said, not " + cursor);
    }
  }

  /** An entry with the job that it is of. */
  private record Job(Entry entry, JobEntry job) {}

  private static List<Job> read(List<Entry> entries) {
    return entries.stream().flatMap(entry -> read(entry).stream()).toList();
  }

  /** What is no job is looked after by those who move jobs. */
  private static Optional<Job> read(Entry entry) {
    try {
      byte[] text = entry.bytes().text().getBytes(StandardCharsets.UTF_8);
      return Optional.of(new Job(entry, JobEntry.parse(text)));
    } catch (JsonSyntaxException e) {
      return Optional.empty();
    }
  }

  private Map<String, JobStats> records(List<Job> jobs) throws UnavailableException {
    List<String> ids = jobs.stream().map(job -> job.job.statsId()).distinct().toList();
    return guarded(() -> entries.records(ids));
  }

  private List<JobStats> jobs(Kind kind, List<Entry> some) throws UnavailableException {
    List<Job> jobs = read(some);
    Map<String, JobStats> records = records(jobs);
    List<JobStats> all = new ArrayList<>(jobs.size());
    for (Job job : jobs) {
      JobStats record = records.get(job.job.statsId());
      all.add(record != null ? record : EntryRecord.of(job.job, kind, job.entry.second()));
    }
    return all;
  }

  /** Does something to some entries, and tells for how many that worked. */
  private interface Step {
    Discarded of(List<Entry> some) throws ServiceException;
  }

  /**
   * Puts dead jobs back on their queues, as good as new. Those that die meanwhile are none of them.
   *
   * @param name the type; empty for all
   * @param most how many at most, 1 or more
   * @return refused are those that cannot be retried: their entries are no job or have no record,
   *     they are in another state, or an equal unique job is under way
   * @throws UnavailableException if Redis is away
   */
  public EntriesChanged retryDead(Optional<String> name, int most) throws ServiceException {
    return each(search(Kind.DEAD, name, OptionalLong.empty()), most, this::retry);
  }

  /**
   * Takes dead jobs and their records away for good. Those that die meanwhile are none of them.
   *
   * @param name the type; empty for all
   * @param most how many at most, 1 or more
   * @return refused are those that have not ended, as their records say
   * @throws UnavailableException if Redis is away
   */
  public EntriesChanged deleteDead(Optional<String> name, int most) throws ServiceException {
    Search search = search(Kind.DEAD, name, OptionalLong.empty());
    return each(search, most, some -> guarded(() -> entries.discard(some)));
  }

  /**
   * Lets the next try of jobs be now.
   *
   * @param name the type; empty for all
   * @param most how many at most, 1 or more
   * @throws UnavailableException if Redis is away
   */
  public EntriesChanged runNow(Optional<String> name, int most) throws ServiceException {
    OptionalLong later = OptionalLong.of(clock.seconds() + 1);
    return each(
        search(Kind.RETRY, name, later),
        most,
        some -> {
          long run = guarded(() -> entries.hasten(some));
          return new Discarded(run, some.size() - run);
        });
  }

  private static Search search(Kind kind, Optional<String> name, OptionalLong since) {
    return new Search(kind, name.map(Set::of).orElse(Set.of()), since, OptionalLong.empty());
  }

  private EntriesChanged each(Search search, int most, Step step) throws ServiceException {
    Optional<Place> place = Optional.empty();
    long changed = 0;
    long refused = 0;
    do {
      Optional<Place> from = place;
      int size = (int) Math.min(A_PIECE, most - changed);
      Found found = guarded(() -> entries.look(search, from, size));
      if (!found.entries().isEmpty()) {
        Discarded done = step.of(found.entries());
        changed += done.taken();
        refused += done.refused();
      }
      place = found.next();
    } while (place.isPresent() && changed < most && refused < MOST_REFUSED);
    return new EntriesChanged(changed, refused, left(search));
  }

  private long left(Search search) throws UnavailableException {
    return search.names().isEmpty() && search.since().isEmpty()
        ? guarded(() -> entries.size(search.kind()))
        : guarded(() -> entries.count(search));
  }

  private Discarded retry(List<Entry> some) throws UnavailableException {
    List<Job> jobs = read(some);
    Map<String, JobStats> records = records(jobs);
    List<Retry> retries = new ArrayList<>();
    long now = clock.seconds();
    for (Job job : jobs) {
      JobStats stats = records.get(job.job.statsId());
      if (stats != null && !Policy.isPolicy(stats)) {
        boolean unique = stats.text("unique").equals("1");
        JobEntry old = job.job;
        JobEntry fresh = JobEntry.fresh(old.name(), old.id(), now, old.args(), unique);
        retries.add(new Retry(JobId.random(random), old.statsId(), fresh));
      }
    }
    long retried = retries.isEmpty() ? 0 : guarded(() -> entries.retry(retries));
    return new Discarded(retried, some.size() - retried);
  }
}
