/**
 * Job log back ends.
 *
 * <p>May import {@code redis} and {@code config}. Loggers may be used by many threads.
 */
package io.jobservice.joblog;
