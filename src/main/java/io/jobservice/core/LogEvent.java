package io.jobservice.core;

import io.jobservice.model.JobStats;

/** What happens while a log is followed. */
public sealed interface LogEvent {

  /** Something was logged. */
  final class Text implements LogEvent {

    private final byte[] line;
    private final String place;

    Text(byte[] line, String place) {
      this.line = line;
      this.place = place;
    }

    /**
     * A line with its line break, not to be changed; one longer than a mebibyte comes in pieces.
     */
    public byte[] line() {
      return line;
    }

    /** Where the reader is behind it, to go on from there later. */
    public String place() {
      return place;
    }
  }

  /**
   * The job has another status, attempt, node or check-in than before; also the first event.
   *
   * @param stats its record
   */
  record Job(JobStats stats) implements LogEvent {}

  /** Nothing happened for a while. */
  record Silence() implements LogEvent {}

  /**
   * The last event: nothing more will be logged that can be read.
   *
   * @param lost why the rest is out of reach, empty when the job has ended
   * @param stats the record of the job
   */
  record End(String lost, JobStats stats) implements LogEvent {}
}
