/**
 * The Redis server that a node starts itself when none is given, and the data folder that it lives
 * in.
 *
 * <p>May import {@code config}; speaks to the server by a client of its own, as the Redis library
 * stays in {@code redis}. Starts no thread. {@link io.jobservice.embedded.EmbeddedRedis} has one
 * lock, held during a restart and a stop; everything else is confined to its caller.
 */
package io.jobservice.embedded;
