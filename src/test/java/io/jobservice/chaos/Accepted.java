package io.jobservice.chaos;

import io.jobservice.model.JobStatus;

/**
 * A job that was accepted, and what was asked of it.
 *
 * @param id the job
 * @param natural how it ends when nobody stops it
 * @param stopSent when it was told to stop, 0 if it was not
 * @param stopAnswered when that was answered, 0 if it was not
 */
record Accepted(String id, JobStatus natural, long stopSent, long stopAnswered) {

  Accepted withStop(long sent, long answered) {
    return new Accepted(id, natural, sent, answered);
  }

  boolean wasToldToStop() {
    return stopSent > 0;
  }
}
