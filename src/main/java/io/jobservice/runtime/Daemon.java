package io.jobservice.runtime;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/** The node as a process: everything that {@code serve} starts lies behind this one call. */
public final class Daemon {

  private static final int NOT_BUILT = 70;

  private Daemon() {}

  /**
   * Runs a node until it is told to stop, or only checks its configuration.
   *
   * @param config the configuration file
   * @param checkOnly whether to stop after the check
   * @param env the environment
   * @param out where results go
   * @param err where errors go
   * @return the exit code of the process
   */
  public static int run(
      Path config, boolean checkOnly, Map<String, String> env, PrintStream out, PrintStream err) {
    err.println("jobservice: this build has no daemon yet");
    return NOT_BUILT;
  }
}
