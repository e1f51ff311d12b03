/**
 * The connection to Redis, its clock, its keys, the scripts and the stores on top of them.
 *
 * <p>May import {@code config}. Stores are safe to share between threads.
 */
package io.jobservice.redis;
