package io.jobservice.runtime;

/** Where the service's own log goes, one for each back end under {@code loggers}. Safe to share. */
interface LogOutlet {

  /** Writes one event. What goes wrong is not the caller's business. */
  void write(ServiceEvent event);

  /** Does what is to be done beside the writing. Called about once a second. */
  default void tend() {}

  /** Nothing is written after. */
  default void close() {}
}
