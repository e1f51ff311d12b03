package io.jobservice.core;

/** The record of a policy makes no sense: another program wrote it, or changed it. */
public final class UnreadablePolicyException extends Exception {

  private static final long serialVersionUID = 1L;

  UnreadablePolicyException(String message, Throwable cause) {
    super(message, cause);
  }
}
