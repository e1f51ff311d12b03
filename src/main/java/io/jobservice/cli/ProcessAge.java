package io.jobservice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How long ago this process began, with its launcher. Java's own word for that is right to a second
 * only; Linux tells hundredths (proc(5): the field {@code starttime}, and {@code uptime}).
 */
final class ProcessAge {

  private static final long TICK_MILLIS = 10;
  private static final long LONGEST_MILLIS = 10_000;

  /** How many fields there are after the name of the program, before the time of the start. */
  private static final int FIELDS = 19;

  private ProcessAge() {}

  /**
   * The age in milliseconds.
   *
   * @param proc the folder in which the system tells of processes
   * @param usual the answer where it does not, or tells what cannot be: in a container the two
   *     times may have different beginnings
   */
  static long millis(Path proc, long usual) {
    try {
      String stat = Files.readString(proc.resolve("self/stat"));
      String uptime = Files.readString(proc.resolve("uptime"));
      int at = stat.lastIndexOf(')') + 2;
      for (int field = 0; field < FIELDS; field++) {
        at = stat.indexOf(' ', at) + 1;
      }
      long start = Long.parseLong(stat.substring(at, stat.indexOf(' ', at))) * TICK_MILLIS;
      long now = (long) (Double.parseDouble(uptime.substring(0, uptime.indexOf(' '))) * 1000);
      long age = now - start;
      return age >= 0 && age < LONGEST_MILLIS ? age : usual;
    } catch (IOException | NumberFormatException | StringIndexOutOfBoundsException e) {
      return usual;
    }
  }
}
