package io.jobservice.model;

import java.util.Objects;
import java.util.Set;

/**
 * What of a job makes news of it for who waits for one: its progress does not, nor do its times
 * while it runs.
 *
 * @param status its status as it is stored
 * @param revision epoch seconds of its revision, 0 for none
 * @param attempt the number of its last attempt, 0 for none
 * @param endedAt when its run was over, 0 for none
 * @param retryAt when it is tried again, 0 for not at all
 * @param over whether it has ended for good and its run is over
 */
public record JobState(
    String status, long revision, long attempt, long endedAt, long retryAt, boolean over) {

  /** The fields of a record that {@link #of} reads. */
  public static final Set<String> FIELDS =
      Set.of("status", "revision", "attempt", "ended_at", "retry_at", "started_at");

  /** Refuses nulls. */
  public JobState {
    Objects.requireNonNull(status);
  }

  /**
   * The state of a job.
   *
   * @param stats its record, or as much of it as {@link #FIELDS} names
   */
  public static JobState of(JobStats stats) {
    return new JobState(
        stats.text("status"),
        stats.revision(),
        stats.number("attempt"),
        stats.number("ended_at"),
        stats.number("retry_at"),
        stats.isOver());
  }

  /** The entity tag that stands for this state: a weak one, since the record may differ else. */
  public String tag() {
    // A stored status may be any text.
    String word = JobStatus.of(status).map(JobStatus::text).orElse("");
    return "W/\"" + word + '-' + revision + '-' + attempt + '-' + endedAt + '-' + retryAt + '"';
  }

  /**
   * Whether the tag is among those of an {@code If-None-Match} header (RFC 9110, section 13.1.2).
   *
   * @param header its value: tags, separated by commas, or a star for any
   */
  public boolean matches(String header) {
    String own = opaque(tag());
    for (String given : header.split(",", -1)) {
      String tag = given.strip();
      if (tag.equals("*") || opaque(tag).equals(own)) {
        return true;
      }
    }
    return false;
  }

  private static String opaque(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }
}
