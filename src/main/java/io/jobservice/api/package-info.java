/**
 * The HTTP server: routes, authentication, JSON in and out, error bodies.
 *
 * <p>May import {@code core}, {@code joblog} and {@code config}.
 */
package io.jobservice.api;
