package io.jobservice.joblog;

import java.util.EnumMap;
import java.util.Map;

/**
 * What became of the lines of jobs, since the start of the node.
 *
 * @param written how many entries were written; one that goes to two places counts twice
 * @param lost how many were not, by the reason; every reason is there
 * @param troubles how often a place began to fail
 * @param troubled how many places fail now
 */
public record LogCounts(long written, Map<LogLoss, Long> lost, long troubles, int troubled) {

  /** Copies the map. */
  public LogCounts {
    lost = Map.copyOf(lost);
  }

  static LogCounts none() {
    Map<LogLoss, Long> lost = new EnumMap<>(LogLoss.class);
    for (LogLoss reason : LogLoss.values()) {
      lost.put(reason, 0L);
    }
    return new LogCounts(0, lost, 0, 0);
  }

  LogCounts plus(LogCounts other) {
    Map<LogLoss, Long> sum = new EnumMap<>(lost);
    other.lost.forEach((reason, number) -> sum.merge(reason, number, Long::sum));
    return new LogCounts(
        written + other.written, sum, troubles + other.troubles, troubled + other.troubled);
  }
}
