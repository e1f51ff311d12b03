/**
 * Whole nodes as processes, which are killed and frozen under load, on a Redis that is killed and
 * behind a network that loses replies; and the proof that no job was lost by it.
 */
package io.jobservice.chaos;
