package io.jobservice.joblog;

import java.util.Map;
import java.util.Optional;

/**
 * What the configuration says of a log back end under {@code settings}, as text.
 *
 * @param values by name
 */
public record LogSettings(Map<String, String> values) {

  /** Copies the values. */
  public LogSettings {
    values = Map.copyOf(values);
  }

  /**
   * A setting.
   *
   * @param name its name
   * @return its value, or empty when it was left out
   */
  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }
}
