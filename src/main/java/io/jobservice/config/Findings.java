package io.jobservice.config;

import io.jobservice.config.ConfigException.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What is found while one configuration is read: mistakes, and values. For one thread. */
final class Findings {

  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparingInt((Problem p) -> p.line().orElse(Integer.MAX_VALUE))
          .thenComparing(Problem::option);

  private final String file;
  private final List<Problem> inFile = new ArrayList<>();
  private final List<Problem> inEnvironment = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final Ledger ledger;

  Findings(String file) {
    this.file = file;
    this.ledger = new Ledger(Path.of(file));
  }

  /** The values that were taken. */
  Ledger ledger() {
    return ledger;
  }

  /** A problem of the file as a whole, or of an option that is missing. */
  void missing(String option, String message) {
    inFile.add(new Problem(file, OptionalInt.empty(), option, Optional.empty(), message));
  }

  void problem(int line, String option, String message) {
    inFile.add(new Problem(file, OptionalInt.of(line), option, Optional.empty(), message));
  }

  void badValue(int line, String option, String value, String message) {
    inFile.add(new Problem(file, OptionalInt.of(line), option, Optional.of(value), message));
  }

  void badVariable(String variable, String value, String message) {
    inEnvironment.add(
        new Problem(
            "environment " + variable, OptionalInt.empty(), "", Optional.of(value), message));
  }

  /** One whose value is not to be shown. */
  void badVariable(String variable, String message) {
    inEnvironment.add(
        new Problem("environment " + variable, OptionalInt.empty(), "", Optional.empty(), message));
  }

  void warning(int line, String option, String message) {
    warnings.add(new Problem(file, OptionalInt.of(line), option, Optional.empty(), message));
  }

  void variableWarning(String variable, String message) {
    warnings.add(
        new Problem("environment " + variable, OptionalInt.empty(), "", Optional.empty(), message));
  }

  /** Ends the reading if anything was wrong so far. */
  void throwIfAny() throws ConfigException {
    List<Problem> all = new ArrayList<>(inFile);
    all.sort(BY_PLACE);
    all.addAll(inEnvironment);
    if (!all.isEmpty()) {
      throw new ConfigException(all);
    }
  }

  List<String> warnings() {
    return warnings.stream().sorted(BY_PLACE).map(Problem::toString).toList();
  }
}
