package io.jobservice.joblog;

import io.jobservice.model.LogLevel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;

/** The log of one run, open for writing. Safe to share. */
public final class RunLog implements AutoCloseable {

  private static final long LONGEST_CLOSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final List<RunBuffer> buffers;
  private final Logger logger;

  RunLog(LogRun run, InstantSource time, List<RunBuffer> buffers) {
    this.buffers = List.copyOf(buffers);
    Optional<LogLevel> least =
        buffers.stream().map(RunBuffer::least).min(Comparator.naturalOrder());
    this.logger = new JobLogger(run.jobId(), time, least, this::append);
  }

  /**
   * What the job logs to. A call does no input or output; it waits for two seconds at most, when
   * lines come faster than they can be written. It never throws on account of the log.
   *
   * @return a logger, safe to share; what is logged after {@link #close} is dropped
   */
  public Logger logger() {
    return logger;
  }

  private void append(LogEntry entry) {
    for (RunBuffer buffer : buffers) {
      buffer.append(entry);
    }
  }

  /**
   * Ends the log, and waits until all of it is written, for a second at most for each place; what
   * cannot be written by then is written later, if that is possible within bounds. A run that has
   * logged nothing waits for nothing.
   */
  @Override
  public void close() {
    buffers.forEach(buffer -> buffer.close(LONGEST_CLOSE_NANOS));
  }
}
