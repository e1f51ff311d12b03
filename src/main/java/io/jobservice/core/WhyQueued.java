package io.jobservice.core;

import io.jobservice.model.Cause;
import io.jobservice.model.Finding;
import io.jobservice.model.QueueState;
import io.jobservice.redis.JobPlaces;
import io.jobservice.redis.JobPlaces.Known;
import io.jobservice.redis.JobPlaces.Position;
import io.jobservice.redis.QueueOverview;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Why a job that is on a queue is not taken from it: what holds it back, then its place. */
final class WhyQueued {

  private final QueueOverview overview;
  private final TypeObstacles types;
  private final LimitObstacles limits;
  private final JobPlaces places;

  WhyQueued(QueueOverview overview, TypeObstacles types, LimitObstacles limits, JobPlaces places) {
    this.overview = overview;
    this.types = types;
    this.limits = limits;
    this.places = places;
  }

  /** Of a job of which only its queue tells that it is there. */
  List<Finding> obstacles(Scene scene) {
    List<Finding> found = new ArrayList<>(types.of(scene));
    QueueState queue = overview.states(Map.of(scene.type(), 0)).get(0);
    found.addAll(limits.of(scene, queue));
    return found;
  }

  boolean isThere(Scene scene) {
    return places.onQueue(scene.job()).known() != Known.ABSENT;
  }

  List<Finding> of(Scene scene) {
    Position position = places.onQueue(scene.job());
    if (position.known() == Known.ABSENT) {
      return List.of(absent(scene));
    }
    List<Finding> found = obstacles(scene);
    QueueState queue = overview.states(Map.of(scene.type(), 0)).get(0);
    found.add(place(scene, position, queue.rate(), found.isEmpty()));
    return found;
  }

  private static Finding absent(Scene scene) {
    return Finding.of(
            Cause.NOT_ON_QUEUE,
            "Its record says that it waits on the queue of "
                + scene.type()
                + ", but it is not there: another program has taken its entry away, and nothing"
                + " will run it. Stop it and submit it again.")
        .help("jobservice stop", scene.id())
        .with("type", scene.type())
        .with("update_time", scene.job().number("update_time"));
  }

  private static Finding place(Scene scene, Position position, double rate, boolean alone) {
    String queue = " on the queue of " + scene.type();
    Finding finding =
        switch (position.known()) {
          case EXACTLY -> exact(scene, position, rate, alone);
          case FAR_BACK ->
              Finding.of(
                  Cause.QUEUED,
                  "As far as its record tells, more than "
                      + position.before()
                      + " jobs are before it"
                      + queue
                      + ", which has "
                      + position.depth()
                      + "; when it starts cannot be told.");
          default ->
              Finding.of(
                  Cause.QUEUED,
                  "It is one of "
                      + position.depth()
                      + queue
                      + "; which one, and when it starts, cannot be told.");
        };
    if (position.known() != Known.NOT_TOLD) {
      finding = finding.with("before", position.before());
    }
    return finding
        .help("jobservice wait", scene.id())
        .with("type", scene.type())
        .with("depth", position.depth())
        .with("ended_a_minute", Math.round(rate * 60));
  }

  private static Finding exact(Scene scene, Position position, double rate, boolean alone) {
    String place =
        position.before() == 0
            ? "It is the next"
            : "It is number " + (position.before() + 1) + " of " + position.depth();
    String text = place + " on the queue of " + scene.type();
    if (!alone) {
      return Finding.of(Cause.QUEUED, text + ".");
    }
    if (position.before() == 0) {
      return Finding.of(Cause.QUEUED, text + ", and nothing holds it back.");
    }
    if (rate <= 0) {
      return Finding.of(
          Cause.QUEUED,
          text
              + "; when it starts cannot be told, since no job of the type has ended in the last"
              + " minute.");
    }
    long wait = (long) Math.ceil(position.before() / rate);
    return Finding.of(
            Cause.QUEUED,
            text
                + ", and starts in about "
                + Span.of(wait)
                + " if "
                + String.format(Locale.ROOT, "%.2f", rate)
                + " a second end as in the last minute.")
        .with("starts_at", scene.now() + wait);
  }
}
