package io.jobservice.chaos;

import io.jobservice.chaos.Audit.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/** Finds runs that were under way at once although they must not. */
final class Overlaps {

  private Overlaps() {}

  private record Span(Run run, long from, long to) {}

  /**
   * The runs that began while already as many as are allowed were under way.
   *
   * @param runs what shares a limit
   * @param limit how many may be under way at once
   * @param chronicle ends the runs of processes that were killed or halted
   */
  static List<String> of(List<Run> runs, int limit, Chronicle chronicle) {
    List<Span> spans = new ArrayList<>();
    for (Run run : runs) {
      OptionalLong over = run.over(chronicle);
      // What begins after its process was taken for dead has lost its job before it began.
      if (over.isEmpty() || over.getAsLong() > run.begin().micros()) {
        spans.add(new Span(run, run.begin().micros(), over.orElse(Long.MAX_VALUE)));
      }
    }
    spans.sort(Comparator.comparingLong(Span::from));
    List<String> found = new ArrayList<>();
    List<Span> open = new ArrayList<>();
    for (Span span : spans) {
      open.removeIf(other -> other.to <= span.from);
      if (open.size() >= limit) {
        found.add(span.run.begin() + " began during " + open.stream().map(Span::run).toList());
      }
      open.add(span);
    }
    return found;
  }
}
