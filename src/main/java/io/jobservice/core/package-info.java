/**
 * The one door to the system: launch, stop, read, log.
 *
 * <p>May import {@code registry}, {@code cron}, {@code joblog} and {@code redis}. The controller is
 * safe to share.
 */
package io.jobservice.core;
