package io.jobservice.model;

import io.jobservice.model.StrictJson.JsonSyntaxException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The JSON of a job's record in answers: the old service's fields in its order, then ours. Empty
 * ones are left out, but for those that are always there.
 */
public final class JobStatsJson {

  private static final List<Field> FIELDS =
      List.of(
          new Field("id", Type.TEXT, true),
          new Field("status", Type.TEXT, true),
          new Field("name", Type.TEXT, true),
          new Field("kind", Type.TEXT, true),
          new Field("unique", Type.FLAG, true),
          new Field("ref_link", Type.TEXT, false),
          new Field("cron_spec", Type.TEXT, false),
          new Field("enqueue_time", Type.NUMBER, true),
          new Field("update_time", Type.NUMBER, true),
          new Field("run_at", Type.NUMBER, false),
          new Field("check_in", Type.TEXT, false),
          new Field("check_in_at", Type.NUMBER, false),
          new Field("die_at", Type.NUMBER, false),
          new Field("web_hook_url", Type.TEXT, false),
          new Field("upstream_job_id", Type.TEXT, false),
          new Field("multiple_executions", Type.FLAG, false),
          new Field("numeric_policy_id", Type.NUMBER, false),
          new Field("parameters", Type.JSON, false),
          new Field("revision", Type.NUMBER, false),
          new Field("ack", Type.JSON, false),
          new Field("pool", Type.TEXT, false),
          new Field("node", Type.TEXT, false),
          new Field("attempt", Type.NUMBER, false),
          new Field("op_command", Type.TEXT, false),
          new Field("started_at", Type.NUMBER, false),
          new Field("ended_at", Type.NUMBER, false),
          new Field("fails", Type.NUMBER, false),
          new Field("max_fails", Type.NUMBER, false),
          new Field("backoff", Type.JSON, false),
          new Field("retry_at", Type.NUMBER, false),
          new Field("misfire", Type.TEXT, false),
          new Field("overlap", Type.TEXT, false),
          new Field("paused", Type.FLAG, false),
          new Field("missed", Type.NUMBER, false),
          new Field("missed_since", Type.NUMBER, false),
          new Field("after", Type.LIST, false),
          new Field("after_status", Type.TEXT, false),
          new Field("stop_reason", Type.TEXT, false),
          new Field("last_error", Type.TEXT, false),
          new Field("result", Type.JSON, false),
          new Field("ran_on", Type.STAYS, false));

  private static final List<Field> PLANNED =
      FIELDS.stream()
          .filter(field -> !field.name.equals("id") && !field.name.equals("ref_link"))
          .toList();

  /** Those that the old service knows, which are the first. */
  private static final List<Field> REPORTED =
      FIELDS.subList(0, FIELDS.indexOf(new Field("ack", Type.JSON, false)) + 1);

  private JobStatsJson() {}

  private enum Type {
    TEXT,
    NUMBER,
    FLAG,
    JSON,
    LIST,
    STAYS
  }

  private record Field(String name, Type type, boolean always) {}

  /** The names of all fields, in their order. */
  public static List<String> names() {
    return Stream.concat(
            FIELDS.stream().map(Field::name),
            Stream.of("hook_status", "executions", "next_runs", "warnings", "obstacle"))
        .toList();
  }

  /**
   * The JSON of a record, without spaces. Parameters stand as they are stored, digit for digit.
   *
   * @param stats the record
   */
  public static String toJson(JobStats stats) {
    return written(stats, FIELDS);
  }

  /**
   * The JSON of a record with the sub-jobs of the job.
   *
   * @param stats the record
   * @param executions the ids of the newest of them; left out when there are none
   */
  public static String toJson(JobStats stats, List<String> executions) {
    String json = toJson(stats);
    return executions.isEmpty() ? json : with(json, "executions", list(executions));
  }

  /**
   * The JSON of a policy with its next instants.
   *
   * @param json the JSON of its record
   * @param seconds epoch seconds; an empty list is shown too
   */
  public static String withNextRuns(String json, List<Long> seconds) {
    return with(
        json,
        "next_runs",
        seconds.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]")));
  }

  /**
   * The JSON of a record with what the owner of the job should know.
   *
   * @param json the JSON of the record
   * @param warnings sentences; left out when there are none
   */
  public static String withWarnings(String json, List<String> warnings) {
    return warnings.isEmpty() ? json : with(json, "warnings", list(warnings));
  }

  private static String with(String json, String name, String value) {
    return json.substring(0, json.length() - 1) + ",\"" + name + "\":" + value + "}";
  }

  /** The names of the fields of {@link #report}, in their order. */
  static List<String> reported() {
    return REPORTED.stream().map(Field::name).toList();
  }

  /** The JSON of a record as status hooks have it. */
  static String report(JobStats stats) {
    StringBuilder json = new StringBuilder(512);
    appendAll(json, stats, REPORTED);
    return json.append('}').toString();
  }

  /**
   * The JSON of a record that a job would get, without its id.
   *
   * @param stats the record, its id of no matter
   */
  public static String planned(JobStats stats) {
    return written(stats, PLANNED);
  }

  private static String written(JobStats stats, List<Field> fields) {
    StringBuilder json = new StringBuilder(512);
    appendAll(json, stats, fields);
    String hook = stats.text("web_hook_url");
    if (!hook.isEmpty()) {
      append(json, "hook_status", GoJson.quoted(hook));
    }
    return json.append('}').toString();
  }

  private static void appendAll(StringBuilder json, JobStats stats, List<Field> fields) {
    for (Field field : fields) {
      if (field.always || isSet(stats, field)) {
        append(json, field.name, value(stats, field));
      }
    }
  }

  /**
   * The JSON of a list, <code>[{"job":{..}},..]</code>, without spaces.
   *
   * @param list the records
   */
  public static String toJson(List<JobStats> list) {
    return list.stream()
        .map(job -> "{\"job\":" + toJson(job) + "}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static void append(StringBuilder json, String name, String value) {
    json.append(json.isEmpty() ? "{\"" : ",\"").append(name).append("\":").append(value);
  }

  private static boolean isSet(JobStats stats, Field field) {
    return switch (field.type) {
      case TEXT, JSON, LIST -> !stats.text(field.name).isEmpty();
      case NUMBER -> stats.number(field.name) != 0;
      case FLAG -> isTrue(stats, field);
      // One stay is what node says.
      case STAYS -> RanOn.of(stats).stays().size() > 1;
    };
  }

  private static String value(JobStats stats, Field field) {
    return switch (field.type) {
      case TEXT -> GoJson.quoted(stats.text(field.name));
      case NUMBER -> Long.toString(stats.number(field.name));
      case FLAG -> Boolean.toString(isTrue(stats, field));
      case JSON -> checked(stats.text(field.name));
      case LIST -> list(List.of(stats.text(field.name).split(",", -1)));
      case STAYS -> stays(RanOn.of(stats));
    };
  }

  private static String list(List<String> words) {
    return words.stream().map(GoJson::quoted).collect(Collectors.joining(",", "[", "]"));
  }

  private static String stays(RanOn ranOn) {
    return ranOn.stays().stream()
        .map(
            stay ->
                "{\"attempt\":" + stay.first() + ",\"node\":" + GoJson.quoted(stay.node()) + "}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static boolean isTrue(JobStats stats, Field field) {
    String text = stats.text(field.name);
    return text.equals("1") || text.equals("true");
  }

  /** What another program stored may be no JSON: better its text than no answer. */
  private static String checked(String json) {
    try {
      StrictJson.parse(json);
      return json;
    } catch (JsonSyntaxException e) {
      return GoJson.quoted(json);
    }
  }
}
