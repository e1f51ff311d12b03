package io.jobservice.core;

import io.jobservice.model.UnavailableException;
import io.jobservice.redis.RedisUnavailableException;

/**
 * Steps that ask Redis: one that does not answer, or refuses, is an error of the service's own
 * kind.
 */
final class Guarded {

  private Guarded() {}

  /** A step that asks Redis. */
  interface Step<T> {
    T run();
  }

  static <T> T guarded(Step<T> step) throws UnavailableException {
    try {
      return step.run();
    } catch (RedisUnavailableException e) {
      throw new UnavailableException(e.told(), e);
    }
  }
}
