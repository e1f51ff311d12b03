package io.jobservice.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jobservice.model.HookJson;
import io.jobservice.model.JobStats;
import io.jobservice.model.StrictJson;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An event of the outbox: a change of a job's status, or a check-in, with the record of the job as
 * it was then. In Redis it is a line of facts, then the values of the record as a JSON list (or, of
 * an event that a node of the other kind left behind, its URL and its body as they were).
 *
 * @param job the job's id
 * @param sequence its number among the events of the job, from 1; those of check-ins that a newer
 *     one replaced are missing
 * @param kind what it tells of
 * @param createdMillis when it happened, in epoch milliseconds of Redis' time
 * @param sinceMillis from when on it is tried: the same, but for one that was delivered anew
 * @param last whether it tells of the end of the job
 * @param url where it goes; of a foreign record it may be no URL
 * @param status the job's status then
 * @param revision the job's revision then, epoch seconds
 * @param checkInAt when the job had last checked in, epoch seconds, 0 if never
 * @param body the JSON to send
 */
public record HookEvent(
    String job,
    long sequence,
    Kind kind,
    long createdMillis,
    long sinceMillis,
    boolean last,
    String url,
    String status,
    long revision,
    long checkInAt,
    String body) {

  private static final Pattern HEAD =
      Pattern.compile("^1 (\\d{1,18}) ([scf]) (\\d{1,18}) (\\d{1,18}) ([01])\n");

  /** As {@code lua/lib/hook.lua} has it. */
  private static final Pattern ENDPOINT =
      Pattern.compile("^([hH][tT][tT][pP][sS]?)://(?:[^/?#]*@)?([^/?#@]*)");

  /** What an event tells of. */
  public enum Kind {
    /** A change of status. */
    STATUS,
    /** A check-in. */
    CHECK_IN,
    /** What a node of the other kind could not deliver. */
    FOREIGN
  }

  /** The event's id, the same for each try: the job's, and its sequence number. */
  public String id() {
    return job + "-" + sequence;
  }

  /**
   * Reads an event.
   *
   * @param job the job's id
   * @param text as it stands in Redis
   * @return the event, or empty when it is none
   */
  static Optional<HookEvent> parse(String job, String text) {
    Matcher head = HEAD.matcher(text);
    if (!head.find()) {
      return Optional.empty();
    }
    JsonNode values = json(text.substring(head.end()));
    if (values.isMissingNode()) {
      return Optional.empty();
    }
    return Optional.of(
        head.group(2).equals("f") ? foreign(job, head, values) : own(job, head, values));
  }

  /** The number of an event as it stands in Redis, 0 when it is none. */
  static long sequence(String text) {
    Matcher head = HEAD.matcher(text);
    return head.find() ? Long.parseLong(head.group(1)) : 0;
  }

  /** Scheme, host and port of a URL as the outbox has them, {@code invalid} when it is none. */
  static String endpoint(String url) {
    Matcher parts = ENDPOINT.matcher(url);
    return parts.find()
        ? (parts.group(1) + "://" + parts.group(2)).toLowerCase(Locale.ROOT)
        : "invalid";
  }

  /** What stands for an event that cannot be read, so that it can be looked at. */
  static HookEvent unreadable(String job, String text) {
    return new HookEvent(job, sequence(text), Kind.FOREIGN, 0, 0, false, "", "", 0, 0, text);
  }

  /** The JSON of a text, which is missing when it has none. */
  static JsonNode json(String text) {
    try {
      return StrictJson.parse(text);
    } catch (JsonSyntaxException e) {
      return MissingNode.getInstance();
    }
  }

  private static HookEvent own(String job, Matcher head, JsonNode values) {
    Map<String, String> fields = new HashMap<>();
    List<String> names = HookJson.names();
    for (int i = 0; i < names.size() && i < values.size(); i++) {
      if (values.get(i).isTextual()) {
        fields.put(names.get(i), values.get(i).textValue());
      }
    }
    JobStats stats = JobStats.of(fields);
    boolean checkIn = head.group(2).equals("c");
    return new HookEvent(
        job,
        Long.parseLong(head.group(1)),
        checkIn ? Kind.CHECK_IN : Kind.STATUS,
        Long.parseLong(head.group(3)),
        Long.parseLong(head.group(4)),
        head.group(5).equals("1"),
        stats.text("web_hook_url"),
        stats.text("status"),
        stats.revision(),
        stats.number("check_in_at"),
        HookJson.body(stats, checkIn));
  }

  private static HookEvent foreign(String job, Matcher head, JsonNode event) {
    JsonNode data = event.path("data");
    JsonNode stats = data.path("metadata");
    return new HookEvent(
        job,
        Long.parseLong(head.group(1)),
        Kind.FOREIGN,
        Long.parseLong(head.group(3)),
        Long.parseLong(head.group(4)),
        head.group(5).equals("1"),
        event.path("url").asText(),
        data.path("status").asText(),
        stats.path("revision").asLong(),
        stats.path("check_in_at").asLong(),
        data.toString());
  }
}
