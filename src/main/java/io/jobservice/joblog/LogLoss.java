package io.jobservice.joblog;

/** Why a line of a job is in no log. */
public enum LogLoss {
  /** The log has its largest size. */
  SIZE,
  /** More was logged than could be written in time, or while nothing could be written. */
  BUFFER,
  /** Its log is not what it should be, or belongs to another attempt by now. */
  REFUSED,
  /** Its run had ended, and its log still could not be written. */
  ENDED
}
