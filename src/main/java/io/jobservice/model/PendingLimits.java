package io.jobservice.model;

import java.util.Map;
import java.util.OptionalInt;

/**
 * How many jobs may wait before further ones are refused.
 *
 * @param inAll how many on all queues, for their time and for other jobs, 1 or more
 * @param perType how many on the queue of any one type, 1 or more
 * @param types how many on the queues of some types, in place of {@code perType}, 1 or more each
 */
public record PendingLimits(OptionalInt inAll, OptionalInt perType, Map<String, Integer> types) {

  /** The highest limit. */
  public static final int MOST = 1_000_000_000;

  private static final PendingLimits NONE =
      new PendingLimits(OptionalInt.empty(), OptionalInt.empty(), Map.of());

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is left
   */
  public PendingLimits {
    types = Map.copyOf(types);
    inAll.ifPresent(PendingLimits::check);
    perType.ifPresent(PendingLimits::check);
    types.values().forEach(PendingLimits::check);
  }

  private static void check(int limit) {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException(limit + " jobs that may wait");
    }
  }

  /** No limits. */
  public static PendingLimits none() {
    return NONE;
  }

  /**
   * How many jobs of a type may wait on its queue.
   *
   * @param type the type
   */
  public OptionalInt of(String type) {
    Integer own = types.get(type);
    return own == null ? perType : OptionalInt.of(own);
  }
}
