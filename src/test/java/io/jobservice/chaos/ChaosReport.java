package io.jobservice.chaos;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.jobservice.chaos.Incident.Kind;
import io.jobservice.model.JobStats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The outcome of a run, as it is printed: a block of lines that begin with {@code chaos:}. */
final class ChaosReport {

  private final List<String> lines = new ArrayList<>();

  static void print(String line) {
    System.out.println("chaos: " + line);
  }

  ChaosReport add(String line) {
    lines.add(line);
    return this;
  }

  ChaosReport incidents(Chronicle chronicle) {
    return add(
        Arrays.stream(Kind.values())
            .map(kind -> kind.text() + " " + chronicle.count(kind))
            .collect(joining(", ")));
  }

  ChaosReport load(Load load, Collection<JobStats> jobs, List<String> lost) {
    Map<String, Long> outcomes =
        jobs.stream().collect(groupingBy(job -> job.text("status"), TreeMap::new, counting()));
    long unclaimed = jobs.stream().filter(job -> !load.accepted().containsKey(job.id())).count();
    return add("accepted %d, lost %d; answers lost %d, of which %d are jobs; refused as equal %d"
            .formatted(
                load.accepted().size(),
                lost.size(),
                load.unanswered(),
                unclaimed,
                load.conflicts()))
        .add(
            outcomes.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(joining(", ", "outcomes: ", "")));
  }

  ChaosReport repeats(Repeats repeats) {
    String causes =
        repeats.byCause().entrySet().stream()
            .map(entry -> entry.getKey().text() + " " + entry.getValue())
            .collect(joining(", "));
    add(
        "run twice %d: %s%sno known cause %d; retried %d"
            .formatted(
                repeats.total(),
                causes,
                causes.isEmpty() ? "" : ", ",
                repeats.unexplained().size(),
                repeats.retries()));
    return add(
        repeats.slowestRecoveryMicros() < 0
            ? "slowest recovery: no killed node had a job"
            : "slowest recovery %.1f s".formatted(repeats.slowestRecoveryMicros() / 1e6));
  }

  /** In one piece, so that nothing comes in between. */
  void print() {
    System.out.println(lines.stream().map(line -> "chaos: " + line).collect(joining("\n")));
  }
}
