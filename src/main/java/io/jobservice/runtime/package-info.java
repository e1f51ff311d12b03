/**
 * Assembles a node from its configuration, starts and stops its parts, owns threads and signals.
 *
 * <p>May import everything but {@code client} and {@code cli}.
 */
package io.jobservice.runtime;
