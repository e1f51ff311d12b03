/**
 * The meters of the service, and their exposition to Prometheus. It imports nothing of ours.
 * Whoever measures is handed the meters by the runtime; a command that serves nothing loads none.
 */
package io.jobservice.metrics;
