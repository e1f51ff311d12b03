package io.jobservice.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The JSON of queues, without spaces. */
public final class QueuesJson {

  private QueuesJson() {}

  /**
   * The JSON of several, a list.
   *
   * @param queues the queues
   */
  public static String toJson(List<QueueState> queues) {
    return list(queues).toString();
  }

  /**
   * The JSON of one.
   *
   * @param queue the queue
   */
  public static String toJson(QueueState queue) {
    return object(queue).toString();
  }

  /**
   * The JSON of what a purge did.
   *
   * @param purged what it did
   */
  public static String toJson(Purged purged) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("purged", purged.purged())
        .put("left", purged.left())
        .toString();
  }

  static ArrayNode list(List<QueueState> queues) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    queues.forEach(queue -> json.add(object(queue)));
    return json;
  }

  private static ObjectNode object(QueueState queue) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", queue.name());
    json.put("depth", queue.depth());
    queue.oldestAt().ifPresent(second -> json.put("oldest_at", second));
    json.put("running", queue.running());
    json.put("limit", queue.limit());
    json.put("paused", queue.paused());
    if (queue.rate() == Math.rint(queue.rate())) {
      json.put("rate", (long) queue.rate());
    } else {
      json.put("rate", queue.rate());
    }
    json.put("pools", queue.pools());
    queue.rateLimit().ifPresent(limit -> json.put("rate_limit", limit));
    queue.maxPending().ifPresent(limit -> json.put("max_pending", limit));
    return json;
  }
}
