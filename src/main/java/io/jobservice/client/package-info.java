/**
 * The client of the service: finding a server, talking to it, waiting for a job.
 *
 * <p>May import {@code core}, {@code redis} and {@code config}. The HTTP client loads neither Jedis
 * nor Logback, and parses into trees by streaming alone, because a command line pays for every
 * class that it loads. Nothing here starts a thread or prints; what follows a log is given an
 * executor.
 */
package io.jobservice.client;
