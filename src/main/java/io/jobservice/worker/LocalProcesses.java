package io.jobservice.worker;

import io.jobservice.model.PoolHeartbeat;
import java.util.Optional;

/** Tells whether the process of a pool on this very host is gone. */
final class LocalProcesses {

  /** Two readings of the same start may differ by the tick of the system's clock. */
  private static final long START_TOLERANCE_MILLIS = 2_000;

  private final String hostId;

  LocalProcesses(String hostId) {
    this.hostId = hostId;
  }

  /**
   * Whether a pool's process is known to be gone. A process id that has been given to another
   * process is recognised by its start.
   */
  boolean isGone(PoolHeartbeat pool) {
    if (hostId.isEmpty() || !hostId.equals(pool.fields().get("boot_id"))) {
      return false;
    }
    long startedAt = pool.number("process_start");
    Optional<ProcessHandle> process = ProcessHandle.of(pool.number("pid"));
    return process.isEmpty()
        || !process.get().isAlive()
        || (startedAt != 0
            && process
                .get()
                .info()
                .startInstant()
                .filter(
                    start -> Math.abs(start.toEpochMilli() - startedAt) > START_TOLERANCE_MILLIS)
                .isPresent());
  }
}
