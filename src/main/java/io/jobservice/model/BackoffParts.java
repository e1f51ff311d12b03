package io.jobservice.model;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What was said of a back-off, which may not fit together.
 *
 * @param kind the formula
 * @param initial needed for all kinds but STANDARD, which has none
 * @param max for EXPONENTIAL only; left out, it is a day, or {@code initial} where that is longer
 * @param jitter for all kinds but STANDARD; left out, there is none
 */
public record BackoffParts(
    Backoff.Kind kind,
    Optional<Duration> initial,
    Optional<Duration> max,
    Optional<Double> jitter) {

  private static final Duration DEFAULT_MAX = Duration.ofDays(1);

  /** Checks that nothing is null. */
  public BackoffParts {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(initial);
    Objects.requireNonNull(max);
    Objects.requireNonNull(jitter);
  }

  /**
   * What is wrong with one part.
   *
   * @param field the name of the part
   * @param message what is wrong, as the rest of a sentence after the name
   */
  public record Mistake(String field, String message) {}

  /** The first part that is missing, too much, or out of range. */
  public Optional<Mistake> mistake() {
    boolean standard = kind == Backoff.Kind.STANDARD;
    if (standard && initial.isPresent()) {
      return superfluous("initial");
    }
    if (!standard && initial.isEmpty()) {
      return mistake("initial", "is required with the kind " + kind.text());
    }
    if (initial.isPresent() && !Backoff.isDelay(initial.get())) {
      return mistake("initial", "must be from 1ms to 365d");
    }
    if (kind != Backoff.Kind.EXPONENTIAL && max.isPresent()) {
      return superfluous("max");
    }
    if (max.isPresent() && !Backoff.isDelay(max.get())) {
      return mistake("max", "must be from 1ms to 365d");
    }
    if (max.isPresent() && max.get().compareTo(initial.orElseThrow()) < 0) {
      return mistake("max", "must not be less than initial");
    }
    if (standard && jitter.isPresent()) {
      return superfluous("jitter");
    }
    if (jitter.isPresent() && !Backoff.isJitter(jitter.get())) {
      return mistake("jitter", "must be from 0 to 1");
    }
    return Optional.empty();
  }

  private Optional<Mistake> superfluous(String field) {
    return mistake(field, "has no meaning with the kind " + kind.text());
  }

  private static Optional<Mistake> mistake(String field, String message) {
    return Optional.of(new Mistake(field, message));
  }

  /**
   * The back-off of parts without a mistake.
   *
   * @throws IllegalArgumentException if there is one
   */
  public Backoff toBackoff() {
    if (mistake().isPresent()) {
      throw new IllegalArgumentException(mistake().get().toString());
    }
    return switch (kind) {
      case STANDARD -> Backoff.standard();
      case FIXED -> Backoff.fixed(initial.orElseThrow()).withJitter(jitter.orElse(0.0));
      case EXPONENTIAL ->
          Backoff.exponential(initial.orElseThrow(), max.orElseGet(this::defaultMax))
              .withJitter(jitter.orElse(0.0));
    };
  }

  private Duration defaultMax() {
    Duration first = initial.orElseThrow();
    return first.compareTo(DEFAULT_MAX) > 0 ? first : DEFAULT_MAX;
  }
}
