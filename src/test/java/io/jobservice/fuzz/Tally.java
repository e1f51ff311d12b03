package io.jobservice.fuzz;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** What became of all requests. Thread safe. */
final class Tally {

  private static final int MOST_FINDINGS = 20;

  private final Map<String, LongAdder> outcomes = new ConcurrentSkipListMap<>();
  private final Queue<String> findings = new ConcurrentLinkedQueue<>();
  private final LongAdder wrong = new LongAdder();

  void count(Level level, String outcome) {
    outcomes.computeIfAbsent(level + " " + outcome, any -> new LongAdder()).increment();
  }

  void found(String what) {
    wrong.increment();
    if (findings.size() < MOST_FINDINGS) {
      findings.add(what);
    }
  }

  /** Some of what went wrong. */
  List<String> findings() {
    return List.copyOf(findings);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    outcomes.forEach((name, count) -> text.append("  %s: %,d%n".formatted(name, count.sum())));
    return text + "  wrong: " + wrong.sum();
  }
}
