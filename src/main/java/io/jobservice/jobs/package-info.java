/**
 * The jobs that ship with the service.
 *
 * <p>Imports nothing of the service but {@code job}.
 */
package io.jobservice.jobs;
