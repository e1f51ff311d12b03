package io.jobservice.api;

import io.jobservice.job.JobKind;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.EntryQuery;
import io.jobservice.model.JobName;
import io.jobservice.model.JobQuery;
import io.jobservice.model.JobStatus;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * The parameters that lists have in common, in one grammar: a list that has one of them reads it as
 * all others do. Values of one parameter are alternatives, several parameters must all fit.
 */
final class ListQuery {

  private static final long USUAL_PAGE = 25;
  private static final long LAST_SECOND = 9_000_000_000L;
  private static final long LAST_PAGE = Long.MAX_VALUE / JobQuery.LARGEST_PAGE;

  private final Query query;

  private ListQuery(Query query) {
    this.query = query;
  }

  /** Reads the parameters of an address; those that the list does not have are refused. */
  static ListQuery parse(String rawQuery, Set<String> known) throws BadRequestException {
    return new ListQuery(Query.parse(rawQuery, known));
  }

  /** Whether a parameter has a value. */
  boolean has(String name) {
    return query.names().contains(name);
  }

  /** Whether no other parameters have a value. */
  boolean hasOnly(Set<String> names) {
    return names.containsAll(query.names());
  }

  Set<JobStatus> statuses() throws BadRequestException {
    return query.choices("status", JobStatus.values(), JobStatus::text);
  }

  Set<JobKind> kinds() throws BadRequestException {
    return query.choices("kind", JobKind.values(), JobKind::text);
  }

  /** The types. */
  Set<String> names() throws BadRequestException {
    return names("name");
  }

  private Set<String> names(String parameter) throws BadRequestException {
    for (String name : query.words(parameter)) {
      if (!JobName.isValid(name)) {
        throw new BadRequestException(
            "'" + parameter + "' must be job types, separated by commas; '" + name + "' is none");
      }
    }
    return Set.copyOf(query.words(parameter));
  }

  /** The second from which on; times ago are counted from {@code now}. */
  OptionalLong since(long now) throws BadRequestException {
    return second("since", now);
  }

  /** The second before which; times ago are counted from {@code now}. */
  OptionalLong until(long now) throws BadRequestException {
    return second("until", now);
  }

  private OptionalLong second(String name, long now) throws BadRequestException {
    Optional<Long> second = query.time(name, LAST_SECOND, now);
    return second.isPresent() ? OptionalLong.of(second.get()) : OptionalLong.empty();
  }

  /** The job that launched them, or their policy. */
  Optional<String> upstream() throws BadRequestException {
    return query.word("upstream");
  }

  int pageSize() throws BadRequestException {
    long size = query.number("page_size", 1, JobQuery.LARGEST_PAGE).orElse(USUAL_PAGE);
    return Math.toIntExact(size);
  }

  /** The page of a list that is numbered, from 1. */
  long pageNumber() throws BadRequestException {
    return query.number("page_number", 1, LAST_PAGE).orElse(1L);
  }

  /** Where a list goes on whose cursors are numbers. */
  long numericCursor() throws BadRequestException {
    return query.number("cursor", 0, Long.MAX_VALUE).orElse(0L);
  }

  /** Where a list goes on whose cursors are texts. */
  String cursor() throws BadRequestException {
    return query.word("cursor").orElse(EntryQuery.START);
  }

  /** Ids of jobs. */
  Set<String> ids(String name) {
    return Set.copyOf(query.words(name));
  }

  /** Some of the words that there are, in any case. */
  Set<String> choices(String name, Set<String> words) throws BadRequestException {
    String[] all = words.stream().sorted().toArray(String[]::new);
    return query.choices(name, all, Function.identity());
  }

  Optional<String> word(String name) throws BadRequestException {
    return query.word(name);
  }

  Optional<Boolean> flag(String name) throws BadRequestException {
    return query.flag(name);
  }
}
