package io.jobservice.redis.engine;

import io.jobservice.model.JobStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What must be so after each step: Redis has what the model has, each change of a status is one
 * that the transition table allows, and each job is on exactly one place or done for good.
 */
final class Comparison {

  private static final List<String> PLACES =
      List.of("queue ", "in progress ", "scheduled", "retry", "dead");

  private final EngineModel model;
  private Map<String, String> before = Map.of();

  Comparison(EngineModel model) {
    this.model = model;
  }

  /** Compares, after a step that began and ended at some second. */
  void check(Map<String, String> view, long began, long ended) {
    Map<String, String> expected = model.view(Engine.POOLS);
    for (ModelJob job : model.jobs.values()) {
      String name = "job " + job.asked.number() + " ";
      checkRevision(job, view.getOrDefault(name + "revision", "0"), began, ended);
      expected.put(name + "revision", Long.toString(job.revision));
      checkMove(name, view);
      checkPlaces(job, view);
    }
    if (!view.equals(expected)) {
      throw new AssertionError(difference(expected, view));
    }
    before = view;
  }

  /** A renewed revision is the second of the step, or the old one plus 1 where that is later. */
  private static void checkRevision(ModelJob job, String stored, long began, long ended) {
    long revision = Long.parseLong(stored);
    long least = Math.max(job.revision + job.renewals, job.renewals > 0 ? began : 0);
    long most = Math.max(job.revision + job.renewals, job.renewals > 0 ? ended : 0);
    if (revision < least || revision > most) {
      throw new AssertionError(
          "%s: revision %d after %d, renewed %d times from %d to %d"
              .formatted(job.asked, revision, job.revision, job.renewals, began, ended));
    }
    job.revision = revision;
    job.renewals = 0;
  }

  private void checkMove(String name, Map<String, String> view) {
    String was = before.get(name + "status");
    if (was == null) {
      return;
    }
    JobStatus from = JobStatus.of(was).orElseThrow();
    JobStatus to = JobStatus.of(view.getOrDefault(name + "status", "")).orElseThrow();
    long revision = Long.parseLong(before.get(name + "revision"));
    if (!from.mayBecome(revision, to, Long.parseLong(view.get(name + "revision")))) {
      throw new AssertionError(name + "may not go from " + from + " to " + to);
    }
  }

  private static void checkPlaces(ModelJob job, Map<String, String> view) {
    String name = "job " + job.asked.number() + " ";
    String status = view.getOrDefault(name + "status", "");
    boolean ended = "true".equals(view.get(name + "ended"));
    boolean done = status.equals("Success") || (status.equals("Stopped") && ended);
    List<String> places = places(job.asked.number() + "/", view);
    if (places.size() != (done ? 0 : 1)) {
      throw new AssertionError(name + "is " + status + " and is on " + places);
    }
  }

  private static List<String> places(String label, Map<String, String> view) {
    List<String> places = new ArrayList<>();
    view.forEach(
        (place, jobs) -> {
          if (PLACES.stream().anyMatch(place::startsWith)) {
            Arrays.stream(jobs.split(" "))
                .filter(job -> job.startsWith(label))
                .forEach(job -> places.add(place));
          }
        });
    return places;
  }

  private static String difference(Map<String, String> expected, Map<String, String> view) {
    TreeSet<String> names = new TreeSet<>(expected.keySet());
    names.addAll(view.keySet());
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      String model = expected.getOrDefault(name, "nothing");
      String redis = view.getOrDefault(name, "nothing");
      if (!model.equals(redis)) {
        text.append("\n  ").append(name).append(": the model has '").append(model);
        text.append("', Redis '").append(redis).append("'");
      }
    }
    return text.toString();
  }
}
