package io.jobservice.chaos;

import static java.util.stream.Collectors.groupingBy;

import io.jobservice.chaos.AuditLine.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What the jobs wrote of themselves: every run that began, and how it ended. Immutable. */
final class Audit {

  private final Map<String, List<Run>> runs;
  private final List<String> mistakes;

  private Audit(Map<String, List<Run>> runs, List<String> mistakes) {
    this.runs = runs;
    this.mistakes = mistakes;
  }

  /**
   * One attempt that began.
   *
   * @param begin its first line
   * @param end its last line; none if its process ended before
   */
  record Run(AuditLine begin, Optional<AuditLine> end) {

    long attempt() {
      return begin.attempt();
    }

    long pid() {
      return begin.pid();
    }

    boolean endedWith(Word word) {
      return end.filter(line -> line.word() == word).isPresent();
    }

    /**
     * When it no longer counted as running: at its end, or before, when its process was killed or
     * halted for so long that others took it for dead. Empty if it never ended.
     */
    OptionalLong over(Chronicle chronicle) {
      OptionalLong lost = chronicle.endOfAttempts(pid(), begin.micros());
      if (end.isEmpty()) {
        return lost.isPresent() ? lost : chronicle.askedToEnd(pid());
      }
      return OptionalLong.of(Math.min(end.get().micros(), lost.orElse(Long.MAX_VALUE)));
    }
  }

  static Audit read(Path file) throws IOException {
    List<AuditLine> lines = Files.exists(file) ? AuditLine.readAll(file) : List.of();
    List<String> mistakes = new ArrayList<>();
    Map<String, List<Run>> runs = new HashMap<>();
    lines.stream()
        .collect(groupingBy(AuditLine::id))
        .forEach((id, own) -> runs.put(id, runs(own, mistakes)));
    return new Audit(runs, mistakes);
  }

  private static List<Run> runs(List<AuditLine> lines, List<String> mistakes) {
    List<Run> runs = new ArrayList<>();
    Map<Long, List<AuditLine>> attempts = lines.stream().collect(groupingBy(AuditLine::attempt));
    attempts.forEach(
        (attempt, own) -> {
          boolean good =
              own.size() <= 2
                  && own.get(0).word() == Word.BEGIN
                  && own.stream().filter(line -> line.word() == Word.BEGIN).count() == 1;
          if (!good) {
            mistakes.add("an attempt ran twice: " + own);
          }
          runs.add(new Run(own.get(0), own.stream().skip(1).findFirst()));
        });
    runs.sort(Comparator.comparingLong(Run::attempt));
    return List.copyOf(runs);
  }

  /** What can be seen to be wrong from the lines alone. */
  List<String> mistakes() {
    return mistakes;
  }

  /** The runs of a job, by attempt. */
  List<Run> of(String id) {
    return runs.getOrDefault(id, List.of());
  }

  /** The runs of each job. */
  Map<String, List<Run>> all() {
    return runs;
  }
}
