package io.jobservice.model;

import java.util.Objects;
import java.util.Optional;

/**
 * Something that happened to a job, as followers of the service hear of it.
 *
 * @param id names the event on all nodes, and tells when it happened
 * @param type what happened
 * @param job the id of the job; empty for a gap, as all that follows
 * @param name its type
 * @param kind its kind, as the layout writes it
 * @param status its status after the event
 * @param revision the revision of that
 * @param attempt how often it has been begun, 0 if never
 * @param upstream the job that launched it, or its policy
 * @param checkIn the text of a check-in
 */
public record StatusEvent(
    EventId id,
    Type type,
    String job,
    String name,
    String kind,
    String status,
    long revision,
    long attempt,
    Optional<String> upstream,
    Optional<String> checkIn) {

  /** What may happen. */
  public enum Type {
    /** A job is new, or its status has changed. */
    STATUS,
    /** A job has said how far it is. */
    CHECK_IN,
    /** Events may be missing before this one. */
    GAP
  }

  /** Refuses nulls. */
  public StatusEvent {
    Objects.requireNonNull(id);
    Objects.requireNonNull(type);
    Objects.requireNonNull(upstream);
    Objects.requireNonNull(checkIn);
  }

  /**
   * Notes that events may be missing.
   *
   * @param id the id of the note; those that are missing have no greater one
   */
  public static StatusEvent gap(EventId id) {
    return new StatusEvent(id, Type.GAP, "", "", "", "", 0, 0, Optional.empty(), Optional.empty());
  }
}
