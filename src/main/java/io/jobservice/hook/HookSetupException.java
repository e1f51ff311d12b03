package io.jobservice.hook;

/**
 * What the configuration says of hooks cannot be put to use. The message names the option, and
 * shows no secret.
 */
public final class HookSetupException extends Exception {

  private static final long serialVersionUID = 1L;

  HookSetupException(String message) {
    super(message);
  }

  HookSetupException(String message, Throwable cause) {
    super(message, cause);
  }
}
