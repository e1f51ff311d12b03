package io.jobservice.model;

import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which jobs to list of those that wait for their next try, or of those that were given up or
 * cancelled.
 *
 * @param names the types, empty for any
 * @param since epoch second from which on: that of the next try, or of the end; empty for no bound
 * @param until epoch second before which; empty for no bound
 * @param pageSize how many jobs at most, 1 to {@value JobQuery#LARGEST_PAGE}
 * @param cursor {@value #START} at first, then what the page before had as its next one
 */
public record EntryQuery(
    Set<String> names, OptionalLong since, OptionalLong until, int pageSize, String cursor) {

  /** The cursor of the first page; as the next one of a page it says that there is none. */
  public static final String START = "0";

  /** Copies the names and checks the size. */
  public EntryQuery {
    names = Set.copyOf(names);
    Objects.requireNonNull(since);
    Objects.requireNonNull(until);
    Objects.requireNonNull(cursor);
    if (pageSize < 1 || pageSize > JobQuery.LARGEST_PAGE) {
      throw new IllegalArgumentException("a page of " + pageSize);
    }
  }
}
