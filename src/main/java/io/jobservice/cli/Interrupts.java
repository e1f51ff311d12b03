package io.jobservice.cli;

/** Ctrl-C, for commands that have something to say before they end by it. */
interface Interrupts {

  /**
   * From now on the first Ctrl-C runs the action, on a thread of its own, and a second one ends the
   * process at once.
   *
   * @param action what to do; it must return soon
   * @return what gives Ctrl-C back its usual meaning
   */
  Watch onFirst(Runnable action);

  /** An end of the special meaning. */
  @FunctionalInterface
  interface Watch {
    /** Ends it. */
    void end();
  }
}
