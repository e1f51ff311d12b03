package io.jobservice.joblog;

/**
 * A kind of place that logs can be kept in. Those that ship with the service and those of plugins
 * are known by unique names; plugins register theirs for {@link java.util.ServiceLoader} under this
 * interface, with a public constructor without parameters.
 */
public interface LogBackend {

  /** By which name the configuration asks for it: upper-case letters, digits and {@code _}. */
  String name();

  /**
   * Opens a place. Called once for each entry of the configuration that names this back end.
   *
   * @param settings what the configuration says
   * @return the place, open until it is closed
   * @throws LogSettingsException if a setting is missing, unknown or out of its range
   */
  LogStore open(LogSettings settings) throws LogSettingsException;
}
