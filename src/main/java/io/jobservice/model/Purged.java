package io.jobservice.model;

/**
 * What came of the purge of a queue.
 *
 * @param purged how many entries it took
 * @param left how many were on the queue after that
 */
public record Purged(long purged, long left) {}
