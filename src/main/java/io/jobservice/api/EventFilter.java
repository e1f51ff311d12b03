package io.jobservice.api;

import io.jobservice.model.StatusEvent;
import java.util.Map;
import java.util.Set;

/**
 * Which events a follower hears of. Each set is a choice, an empty one means all; an event must fit
 * every one of them.
 *
 * @param statuses the states of the job after the event
 * @param names its types
 * @param kinds its kinds
 * @param jobs its ids
 * @param upstreams the jobs that have launched it, or its policies
 * @param types what happened
 */
record EventFilter(
    Set<String> statuses,
    Set<String> names,
    Set<String> kinds,
    Set<String> jobs,
    Set<String> upstreams,
    Set<StatusEvent.Type> types) {

  /** The types that can be chosen, by their words. */
  static final Map<String, StatusEvent.Type> TYPES =
      Map.of("status", StatusEvent.Type.STATUS, "check_in", StatusEvent.Type.CHECK_IN);

  EventFilter {
    statuses = Set.copyOf(statuses);
    names = Set.copyOf(names);
    kinds = Set.copyOf(kinds);
    jobs = Set.copyOf(jobs);
    upstreams = Set.copyOf(upstreams);
    types = Set.copyOf(types);
  }

  /** A gap concerns everybody. */
  boolean fits(StatusEvent event) {
    return event.type() == StatusEvent.Type.GAP
        || (fits(types, event.type())
            && fits(statuses, event.status())
            && fits(names, event.name())
            && fits(kinds, event.kind())
            && fits(jobs, event.job())
            && fits(upstreams, event.upstream().orElse("")));
  }

  private static <T> boolean fits(Set<T> choice, T value) {
    return choice.isEmpty() || choice.contains(value);
  }
}
