package io.jobservice.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * How long a failed job waits until it is tried again.
 *
 * @param kind the formula
 * @param initial the delay after the first failure, 1 ms to 365 days; zero for STANDARD
 * @param max the longest delay, from {@code initial} to 365 days; {@code initial} for all kinds but
 *     EXPONENTIAL
 * @param jitter which part of the delay is drawn at random, 0 to 1; 0 for STANDARD
 */
public record Backoff(Kind kind, Duration initial, Duration max, double jitter) {

  /** The longest delay that can be asked for. */
  public static final Duration LONGEST = Duration.ofDays(365);

  /** Nobody waits longer than the longest delay of a scheduled job. */
  private static final long CENTURY = Submission.LONGEST_DELAY;

  /** From here on the fourth power alone is longer than {@link #CENTURY}. */
  private static final long CENTURY_OF_FAILS = 238;

  private static final int STANDARD_BASE = 15;
  private static final int STANDARD_SPREAD = 30;

  private static final Backoff STANDARD =
      new Backoff(Kind.STANDARD, Duration.ZERO, Duration.ZERO, 0);

  /** The formulas. */
  public enum Kind {
    /** That of gocraft/work: {@code fails^4 + 15 + random(0..29) * (fails + 1)} seconds. */
    STANDARD("standard"),
    /** The same delay each time. */
    FIXED("fixed"),
    /** Twice the delay each time, up to the longest. */
    EXPONENTIAL("exponential");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** The word in configurations and requests. */
    public String text() {
      return text;
    }
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is left
   */
  public Backoff {
    Objects.requireNonNull(kind);
    boolean ranges =
        switch (kind) {
          case STANDARD -> initial.isZero() && max.isZero() && jitter == 0;
          case FIXED -> isDelay(initial) && max.equals(initial);
          case EXPONENTIAL -> isDelay(initial) && isDelay(max) && initial.compareTo(max) <= 0;
        };
    if (!ranges || !isJitter(jitter)) {
      throw new IllegalArgumentException(
          kind + " with initial " + initial + ", max " + max + ", jitter " + jitter);
    }
  }

  /** Whether a duration may be a delay. */
  static boolean isDelay(Duration duration) {
    return duration.compareTo(Duration.ofMillis(1)) >= 0 && duration.compareTo(LONGEST) <= 0;
  }

  /** Whether a number may be a jitter; what is none may not. */
  static boolean isJitter(double jitter) {
    return jitter >= 0 && jitter <= 1;
  }

  /** What jobs get that ask for nothing else. */
  public static Backoff standard() {
    return STANDARD;
  }

  /**
   * The same delay each time.
   *
   * @param delay 1 ms to 365 days
   */
  public static Backoff fixed(Duration delay) {
    return new Backoff(Kind.FIXED, delay, delay, 0);
  }

  /**
   * A delay that doubles.
   *
   * @param initial after the first failure, 1 ms or more
   * @param max the longest, up to 365 days
   */
  public static Backoff exponential(Duration initial, Duration max) {
    return new Backoff(Kind.EXPONENTIAL, initial, max, 0);
  }

  /**
   * The same with some of each delay left to chance: it is drawn between {@code delay * (1 -
   * jitter)} and {@code delay}.
   *
   * @param part 0 to 1
   */
  public Backoff withJitter(double part) {
    return new Backoff(kind, initial, max, part);
  }

  /**
   * Draws the delay until the next attempt.
   *
   * @param fails how often the job has failed, 1 or more
   * @param random the source of chance
   * @return whole seconds, rounded up, from 1 to a hundred years
   */
  public long delaySeconds(long fails, RandomGenerator random) {
    if (fails < 1) {
      throw new IllegalArgumentException("a job that waits has failed, but not " + fails);
    }
    return switch (kind) {
      case STANDARD -> standardSeconds(fails, random);
      case FIXED, EXPONENTIAL -> drawnSeconds(fullMillis(fails), random);
    };
  }

  private static long standardSeconds(long fails, RandomGenerator random) {
    if (fails >= CENTURY_OF_FAILS) {
      return CENTURY;
    }
    long drawn = random.nextInt(STANDARD_SPREAD) * (fails + 1);
    return Math.min(CENTURY, fails * fails * fails * fails + STANDARD_BASE + drawn);
  }

  private long fullMillis(long fails) {
    long doublings = fails - 1;
    boolean capped = doublings >= Long.SIZE - 1 || initial.toMillis() > max.toMillis() >> doublings;
    return capped ? max.toMillis() : initial.toMillis() << doublings;
  }

  private long drawnSeconds(long full, RandomGenerator random) {
    long millis = jitter == 0 ? full : full - (long) (full * jitter * random.nextDouble());
    return Math.max(1, (millis + 999) / 1000);
  }

  /**
   * Reads the form of {@link #toJson}; durations may be numbers of seconds too.
   *
   * @param json what should be such an object
   * @throws BadRequestException which field is wrong, and what is expected
   */
  public static Backoff parse(JsonNode json) throws BadRequestException {
    return BackoffJson.parse(json);
  }

  /** The JSON form, with what the kind does not have left out. */
  public String toJson() {
    return BackoffJson.write(this);
  }
}
