package io.jobservice.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The JSON of workers, without spaces. */
public final class WorkersJson {

  private WorkersJson() {}

  /**
   * The JSON of several, a list.
   *
   * @param workers the workers
   */
  public static String toJson(List<WorkerState> workers) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    workers.forEach(worker -> add(json.addObject(), worker));
    return json.toString();
  }

  private static void add(ObjectNode json, WorkerState worker) {
    json.put("worker_id", worker.id());
    json.put("worker_pool_id", worker.pool());
    json.put("node", worker.host());
    text(json, "job_name", worker, "job_name");
    text(json, "job_id", worker, "job_id");
    number(json, "started_at", worker, "started_at");
    text(json, "check_in", worker, "checkin");
    number(json, "check_in_at", worker, "checkin_at");
  }

  private static void text(ObjectNode json, String name, WorkerState worker, String field) {
    String value = worker.fields().getOrDefault(field, "");
    if (!value.isEmpty()) {
      json.put(name, value);
    }
  }

  private static void number(ObjectNode json, String name, WorkerState worker, String field) {
    try {
      json.put(name, Long.parseLong(worker.fields().getOrDefault(field, "")));
    } catch (NumberFormatException e) {
      // Other programs write these records too; what is no time is left out.
      json.remove(name);
    }
  }
}
