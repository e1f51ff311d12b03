package io.jobservice.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects the values of each figure over the runs, and prints a table of their medians. */
final class Figures {

  private final Map<String, Figure> figures = new LinkedHashMap<>();

  private record Figure(String unit, List<Double> values) {}

  /** Notes the value of a run. */
  void add(String name, String unit, double value) {
    figures.computeIfAbsent(name, any -> new Figure(unit, new ArrayList<>())).values.add(value);
    System.err.printf(Locale.ROOT, "  %s: %s %s%n", name, shown(value), unit);
  }

  /** Notes what a set of times says: the middle, the slow hundredth and the slowest. */
  void addTimes(String name, List<Double> millis) {
    List<Double> sorted = new ArrayList<>(millis);
    Collections.sort(sorted);
    add(name + ", p50", "ms", at(sorted, 0.50));
    add(name + ", p99", "ms", at(sorted, 0.99));
    add(name + ", max", "ms", sorted.get(sorted.size() - 1));
  }

  /** Notes what the times of pages say: the middle, the slow twentieth and the slowest. */
  void addPages(String name, List<Double> millis) {
    List<Double> sorted = new ArrayList<>(millis);
    Collections.sort(sorted);
    add(name + ", p50", "ms", at(sorted, 0.50));
    add(name + ", p95", "ms", at(sorted, 0.95));
    add(name + ", max", "ms", sorted.get(sorted.size() - 1));
  }

  /** Prints the table. */
  void print(PrintStream out) {
    out.println("| figure | median | lowest to highest | runs |");
    out.println("| --- | ---: | ---: | ---: |");
    figures.forEach(
        (name, figure) -> {
          List<Double> sorted = new ArrayList<>(figure.values);
          Collections.sort(sorted);
          out.printf(
              Locale.ROOT,
              "| %s | %s %s | %s to %s | %d |%n",
              name,
              shown(at(sorted, 0.5)),
              figure.unit,
              shown(sorted.get(0)),
              shown(sorted.get(sorted.size() - 1)),
              sorted.size());
        });
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * share)));
  }

  private static String shown(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.2f", value);
  }
}
