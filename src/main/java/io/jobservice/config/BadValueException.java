package io.jobservice.config;

/**
 * A text that is no value of its option. The message goes on where the value was quoted ("is not a
 * whole number") and never repeats the value, which may hold a password.
 */
final class BadValueException extends Exception {

  private static final long serialVersionUID = 1L;

  BadValueException(String message) {
    super(message);
  }
}
