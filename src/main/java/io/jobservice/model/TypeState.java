package io.jobservice.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Optional;

/**
 * A job type at one moment, as the pools of a namespace tell of it.
 *
 * @param name the type
 * @param pools how many living pools register it
 * @param paused whether none of its jobs is started
 * @param facts what the pool that started last tells of it: where it came from, its rules and its
 *     parameters; empty when no living pool does, as those of nodes of the other kind
 */
public record TypeState(String name, int pools, boolean paused, Optional<ObjectNode> facts) {

  /** Checks that nothing is null. */
  public TypeState {
    Objects.requireNonNull(name);
    Objects.requireNonNull(facts);
  }
}
