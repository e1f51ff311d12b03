package io.jobservice.model;

import java.util.Optional;

/**
 * The states of a job and the moves between them, as the layout defines them: a change is allowed
 * if its revision is newer than the stored one, or if it is equal and the rank is higher or the
 * status the same. A revision never decreases.
 */
public enum JobStatus {
  /** On its queue. */
  PENDING("Pending", 0),
  /** Waits for its time; also the state of a policy. */
  SCHEDULED("Scheduled", 1),
  /** On a worker. */
  RUNNING("Running", 2),
  /** Done. */
  SUCCESS("Success", 3),
  /** Failed; a retry may be due. */
  ERROR("Error", 3),
  /** Ended for good by whoever asked for it. */
  STOPPED("Stopped", 3),
  /** Interrupted by whoever asked for it; can be resumed. */
  CANCELLED("Cancelled", 3);

  private static final int FINAL_RANK = 3;

  private final String text;
  private final int rank;

  JobStatus(String text, int rank) {
    this.text = text;
    this.rank = rank;
  }

  /** The word in answers and stored records. */
  public String text() {
    return text;
  }

  /** The order of states within one revision, 0 to 3. */
  public int rank() {
    return rank;
  }

  /** Whether this state ends a revision. */
  public boolean isFinal() {
    return rank == FINAL_RANK;
  }

  /**
   * Whether a job in this state and revision may move to another.
   *
   * @param revision the stored revision, epoch seconds
   * @param next the state to move to
   * @param nextRevision the revision that the move carries
   */
  public boolean mayBecome(long revision, JobStatus next, long nextRevision) {
    if (nextRevision != revision) {
      return nextRevision > revision;
    }
    return next == this || next.rank > rank;
  }

  /**
   * The state of a stored word.
   *
   * @param text the word, case-sensitive
   * @return the state, or empty for a word that is none
   */
  public static Optional<JobStatus> of(String text) {
    for (JobStatus status : values()) {
      if (status.text.equals(text)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }
}
