/**
 * The enqueuer of periodic jobs: sees to it that each policy has its next executions, and decides
 * about instants that passed while no node was alive.
 *
 * <p>May import {@code core}, {@code cron}, {@code redis} and {@code metrics}. The enqueuer has one
 * thread, that of its owner; it may be woken from any.
 */
package io.jobservice.period;
