package io.jobservice.job;

import java.util.Objects;

/**
 * The node that runs a job, at one moment.
 *
 * @param nodeId names the process of the node, such as {@code host:pid}
 * @param shuttingDown whether the node ends; a job that goes on for too long is interrupted and
 *     runs again elsewhere
 */
public record SystemState(String nodeId, boolean shuttingDown) {

  /** Checks that nothing is null. */
  public SystemState {
    Objects.requireNonNull(nodeId);
  }
}
