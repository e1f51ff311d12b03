package io.jobservice.chaos;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jobservice.testing.HookReceiver.Post;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The events that came to a receiver, by job, each in the order in which it came. */
final class HookArrivals {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Map<String, List<Arrival>> jobs;

  /**
   * An event that came, perhaps not for the first time.
   *
   * @param post as it came
   * @param job the job that it is about
   * @param sequence its number
   * @param revision of the job
   * @param status of the job
   * @param checkIn whether it tells of a check-in
   * @param happened when, in microseconds
   */
  record Arrival(
      Post post,
      String job,
      long sequence,
      long revision,
      String status,
      boolean checkIn,
      long happened) {

    static Arrival of(Post post) {
      JsonNode body = json(post.body());
      return new Arrival(
          post,
          body.path("job_id").asText(),
          Long.parseLong(post.header("X-Jobservice-Sequence")),
          body.path("metadata").path("revision").asLong(),
          body.path("status").asText(),
          body.has("check_in"),
          ChronoUnit.MICROS.between(
              Instant.EPOCH, Instant.parse(post.header("X-Jobservice-Event-Time"))));
    }

    private static JsonNode json(String body) {
      try {
        return MAPPER.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(body, e);
      }
    }

    /** How long it took from what happened to the receiver. */
    long delayMicros() {
      return post.micros() - happened;
    }

    String told() {
      return sequence + " " + (checkIn ? "check-in" : status) + " of " + revision;
    }

    boolean saysTheSameAs(Arrival other) {
      return post.body().equals(other.post.body()) && happened == other.happened;
    }
  }

  private HookArrivals(Map<String, List<Arrival>> jobs) {
    this.jobs = jobs;
  }

  static HookArrivals of(List<Post> posts) {
    return new HookArrivals(
        posts.stream()
            .map(Arrival::of)
            .collect(groupingBy(Arrival::job, LinkedHashMap::new, toList())));
  }

  Map<String, List<Arrival>> jobs() {
    return jobs;
  }

  /** How many came, repeats included. */
  int size() {
    return jobs.values().stream().mapToInt(List::size).sum();
  }

  /** Those that came for the first time. */
  List<Arrival> first() {
    List<Arrival> first = new ArrayList<>();
    jobs.values().forEach(arrivals -> first.addAll(first(arrivals)));
    return first;
  }

  /**
   * Of the events of a job, those that came for the first time, in the order in which they came.
   */
  static List<Arrival> first(List<Arrival> arrivals) {
    Map<Long, Arrival> first = new LinkedHashMap<>();
    arrivals.forEach(arrival -> first.putIfAbsent(arrival.sequence(), arrival));
    return List.copyOf(first.values());
  }
}
