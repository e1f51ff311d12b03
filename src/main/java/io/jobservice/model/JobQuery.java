package io.jobservice.model;

import io.jobservice.job.JobKind;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which jobs to list, newest first.
 *
 * @param statuses the states, empty for any
 * @param names the types, empty for any
 * @param kinds the kinds, empty for any
 * @param since epoch second of submission from which on, empty for no bound
 * @param until epoch second of submission before which, empty for no bound
 * @param pageSize how many jobs to find at most, 1 to {@value #LARGEST_PAGE}
 * @param cursor where an earlier page ended, 0 for the newest
 * @param upcoming whether executions of periodic jobs are meant too that wait for a second to come
 * @param upstream the id of the job that launched them, or of their policy; empty for any
 */
public record JobQuery(
    Set<JobStatus> statuses,
    Set<String> names,
    Set<JobKind> kinds,
    OptionalLong since,
    OptionalLong until,
    int pageSize,
    long cursor,
    boolean upcoming,
    Optional<String> upstream) {

  /** The most jobs that a page may have. */
  public static final int LARGEST_PAGE = 1000;

  /**
   * Copies the sets and checks the numbers.
   *
   * @throws IllegalArgumentException if the page is too small or too large, or the cursor negative
   */
  public JobQuery {
    statuses = Set.copyOf(statuses);
    names = Set.copyOf(names);
    kinds = Set.copyOf(kinds);
    if (pageSize < 1 || pageSize > LARGEST_PAGE || cursor < 0) {
      throw new IllegalArgumentException(pageSize + " jobs from " + cursor);
    }
  }

  /** The same with all executions of periodic jobs, those that are yet to come too. */
  public JobQuery(
      Set<JobStatus> statuses,
      Set<String> names,
      Set<JobKind> kinds,
      OptionalLong since,
      OptionalLong until,
      int pageSize,
      long cursor) {
    this(statuses, names, kinds, since, until, pageSize, cursor, true, Optional.empty());
  }

  /** The same query without executions of periodic jobs that wait for a second to come. */
  public JobQuery withoutUpcoming() {
    return new JobQuery(statuses, names, kinds, since, until, pageSize, cursor, false, upstream);
  }

  /**
   * The same query for another page.
   *
   * @param next where the page before ended
   * @param size how many jobs to find at most, 1 to {@value #LARGEST_PAGE}
   */
  public JobQuery from(long next, int size) {
    return new JobQuery(statuses, names, kinds, since, until, size, next, upcoming, upstream);
  }
}
