package io.jobservice.job;

/** What a running job has been told. */
public enum OpCommand {
  /** Nothing: go on. */
  NONE,
  /** End now; the job is done for good. */
  STOP,
  /** End now; the job may be resumed later. */
  CANCEL
}
