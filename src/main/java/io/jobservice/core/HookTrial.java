package io.jobservice.core;

import java.util.Objects;

/**
 * What came of a sample event that was sent to a receiver.
 *
 * @param delivered whether the receiver took it
 * @param status the receiver's answer, 0 if there was none
 * @param durationMillis how long it took, in milliseconds
 * @param error why it was not taken, one line without secrets; empty if it was
 */
public record HookTrial(boolean delivered, int status, long durationMillis, String error) {

  /** Checks that there is a text. */
  public HookTrial {
    Objects.requireNonNull(error);
  }
}
