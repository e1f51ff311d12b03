package io.jobservice.model;

/**
 * What came of an order that concerned many jobs.
 *
 * @param changed with how many it was done
 * @param refused with how many it could not be done
 * @param left how many there were after that, of the type that was meant
 */
public record EntriesChanged(long changed, long refused, long left) {}
