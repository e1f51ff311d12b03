package io.jobservice.joblog;

import java.util.Objects;

/** A setting of a log back end makes no sense. */
public final class LogSettingsException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String setting;

  /**
   * Says what is wrong.
   *
   * @param setting its name
   * @param message what is wrong with it and what is allowed, such as {@code must be at least 1}
   */
  public LogSettingsException(String setting, String message) {
    super(message);
    this.setting = Objects.requireNonNull(setting);
  }

  /** The name of the setting. */
  public String setting() {
    return setting;
  }
}
