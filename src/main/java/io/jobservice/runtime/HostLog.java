package io.jobservice.runtime;

import io.jobservice.core.LogLevels;
import io.jobservice.joblog.LogBackends;
import java.util.Optional;

/**
 * The log of the process that a node runs in: the service's own, or that of a program which has a
 * node inside.
 */
public interface HostLog {

  /** Its levels, to be changed over the API; empty if nobody may. */
  Optional<LogLevels> logLevels();

  /**
   * Tells it a secret that is to be kept out of it, before anything is logged that may hold it.
   *
   * @param secret the secret
   */
  void hide(String secret);

  /**
   * Tells it the back ends that there are, those of plugins among them.
   *
   * @param backends the back ends
   * @throws StartException if it wants one that is not there or cannot be opened
   */
  void use(LogBackends backends) throws StartException;

  /** A log that is not the service's business. */
  static HostLog foreign() {
    return new HostLog() {
      @Override
      public Optional<LogLevels> logLevels() {
        return Optional.empty();
      }

      @Override
      public void hide(String secret) {}

      @Override
      public void use(LogBackends backends) {}
    };
  }
}
