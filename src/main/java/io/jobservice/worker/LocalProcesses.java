package io.jobservice.worker;

import io.jobservice.model.PoolHeartbeat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * Tells whether the process of a pool on this very host is gone, by Linux' process table. The start
 * of a process is counted in ticks since the boot, so that no change of the host's clock matters;
 * where the table does not show everything, nobody is taken for gone.
 */
public final class LocalProcesses {

  private static final Path TABLE = Path.of("/proc");

  /** Field 3 of {@code /proc/PID/stat}, the first after the name in parentheses. */
  private static final int STATE = 0;

  /** Field 22. */
  private static final int START = 19;

  private final String hostId;

  LocalProcesses(String hostId) {
    this.hostId = hostId;
  }

  /**
   * When a process started, in ticks since the boot.
   *
   * @param pid the process
   * @return empty when there is no such process, it has ended, or the system does not say
   */
  public static OptionalLong startOf(long pid) {
    try {
      String stat = Files.readString(stat(pid), StandardCharsets.ISO_8859_1);
      List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
      boolean ended = fields.get(STATE).equals("Z") || fields.get(STATE).equals("X");
      return ended ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(fields.get(START)));
    } catch (IOException | RuntimeException e) {
      return OptionalLong.empty();
    }
  }

  boolean isGone(PoolHeartbeat pool) {
    if (hostId.isEmpty() || !hostId.equals(pool.text("boot_id"))) {
      return false;
    }
    // Mounted with hidepid, the table shows a process of others to nobody but root.
    if (!Files.isReadable(stat(1)) || pool.number("process_start") == 0) {
      return false;
    }
    OptionalLong start = startOf(pool.number("pid"));
    return start.isEmpty() || start.getAsLong() != pool.number("process_start");
  }

  private static Path stat(long pid) {
    return TABLE.resolve(Long.toString(pid)).resolve("stat");
  }
}
