/**
 * Cron lines: what they mean, in words and in instants.
 *
 * <p>Pure: no clock, no threads, no input or output. Imports nothing of the service but {@code
 * model}; cron-utils is used here and nowhere else. All types are immutable and may be shared.
 */
package io.jobservice.cron;
