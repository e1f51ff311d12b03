package io.jobservice.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON of a summary, without spaces. */
public final class SummaryJson {

  private SummaryJson() {}

  /**
   * The JSON of a summary.
   *
   * @param summary the summary
   */
  public static String toJson(Summary summary) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("workers", summary.workers());
    json.put("busy", summary.running());
    ArrayNode pools = json.putArray("worker_pools");
    for (PoolHeartbeat pool : summary.pools()) {
      pools.add(PoolsJson.pool(pool, summary.time()).put("busy", summary.busy(pool)));
    }
    json.set("queues", QueuesJson.list(summary.queues()));
    json.put("scheduled", summary.waiting().scheduled());
    json.put("awaiting", summary.waiting().awaiting());
    json.put("retry", summary.waiting().retry());
    json.put("dead", summary.waiting().dead());
    json.putObject("hooks")
        .put("pending", summary.hooks().pending())
        .put("dead", summary.hooks().dead());
    ServerState server = summary.server();
    json.putObject("redis")
        .put("version", server.version())
        .put("used_memory", server.usedMemory())
        .put("max_memory", server.maxMemory());
    return json.put("time", summary.time()).toString();
  }
}
