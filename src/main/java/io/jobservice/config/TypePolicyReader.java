package io.jobservice.config;

import io.jobservice.model.Backoff;
import io.jobservice.model.BackoffParts;
import io.jobservice.model.JobName;
import io.jobservice.model.TypePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code jobs.types}: names of job types, each with a section of {@link TypeOptions}. */
final class TypePolicyReader {

  private static final List<Option.Value<?>> BACKOFF =
      List.of(
          TypeOptions.BACKOFF_KIND,
          TypeOptions.BACKOFF_INITIAL,
          TypeOptions.BACKOFF_MAX,
          TypeOptions.BACKOFF_JITTER);

  private final Findings findings;

  TypePolicyReader(Findings findings) {
    this.findings = findings;
  }

  /** The policies by name; none for a node that is not there. What is wrong is noted. */
  Map<String, TypePolicy> read(Optional<YamlNode> node) {
    Map<String, TypePolicy> policies = new TreeMap<>();
    if (node.isPresent() && node.get() instanceof YamlNode.Mapping types) {
      types.entries().forEach((name, entry) -> policies.put(name, entry(name, entry)));
    } else if (node.isPresent()) {
      findings.problem(
          node.get().line(), Options.JOB_TYPES.path(), "is no list of names of job types");
    }
    return policies;
  }

  private TypePolicy entry(String name, YamlNode entry) {
    String path = Options.JOB_TYPES.path() + "." + name;
    if (!JobName.isValid(name)) {
      findings.problem(
          entry.line(), path, "is no job name; allowed are 1 to 128 of A-Z a-z 0-9 _ . -");
    }
    if (entry instanceof YamlNode.Mapping mapping && !mapping.entries().isEmpty()) {
      return policy(
          new Section(mapping, path + ".", TypeOptions.ALL, Set.of(), Map.of(), findings));
    }
    boolean nothing =
        entry instanceof YamlNode.Mapping
            || (entry instanceof YamlNode.Scalar scalar && scalar.isNull());
    if (nothing) {
      findings.ledger().empty(Options.JOB_TYPES, name, entry.line());
    } else if (!(entry instanceof YamlNode.Refused)) {
      findings.problem(
          entry.line(),
          path,
          TypeOptions.ALL.stream()
              .map(option -> option.path().replaceFirst("\\..*", ""))
              .distinct()
              .collect(Collectors.joining(", ", "is a section; it holds ", "")));
    }
    return TypePolicy.none();
  }

  private static TypePolicy policy(Section section) {
    return new TypePolicy(
        whole(section, TypeOptions.MAX_FAILS),
        backoff(section),
        whole(section, TypeOptions.MAX_CONCURRENCY),
        whole(section, TypeOptions.PRIORITY),
        section.find(TypeOptions.TIMEOUT),
        section.find(TypeOptions.RATE_LIMIT),
        whole(section, TypeOptions.MAX_PENDING));
  }

  private static OptionalInt whole(Section section, Option.Value<Integer> option) {
    return section.find(option).map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  private static Optional<Backoff> backoff(Section section) {
    Optional<Duration> initial = section.find(TypeOptions.BACKOFF_INITIAL);
    Optional<Duration> max = section.find(TypeOptions.BACKOFF_MAX);
    Optional<Double> jitter = section.find(TypeOptions.BACKOFF_JITTER);
    List<Option.Value<?>> given = BACKOFF.stream().filter(section::has).toList();
    if (given.isEmpty()) {
      return Optional.empty();
    }
    Optional<Backoff.Kind> kind = section.require(TypeOptions.BACKOFF_KIND);
    long right = Stream.of(kind, initial, max, jitter).filter(Optional::isPresent).count();
    if (right < given.size() || kind.isEmpty()) {
      // A bad part has been noted; what it goes with cannot be said.
      return Optional.empty();
    }
    BackoffParts parts = new BackoffParts(kind.get(), initial, max, jitter);
    Optional<BackoffParts.Mistake> mistake = parts.mistake();
    mistake.ifPresent(found -> section.refuse("backoff." + found.field(), found.message()));
    return mistake.isPresent() ? Optional.empty() : Optional.of(parts.toBackoff());
  }
}
