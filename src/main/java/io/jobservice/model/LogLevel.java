package io.jobservice.model;

/** The levels of log lines as the layout has them, least first. */
public enum LogLevel {
  /** For whoever looks for a fault. */
  DEBUG,
  /** What happened. */
  INFO,
  /** What may need a look. */
  WARNING,
  /** What failed. */
  ERROR,
  /** What ended the work. */
  FATAL
}
