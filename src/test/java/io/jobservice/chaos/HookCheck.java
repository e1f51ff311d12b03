package io.jobservice.chaos;

import io.jobservice.chaos.HookArrivals.Arrival;
import io.jobservice.model.JobStats;
import io.jobservice.testing.HookReceiver.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What must be true of the events of each job in the end: all that happened to it was told and
 * taken, in order.
 */
final class HookCheck {

  private final List<String> violations = new ArrayList<>();

  private HookCheck() {}

  /**
   * What is wrong.
   *
   * @param jobs those that report to the receiver
   * @param arrivals what came there
   */
  static List<String> violations(Map<String, JobStats> jobs, HookArrivals arrivals) {
    HookCheck check = new HookCheck();
    jobs.forEach((id, job) -> check.job(job, arrivals.jobs().getOrDefault(id, List.of())));
    arrivals.jobs().keySet().stream()
        .filter(id -> !jobs.containsKey(id))
        .forEach(id -> check.violations.add("events of " + id + ", which does not report there"));
    return check.violations;
  }

  private void job(JobStats job, List<Arrival> arrivals) {
    List<Arrival> first = HookArrivals.first(arrivals);
    order(job, first);
    repeats(job, arrivals, first);
    first.forEach(event -> form(job, event));
    story(job, first);
    counts(job, first.stream().filter(event -> !event.checkIn()).toList());
  }

  private void order(JobStats job, List<Arrival> first) {
    long before = 0;
    for (Arrival event : first) {
      if (event.sequence() < before) {
        add(job, first, event.sequence() + " came after " + before);
      }
      if (event.sequence() > before + 1 && !event.checkIn()) {
        add(job, first, "something is missing before " + event.sequence());
      }
      before = event.sequence();
    }
  }

  private void repeats(JobStats job, List<Arrival> arrivals, List<Arrival> first) {
    for (int i = 0; i < first.size(); i++) {
      Arrival event = first.get(i);
      List<Arrival> same =
          arrivals.stream().filter(other -> other.sequence() == event.sequence()).toList();
      if (!same.stream().allMatch(event::saysTheSameAs)) {
        add(job, first, event.sequence() + " was repeated with other words");
      }
      // A newer check-in may take the place of one that waits for its next try.
      boolean replaced = event.checkIn() && i + 1 < first.size() && first.get(i + 1).checkIn();
      if (!replaced && same.stream().map(each -> each.post().reply()).noneMatch(Reply::accepts)) {
        add(job, first, event.sequence() + " was given up");
      }
    }
  }

  private void form(JobStats job, Arrival event) {
    boolean right =
        event.post().header("X-Jobservice-Event-Id").equals(job.id() + "-" + event.sequence())
            && event.post().header("X-Jobservice-Job-Id").equals(job.id())
            && event.post().header("X-Jobservice-Revision").equals("" + event.revision());
    if (!right) {
      add(job, List.of(event), "headers do not fit: " + event.post());
    }
  }

  /** Each attempt begins with its Running, and a check-in or an end is of the attempt before it. */
  private void story(JobStats job, List<Arrival> events) {
    Arrival run = null;
    for (Arrival event : events) {
      boolean begins = event.status().equals("Running") && !event.checkIn();
      boolean stops = event.status().equals("Stopped");
      boolean right =
          begins
              ? run == null || event.revision() > run.revision()
              : stops || (run != null && event.revision() == run.revision());
      if (!right) {
        add(job, events, event.sequence() + " does not fit what came before");
      }
      run = begins ? event : run;
    }
  }

  private void counts(JobStats job, List<Arrival> changes) {
    expect(job, changes, "Running", job.number("attempt"));
    boolean stopped = job.text("status").equals("Stopped");
    if (!stopped) {
      expect(job, changes, "Error", job.number("fails"));
    }
    expect(job, changes, "Success", job.text("status").equals("Success") ? 1 : 0);
    expect(job, changes, "Stopped", stopped ? 1 : 0);
    if (changes.isEmpty() || !changes.get(changes.size() - 1).status().equals(job.text("status"))) {
      add(job, changes, "the end is missing");
    }
  }

  private void expect(JobStats job, List<Arrival> changes, String status, long number) {
    long found = changes.stream().filter(change -> change.status().equals(status)).count();
    if (found != number) {
      add(job, changes, "%s was told %d times, not %d".formatted(status, found, number));
    }
  }

  private void add(JobStats job, List<Arrival> events, String what) {
    violations.add(
        "%s, %s at attempt %d: %s; came %s"
            .formatted(
                job.id(),
                job.text("status"),
                job.number("attempt"),
                what,
                events.stream().map(Arrival::told).toList()));
  }
}
