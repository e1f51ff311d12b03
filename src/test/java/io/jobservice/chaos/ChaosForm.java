package io.jobservice.chaos;

import java.time.Duration;

/**
 * How much is done: a short form for every build, a long one for the profile {@code chaos}.
 *
 * @param jobs how many jobs are submitted
 * @param uniqueAttempts how often a unique job is submitted
 * @param load how long the load, and with it the disturbance, lasts
 * @param uniqueLoad the same, of unique jobs
 * @param kills how many nodes are killed
 * @param freeze how long a node is halted at the longest
 */
record ChaosForm(
    int jobs, int uniqueAttempts, Duration load, Duration uniqueLoad, int kills, Duration freeze) {

  /** The form that the system property {@code chaos.form} names; short without it. */
  static ChaosForm chosen() {
    String form = System.getProperty("chaos.form", "short");
    return switch (form) {
      case "short" ->
          new ChaosForm(
              350, 500, Duration.ofSeconds(18), Duration.ofSeconds(8), 4, Duration.ofSeconds(8));
      case "long" ->
          new ChaosForm(
              2000,
              10_000,
              Duration.ofSeconds(70),
              Duration.ofSeconds(100),
              12,
              Duration.ofSeconds(20));
      default -> throw new IllegalArgumentException("chaos.form is short or long, not " + form);
    };
  }

  /** The seed that the system property {@code chaos.seed} gives, or a new one. */
  static long seed() {
    String given = System.getProperty("chaos.seed", "");
    return given.isEmpty() ? System.nanoTime() & 0xffffffffL : Long.parseLong(given);
  }
}
