package io.jobservice.model;

import java.util.Objects;

/**
 * An event of a status hook that waits for its delivery, or was given up, as it is shown.
 *
 * @param id its id: that of its job, a dash and the sequence number
 * @param jobId the job's id
 * @param sequence its number among the events of the job, from 1
 * @param status the job's status that it tells of
 * @param checkIn the text of a check-in, empty for a change of status
 * @param endpoint where it goes: scheme, host and port
 * @param createdMillis when it happened, epoch milliseconds; 0 if that cannot be read
 * @param failures how often it was tried in vain
 * @param lastError why the last try failed, one line; empty if none did
 * @param nextMillis when it is tried next, epoch milliseconds; 0 if it waits for an earlier one of
 *     its job, is being delivered, or was given up
 * @param delivering whether it is being delivered
 * @param deadMillis when it was given up, epoch milliseconds; 0 if it was not
 */
public record HookState(
    String id,
    String jobId,
    long sequence,
    String status,
    String checkIn,
    String endpoint,
    long createdMillis,
    int failures,
    String lastError,
    long nextMillis,
    boolean delivering,
    long deadMillis) {

  /** Refuses nulls. */
  public HookState {
    Objects.requireNonNull(id);
    Objects.requireNonNull(jobId);
    Objects.requireNonNull(status);
    Objects.requireNonNull(checkIn);
    Objects.requireNonNull(endpoint);
    Objects.requireNonNull(lastError);
  }
}
