package io.jobservice.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The JSON of the worker pools: the old service's fields, then ours. */
public final class PoolsJson {

  private static final List<String> OURS =
      List.of("host", "pid", "node_id", "state", "version", "api_url", "replaced_workers");

  private PoolsJson() {}

  /**
   * The JSON of the pools, a list, without spaces.
   *
   * @param pools their heartbeats
   * @param now Redis' time, in epoch seconds
   */
  public static String toJson(List<PoolHeartbeat> pools, long now) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    pools.forEach(pool -> json.add(pool(pool, now)));
    return json.toString();
  }

  static ObjectNode pool(PoolHeartbeat pool, long now) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("worker_pool_id", pool.id());
    json.put("started_at", pool.number("started_at"));
    json.put("heartbeat_at", pool.number("heartbeat_at"));
    ArrayNode names = json.putArray("job_names");
    pool.jobNames().forEach(names::add);
    json.put("concurrency", pool.number("concurrency"));
    json.put("status", pool.isHealthy(now) ? "Healthy" : "Dead");
    for (String field : OURS) {
      String value = pool.text(field);
      if (!value.isEmpty()) {
        json.put(field, value);
      }
    }
    return json;
  }
}
