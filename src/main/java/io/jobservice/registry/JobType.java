package io.jobservice.registry;

import io.jobservice.job.Job;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A registered type of job.
 *
 * @param name its name
 * @param source where it came from, for messages
 * @param maxFails how often a job may fail, 1 or more
 * @param maxConcurrency how many may run at once over all nodes, 0 for no limit
 * @param factory makes the instance of one execution
 */
public record JobType(
    String name, String source, int maxFails, int maxConcurrency, Supplier<Job> factory) {

  /** How often a job may fail that does not say. */
  public static final int DEFAULT_MAX_FAILS = 4;

  /** Checks that nothing is null. */
  public JobType {
    Objects.requireNonNull(name);
    Objects.requireNonNull(source);
    Objects.requireNonNull(factory);
  }
}
