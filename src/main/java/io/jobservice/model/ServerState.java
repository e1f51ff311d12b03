package io.jobservice.model;

import java.util.Objects;

/**
 * What a Redis server says of itself.
 *
 * @param version its version, empty when it does not say
 * @param usedMemory bytes that it uses
 * @param maxMemory bytes that it may use, 0 for no limit
 */
public record ServerState(String version, long usedMemory, long maxMemory) {

  /** Checks that nothing is null. */
  public ServerState {
    Objects.requireNonNull(version);
  }
}
