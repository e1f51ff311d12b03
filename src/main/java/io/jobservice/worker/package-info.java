/**
 * The worker pool: dispatcher, runners, heartbeat, reaper.
 *
 * <p>May import {@code core}, {@code registry}, {@code redis}, {@code joblog} and {@code config}.
 * Threads: one dispatcher, one committer, the workers, and one thread for each background loop. No
 * lock is held while Redis is asked.
 */
package io.jobservice.worker;
