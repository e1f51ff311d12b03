package io.jobservice.cli;

import io.jobservice.client.Ticker;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * What the process was started with. Commands see the world through it alone.
 *
 * @param directory the working folder
 * @param env the environment
 * @param in standard input
 * @param out standard output
 * @param err standard error, flushed at each line
 * @param person who looks at the screen; empty when either output goes to a file or a program
 * @param ticker the passing of time
 */
record Shell(
    Path directory,
    Map<String, String> env,
    InputStream in,
    Output out,
    PrintStream err,
    Optional<Person> person,
    Ticker ticker) {

  /**
   * Somebody at a terminal.
   *
   * @param zone the time zone they live in
   */
  record Person(ZoneId zone) {}

  /** Says something helpful, if there is somebody to read it. */
  void suggest(String line) {
    if (person.isPresent()) {
      err.println(line);
    }
  }
}
