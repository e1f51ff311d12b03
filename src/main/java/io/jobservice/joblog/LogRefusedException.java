package io.jobservice.joblog;

import java.io.IOException;

/**
 * This one log cannot be written or read, and will not be: it is not what it should be, or belongs
 * to another run by now. Other logs of the place are not concerned.
 */
public final class LogRefusedException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Says why.
   *
   * @param message what is wrong with the log
   */
  public LogRefusedException(String message) {
    super(message);
  }
}
