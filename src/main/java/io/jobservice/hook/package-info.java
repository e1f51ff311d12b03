/**
 * The delivery of status hooks: an agent takes events from the outbox and posts them to their
 * receivers, in order for each job, until these have them.
 */
package io.jobservice.hook;
