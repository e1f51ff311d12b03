/**
 * The words of the domain: stats, status and its transitions, queue entries, errors and their
 * codes, and their JSON.
 *
 * <p>Imports nothing of the service but {@code job}. All types are immutable and may be shared.
 */
package io.jobservice.model;
