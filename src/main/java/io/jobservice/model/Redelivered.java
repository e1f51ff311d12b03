package io.jobservice.model;

/**
 * What came of the wish to deliver dead letters anew.
 *
 * @param redelivered how many wait for their delivery again
 * @param left how many dead letters there were after that
 */
public record Redelivered(long redelivered, long left) {}
