package io.jobservice.chaos;

import io.jobservice.chaos.Audit.Run;
import io.jobservice.chaos.AuditLine.Word;
import io.jobservice.chaos.Incident.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The runs that were not the first of their job, by what happened to the node of the run before.
 *
 * @param byCause how many there were of each known cause
 * @param unexplained those without a cause
 * @param retries how many runs followed a failure
 * @param slowestRecoveryMicros from the kill of a node to the next run of a job that it had, at
 *     most; -1 if no killed node had one
 */
record Repeats(
    Map<Kind, Integer> byCause, List<String> unexplained, int retries, long slowestRecoveryMicros) {

  static Repeats of(Audit audit, Chronicle chronicle) {
    Map<Kind, Integer> byCause = new TreeMap<>();
    List<String> unexplained = new ArrayList<>();
    int retries = 0;
    long slowest = -1;
    for (List<Run> runs : audit.all().values()) {
      for (int i = 1; i < runs.size(); i++) {
        Run before = runs.get(i - 1);
        if (before.endedWith(Word.FAIL)) {
          retries++;
          continue;
        }
        long begin = before.begin().micros();
        long again = runs.get(i).begin().micros();
        // A node that is halted between the fetch and the run begins after its successor.
        chronicle
            .cause(before.pid(), Math.min(begin, again), Math.max(begin, again))
            .ifPresentOrElse(
                cause -> byCause.merge(cause, 1, Integer::sum),
                () -> unexplained.add(runs.toString()));
        slowest = Math.max(slowest, recovery(before, again, chronicle));
      }
    }
    return new Repeats(byCause, unexplained, retries, slowest);
  }

  private static long recovery(Run before, long again, Chronicle chronicle) {
    return chronicle.of(Kind.KILLED).stream()
        .filter(kill -> kill.pid() == before.pid() && kill.from() <= again)
        .mapToLong(kill -> again - kill.from())
        .max()
        .orElse(-1);
  }

  int total() {
    return byCause.values().stream().mapToInt(Integer::intValue).sum() + unexplained.size();
  }
}
