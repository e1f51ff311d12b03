package io.jobservice.model;

import java.util.List;

/**
 * The body of a status hook: {@code {"job_id":..,"status":..,"check_in":..,"metadata":{..}}}, with
 * the fields that the old service sends in its order, and no others.
 */
public final class HookJson {

  private HookJson() {}

  /** The fields of a job's record that an event keeps, in the order in which it keeps them. */
  public static List<String> names() {
    return JobStatsJson.reported();
  }

  /**
   * The JSON of a body, without spaces.
   *
   * @param stats the job's record at that moment
   * @param checkIn whether it tells of a check-in
   */
  public static String body(JobStats stats, boolean checkIn) {
    StringBuilder json = new StringBuilder(512);
    json.append("{\"job_id\":").append(GoJson.quoted(stats.id()));
    json.append(",\"status\":").append(GoJson.quoted(stats.text("status")));
    if (checkIn) {
      json.append(",\"check_in\":").append(GoJson.quoted(stats.text("check_in")));
    }
    return json.append(",\"metadata\":").append(JobStatsJson.report(stats)).append('}').toString();
  }
}
