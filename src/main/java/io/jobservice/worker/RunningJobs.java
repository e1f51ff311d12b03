package io.jobservice.worker;

import io.jobservice.redis.Attempt;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a pool holds: every attempt from its fetch until Redis has acknowledged its end. Safe to
 * share.
 */
final class RunningJobs {

  private final Map<Key, RunContext> contexts = new ConcurrentHashMap<>();

  /** One attempt of one job. */
  record Key(String id, long number) {

    static Key of(Attempt attempt) {
      return new Key(attempt.id(), attempt.number());
    }
  }

  void add(RunContext context) {
    contexts.put(Key.of(context.fenced()), context);
  }

  void remove(Attempt attempt) {
    contexts.remove(Key.of(attempt));
  }

  Collection<RunContext> all() {
    return contexts.values();
  }

  /** The attempts of a job that are held here; two while an old one has not noticed its loss. */
  List<RunContext> of(String id) {
    return contexts.values().stream().filter(context -> context.fenced().id().equals(id)).toList();
  }

  Set<Key> keys() {
    return Set.copyOf(contexts.keySet());
  }

  int size() {
    return contexts.size();
  }
}
