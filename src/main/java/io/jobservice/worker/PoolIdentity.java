package io.jobservice.worker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who a pool is.
 *
 * @param pool its id
 * @param workers the ids of its workers
 * @param host the name of its host
 * @param process where it runs
 * @param version the version of the program
 * @param apiUrl where other nodes reach its API, if it has one
 * @param logStores what tells the places where it keeps job logs that can be read
 */
public record PoolIdentity(
    String pool,
    List<String> workers,
    String host,
    NodeProcess process,
    String version,
    Optional<String> apiUrl,
    List<String> logStores) {

  /** Copies the lists. */
  public PoolIdentity {
    workers = List.copyOf(workers);
    logStores = List.copyOf(logStores);
  }

  /** The node, as other nodes and {@code ran_on} name it: host and process. */
  public String node() {
    return host + ":" + process.pid();
  }

  /**
   * A process, so that others on its host can tell whether it is still there.
   *
   * @param pid the process id
   * @param start when it started, in ticks since the boot of the host, 0 if unknown
   * @param hostId the boot of the host and the space of process ids, empty if unknown
   */
  public record NodeProcess(long pid, long start, String hostId) {}

  /**
   * The fields of a heartbeat that stay the same; numbers are plain, as other readers need them.
   */
  Map<String, String> heartbeat(long startedAt, Iterable<String> jobNames, int beatSeconds) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("host", host);
    fields.put("job_names", String.join(",", jobNames));
    fields.put("concurrency", Integer.toString(workers.size()));
    fields.put("pid", Long.toString(process.pid()));
    fields.put("started_at", Long.toString(startedAt));
    fields.put("worker_ids", String.join(",", workers));
    fields.put("beat_period", Integer.toString(beatSeconds));
    fields.put("node_id", node());
    fields.put("boot_id", process.hostId());
    fields.put("process_start", Long.toString(process.start()));
    fields.put("version", version);
    fields.put("api_url", apiUrl.orElse(""));
    fields.put("log_stores", String.join("+", logStores));
    return fields;
  }
}
