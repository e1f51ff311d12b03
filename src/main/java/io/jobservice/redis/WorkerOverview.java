package io.jobservice.redis;

import io.jobservice.model.PoolHeartbeat;
import io.jobservice.model.WorkerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/** What the workers of pools run, as their records in the layout show it. Safe to share. */
public final class WorkerOverview {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int WORKERS_A_PIPELINE = 500;

  /** The arguments, which may be large, are left where they are. */
  private static final String[] FIELDS = {
    "job_name", "job_id", "started_at", "checkin", "checkin_at"
  };

  private final Redis redis;

  /**
   * The workers of a namespace.
   *
   * @param redis where they are
   */
  public WorkerOverview(Redis redis) {
    this.redis = redis;
  }

  /**
   * The workers of pools.
   *
   * @param pools the pools
   * @return all their workers, in the order of the pools
   */
  public List<WorkerState> workers(List<PoolHeartbeat> pools) {
    List<WorkerState> idle = new ArrayList<>();
    for (PoolHeartbeat pool : pools) {
      for (String worker : pool.workerIds()) {
        idle.add(new WorkerState(worker, pool.id(), pool.text("host"), Map.of()));
      }
    }
    List<WorkerState> workers = new ArrayList<>(idle.size());
    for (int from = 0; from < idle.size(); from += WORKERS_A_PIPELINE) {
      workers.addAll(read(idle.subList(from, Math.min(idle.size(), from + WORKERS_A_PIPELINE))));
    }
    return workers;
  }

  private List<WorkerState> read(List<WorkerState> some) {
    return redis.readPatiently(
        jedis -> {
          List<Response<List<String>>> replies = new ArrayList<>();
          try (AbstractPipeline pipeline = jedis.pipelined()) {
            some.forEach(
                worker -> replies.add(pipeline.hmget(redis.keys().worker(worker.id()), FIELDS)));
          }
          List<WorkerState> workers = new ArrayList<>();
          for (int i = 0; i < some.size(); i++) {
            WorkerState worker = some.get(i);
            workers.add(
                new WorkerState(worker.id(), worker.pool(), worker.host(), fields(replies.get(i))));
          }
          return workers;
        },
        PATIENCE);
  }

  private static Map<String, String> fields(Response<List<String>> reply) {
    Map<String, String> fields = new HashMap<>();
    List<String> values = Replies.orElse(reply, List.of());
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) != null) {
        fields.put(FIELDS[i], values.get(i));
      }
    }
    return fields;
  }
}
