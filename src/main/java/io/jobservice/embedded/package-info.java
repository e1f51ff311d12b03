/**
 * The Redis server that a node starts itself when none is given.
 *
 * <p>May import {@code config}.
 */
package io.jobservice.embedded;
