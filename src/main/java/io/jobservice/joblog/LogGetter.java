package io.jobservice.joblog;

import java.io.IOException;
import java.util.Optional;

/** Reads logs back. Safe to share. */
public interface LogGetter {

  /**
   * What tells this place from others of its kind: nodes whose getters have the same read the same
   * logs, as those that share a folder do. It stays the same when the service starts again.
   *
   * @return 1 to 64 of {@code A-Z a-z 0-9 - _ .}
   */
  String store();

  /**
   * Opens a log.
   *
   * @param jobId any text; one that is no id of a job has no log
   * @return the log, to be closed by the caller; empty when nothing was logged
   * @throws IOException if it is there but cannot be read
   */
  Optional<StoredLog> open(String jobId) throws IOException;
}
