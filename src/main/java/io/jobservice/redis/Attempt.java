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
 * @param parameters the stored parameters, which keep digits that the entry may have lost
 */
public record Attempt(
    String pool,
    String type,
    String id,
    long number,
    JobEntry entry,
    Bytes bytes,
    Optional<String> parameters) {

  /** Checks that nothing is null. */
  public Attempt {
    Objects.requireNonNull(pool);
    Objects.requireNonNull(entry);
    Objects.requireNonNull(bytes);
  }
}
