/**
 * The client of the service.
 *
 * <p>May import {@code core}, {@code redis} and {@code config}. The HTTP client loads neither Jedis
 * nor Logback.
 */
package io.jobservice.client;
