package io.jobservice.joblog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one run's lines to one place: its buffer, its writer, and its trouble, if only this
 * log is in trouble. Used by the thread that writes, but for the buffer and {@link #trouble}.
 */
final class StoreLane {

  private static final Logger LOG = LoggerFactory.getLogger(StoreLane.class);

  private final LogRun run;
  private final LogStore store;
  private final LogTally tally;
  private final RunBuffer buffer;
  private Optional<LogWriter> writer = Optional.empty();
  private long leftOut;
  private boolean refusalSaid;
  private volatile String trouble;
  private BackOff backOff = BackOff.none();

  StoreLane(LogRun run, LogStore store, LogTally tally, RunBuffer buffer) {
    this.run = run;
    this.store = store;
    this.tally = tally;
    this.buffer = buffer;
  }

  RunBuffer buffer() {
    return buffer;
  }

  /** Why this log alone cannot be written now; null when that is not so. */
  String trouble() {
    return trouble;
  }

  /** When to try again, if this log alone is in trouble. */
  BackOff backOff() {
    return backOff;
  }

  /**
   * Writes what the buffer has now.
   *
   * @return whether the place has taken something
   * @throws IOException if it could not, or the back end failed in any other way; what was not
   *     written is still there
   */
  boolean write() throws IOException {
    try {
      boolean some = false;
      for (List<RunBuffer.Part> batch : batches(buffer.take())) {
        give(batch);
        buffer.written(batch.size());
        some = true;
      }
      if (some && trouble != null) {
        LOG.info("job {}: its log is written again", run.jobId());
        trouble = null;
        backOff = BackOff.none();
      }
      return some;
    } catch (LogRefusedException e) {
      refuse(e);
      return false;
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      // Whatever a back end of others dies of, the next log is to be written.
      throw new IOException(LoggedFailure.of(e).toString(), e);
    }
  }

  /** Entries go together, as they come; a loss goes alone. */
  private static List<List<RunBuffer.Part>> batches(List<RunBuffer.Part> parts) {
    List<List<RunBuffer.Part>> batches = new ArrayList<>();
    boolean open = false;
    for (RunBuffer.Part part : parts) {
      if (!open || part.isLoss()) {
        batches.add(new ArrayList<>());
      }
      batches.get(batches.size() - 1).add(part);
      open = !part.isLoss();
    }
    return batches;
  }

  private void give(List<RunBuffer.Part> batch) throws IOException {
    if (writer.isEmpty()) {
      writer = Optional.of(store.begin(run));
    }
    LogWriter to = writer.get();
    RunBuffer.Part first = batch.get(0);
    if (first.isLoss()) {
      to.lost(first.at(), first.lost(), first.why());
      return;
    }
    to.write(batch.stream().map(RunBuffer.Part::entry).toList());
    long out = Math.min(batch.size(), to.leftOut() - leftOut);
    leftOut += out;
    tally.written(batch.size() - out);
    if (out > 0) {
      tally.lost(LogLoss.SIZE, out);
    }
  }

  private void refuse(LogRefusedException e) {
    buffer.discard(LogLoss.REFUSED);
    if (!refusalSaid) {
      refusalSaid = true;
      LOG.error("job {}: its lines are left out: {}", run.jobId(), e.getMessage());
    }
  }

  /** Notes that this log alone cannot be written, and says so once. */
  void inTrouble(IOException failure, long now) {
    if (trouble == null) {
      LOG.error(
          "job {}: its log cannot be written, trying again: {}",
          run.jobId(),
          Words.withFile(failure));
      tally.troubled();
    }
    trouble = Words.of(failure);
    backOff = backOff.next(now);
  }

  /** Gives up what is left. */
  void abandon() {
    buffer.discard(LogLoss.ENDED);
    end();
  }

  /** Ends the run, when nothing is left to write. */
  void end() {
    if (leftOut > 0) {
      LOG.info("job {}: {} lines were left out, since its log has max_size", run.jobId(), leftOut);
    }
    try {
      if (writer.isPresent()) {
        writer.get().close();
      }
    } catch (Throwable e) {
      LOG.warn("job {}: its log cannot be closed: {}", run.jobId(), LoggedFailure.of(e).toString());
    }
  }
}
