package io.jobservice.model;

import java.util.Objects;
import java.util.Optional;

/**
 * Which events of status hooks are asked for.
 *
 * @param dead whether those that were given up, and not those that wait
 * @param job the job that they are of; empty for all
 * @param pageSize how many, 1 to {@value JobQuery#LARGEST_PAGE}
 * @param cursor {@value #START} at first, then what the page before had as its next one
 */
public record HookQuery(boolean dead, Optional<String> job, int pageSize, String cursor) {

  /** The cursor of the first page; as the next one of a page it says that there is none. */
  public static final String START = "0";

  /** Checks the size. */
  public HookQuery {
    Objects.requireNonNull(job);
    Objects.requireNonNull(cursor);
    if (pageSize < 1 || pageSize > JobQuery.LARGEST_PAGE) {
      throw new IllegalArgumentException("a page of " + pageSize);
    }
  }

  /**
   * The same from another place on.
   *
   * @param next the cursor of the place
   * @param size how many, 1 to {@value JobQuery#LARGEST_PAGE}
   */
  public HookQuery from(String next, int size) {
    return new HookQuery(dead, job, size, next);
  }
}
