package io.jobservice.job.testing;

import io.jobservice.job.OpCommand;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** At what moments the job is told what. Immutable but for the maps, which are not written to. */
record Orders(
    Map<String, OpCommand> atCheckIn,
    Map<String, OpCommand> afterLaunch,
    TreeMap<Duration, OpCommand> afterWaiting) {

  /** The first order that comes after one time and up to another. */
  Optional<Map.Entry<Duration, OpCommand>> within(Duration after, Duration until) {
    return Optional.ofNullable(afterWaiting.higherEntry(after))
        .filter(order -> order.getKey().compareTo(until) <= 0);
  }
}
