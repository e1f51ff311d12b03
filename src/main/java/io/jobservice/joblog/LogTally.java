package io.jobservice.joblog;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what becomes of the lines that go to one place. Safe to share. */
final class LogTally {

  private final LongAdder written = new LongAdder();
  private final Map<LogLoss, LongAdder> lost = new EnumMap<>(LogLoss.class);
  private final LongAdder troubles = new LongAdder();

  LogTally() {
    for (LogLoss reason : LogLoss.values()) {
      lost.put(reason, new LongAdder());
    }
  }

  void written(long entries) {
    written.add(entries);
  }

  void lost(LogLoss reason, long entries) {
    lost.get(reason).add(entries);
  }

  void troubled() {
    troubles.increment();
  }

  long allLost() {
    return lost.values().stream().mapToLong(LongAdder::sum).sum();
  }

  LogCounts counts(boolean inTrouble) {
    Map<LogLoss, Long> sums = new EnumMap<>(LogLoss.class);
    lost.forEach((reason, number) -> sums.put(reason, number.sum()));
    return new LogCounts(written.sum(), sums, troubles.sum(), inTrouble ? 1 : 0);
  }
}
