package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.client.Json;
import io.jobservice.model.DiagnosisJson;
import io.jobservice.model.JobStatsJson;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A sort of records that are listed.
 *
 * @param id the field that names a record
 * @param columns what tables of them have by themselves
 * @param fields the names of all fields that such a record can have
 * @param isWrapped whether the API has a record as the {@code job} of an object
 */
record Shape(String id, List<Column> columns, Set<String> fields, boolean isWrapped) {

  static final Shape JOB =
      new Shape(
          "id",
          List.of(
              new Column("id", "ID"),
              new Column("name", "NAME"),
              new Column("status", "STATUS"),
              new Column("kind", "KIND"),
              new Column("enqueue_time", "SUBMITTED")),
          new LinkedHashSet<>(JobStatsJson.names()),
          true);

  static final Shape POLICY =
      new Shape(
          "id",
          List.of(
              new Column("id", "ID"),
              new Column("name", "NAME"),
              new Column("cron_spec", "CRON"),
              new Column("next_runs", "NEXT-RUN"),
              new Column("paused", "PAUSED"),
              new Column("misfire", "MISFIRE"),
              new Column("overlap", "OVERLAP")),
          JOB.fields(),
          true);

  static final Shape EXECUTION =
      new Shape(
          "id",
          List.of(
              new Column("id", "ID"),
              new Column("status", "STATUS"),
              new Column("run_at", "DUE"),
              new Column("started_at", "STARTED"),
              new Column("ended_at", "ENDED"),
              new Column("missed", "MISSED"),
              new Column(Column.REASON, "REASON")),
          JOB.fields(),
          true);

  static final Shape CRON =
      of(List.of(new Column("cron_spec", "CRON")), "explanation", "zone", "warnings", "next_runs");

  static final Shape WHY =
      new Shape("id", List.of(), new LinkedHashSet<>(DiagnosisJson.names()), false);

  static final Shape POOL =
      of(
          List.of(
              new Column("worker_pool_id", "POOL"),
              new Column("status", "STATUS"),
              new Column("host", "NODE"),
              new Column("concurrency", "WORKERS"),
              new Column("busy", "BUSY"),
              new Column("started_at", "STARTED"),
              new Column("heartbeat_at", "HEARTBEAT")));

  static final Shape QUEUE =
      of(
          List.of(
              new Column("name", "QUEUE"),
              new Column("depth", "DEPTH"),
              new Column("oldest_at", "OLDEST"),
              new Column("running", "RUNNING"),
              new Column("limit", "LIMIT"),
              new Column("rate", "RATE/S"),
              new Column("paused", "PAUSED")),
          "pools",
          "rate_limit",
          "max_pending");

  static final Shape TYPE =
      of(
          List.of(
              new Column("name", "TYPE"),
              new Column("source", "SOURCE"),
              new Column("max_fails", "MAX-FAILS"),
              new Column("max_concurrency", "LIMIT"),
              new Column("priority", "PRIORITY"),
              new Column("paused", "PAUSED"),
              new Column("pools", "POOLS")),
          "description",
          "timeout",
          "backoff",
          "rate_limit",
          "parameters");

  static final Shape PARAMETER =
      of(
          List.of(
              new Column("name", "PARAMETER"),
              new Column("type", "TYPE"),
              new Column("required", "REQUIRED"),
              new Column("default", "DEFAULT"),
              new Column("choices", "CHOICES"),
              new Column("description", "DESCRIPTION")));

  static final Shape WORKER =
      of(
          List.of(
              new Column("worker_id", "WORKER"),
              new Column("worker_pool_id", "POOL"),
              new Column("node", "NODE"),
              new Column("job_name", "NAME"),
              new Column("job_id", "JOB"),
              new Column("started_at", "STARTED"),
              new Column("check_in", "CHECK-IN")),
          "check_in_at");

  static final Shape LOGGER =
      of(List.of(new Column("logger", "LOGGER"), new Column("level", "LEVEL")));

  /** A column of a table: the field that it shows, and what stands above. */
  record Column(String field, String heading) {

    /** Why an execution did not run, or failed. */
    static final String REASON = "reason";

    /** Why the last try failed. */
    static final String ERROR = "error";

    /** Whether it is no use when it is cut. */
    boolean isWhole() {
      return field.equals(REASON) || field.equals(ERROR);
    }
  }

  /** The first column names the record; there may be more fields than columns. */
  private static Shape of(List<Column> columns, String... more) {
    Set<String> fields = new LinkedHashSet<>();
    columns.forEach(column -> fields.add(column.field()));
    fields.addAll(List.of(more));
    return new Shape(columns.get(0).field(), columns, fields, false);
  }

  /** The record itself, of an item as the API lists it. */
  JsonNode inner(JsonNode item) {
    return isWrapped ? item.path("job") : item;
  }

  /** A record as the API would list it. */
  JsonNode outer(ObjectNode inner, Json json) {
    return isWrapped ? json.nodes().objectNode().set("job", inner) : inner;
  }
}
