package io.jobservice.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The hooks that the old service sent for a job, from {@code golden/}, and those of ours, both
 * without what differs each time: ids, times, check-in texts, and where the receiver was. Revisions
 * are numbered as they come. Of check-ins that follow each other the last stands for all: a slow
 * receiver gets no more.
 */
public final class GoldenHooks {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> TIMES =
      List.of("enqueue_time", "update_time", "run_at", "check_in_at", "die_at");

  private GoldenHooks() {}

  /** The bodies that the old service sent, by the name of the capture. */
  public static List<String> read(String name) {
    try (InputStream in = GoldenHooks.class.getResourceAsStream("/golden/hooks.json")) {
      return StreamSupport.stream(MAPPER.readTree(in).path(name).spliterator(), false)
          .map(hook -> hook.path("body").asText())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What stays of the bodies of a job, in their order.
   *
   * @param bodies JSON
   * @param parameters to be left out
   */
  public static List<String> timeless(Stream<String> bodies, Collection<String> parameters) {
    List<String> revisions = new ArrayList<>();
    List<String> all = new ArrayList<>();
    boolean checkedIn = false;
    for (String body : bodies.toList()) {
      ObjectNode event = parse(body);
      if (checkedIn && event.has("check_in")) {
        all.remove(all.size() - 1);
      }
      checkedIn = event.has("check_in");
      String id = event.path("job_id").asText();
      ObjectNode job = event.withObject("/metadata");
      if (job.has("parameters")) {
        job.withObject("/parameters").remove(parameters);
      }
      mask(event, "check_in");
      mask(job, "check_in");
      TIMES.forEach(time -> mask(job, time));
      number(job, revisions);
      if (job.has("ack")) {
        mask(job.withObject("/ack"), "check_in_at");
        number(job.withObject("/ack"), revisions);
      }
      String policy = id.split("@", 2)[0];
      all.add(
          event
              .toString()
              .replace(id, id.contains("@") ? "POLICY@DUE" : "ID")
              .replace(policy, "POLICY")
              .replaceAll("http://127.0.0.1:\\d+", ""));
    }
    return all;
  }

  private static ObjectNode parse(String body) {
    try {
      return (ObjectNode) MAPPER.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(body, e);
    }
  }

  /** Hides what is there and is not zero. */
  private static void mask(ObjectNode node, String field) {
    JsonNode value = node.path(field);
    if (value.isTextual() || value.asLong() != 0) {
      node.put(field, value.isTextual() ? "TEXT" : "TIME");
    }
  }

  private static void number(ObjectNode node, List<String> revisions) {
    String revision = node.path("revision").asText();
    if (!revisions.contains(revision)) {
      revisions.add(revision);
    }
    node.put("revision", revisions.indexOf(revision));
  }
}
