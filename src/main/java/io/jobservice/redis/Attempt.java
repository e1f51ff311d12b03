package io.jobservice.redis;

import io.jobservice.model.JobEntry;
import java.util.Objects;
import java.util.Optional;

/**
 * One run of a job by one pool, as fetched: the fence of all that it writes is its pool with its
 * number.
 *
 * @param pool the pool that runs it
 * @param type the queue that it came from
 * @param id the id of its stats
 * @param number which run of the job this is, from 1
 * @param entry what lay on the queue
 * @param bytes the very bytes that lay there
 * @param terms what its submission asked for
 */
public record Attempt(
    String pool, String type, String id, long number, JobEntry entry, Bytes bytes, Terms terms) {

  /** Checks that nothing is null. */
  public Attempt {
    Objects.requireNonNull(pool);
    Objects.requireNonNull(entry);
    Objects.requireNonNull(bytes);
    Objects.requireNonNull(terms);
  }

  /**
   * What a submission asked for, as its record has it. Each is empty where it asked for nothing.
   *
   * @param parameters the parameters as JSON, with digits that the entry may have lost
   * @param maxFails how often it may fail
   * @param backoff how long to wait after a failure, as JSON
   * @param recorded whether there was a record when it was fetched; another program may save it
   *     later
   * @param upstream the id of the job that launched it
   */
  public record Terms(
      Optional<String> parameters,
      Optional<String> maxFails,
      Optional<String> backoff,
      boolean recorded,
      Optional<String> upstream) {}
}
